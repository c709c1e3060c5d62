"""The articles that are looked at again, in Redis: what, when, and by whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, ArticleFetched
from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.leased_turns import LeasedTurns
from services.fetcher.plan_revisits import RevisitPlan, next_revisit, plan_revisits, read_plan, write_plan
from services.fetcher.redis_state import key, to_milliseconds

#: What is planned, when it is due, and the revisits that are claimed but not yet published.
_PLANS_KEY, _DUE_KEY, _CLAIMS_KEY, _WISHES_KEY = (
    key("revisits", name) for name in ("plans", "due", "claims", "wishes")
)
REVISIT_KEYS = (_PLANS_KEY, _DUE_KEY, _CLAIMS_KEY)

#: Lua that a script which remembers a version includes, so that the version and its revisits are remembered together.
#: ``plan_revisits(first key, whether the version is the article's first, article, plan, first due, most)`` returns how
#: many articles are looked at no more because too many were planned. A version that is not the first only brings the
#: plan's discovery up to date.
PLAN_REVISITS = """
local function plan_revisits(first_key, is_first, article, plan, due, most)
  if plan == '' then return 0 end
  local plans, turns, claims = KEYS[first_key], KEYS[first_key + 1], KEYS[first_key + 2]
  if not is_first then
    local planned = redis.call('HGET', plans, article)
    if planned then
      redis.call('HSET', plans, article, string.match(planned, '^%d+') .. string.match(plan, '^%d+(.*)$'))
    end
    return 0
  end
  redis.call('HSET', plans, article, plan)
  redis.call('ZADD', turns, due, article)
  local dropped = 0
  while redis.call('ZCARD', turns) > tonumber(most) do
    local oldest = redis.call('ZPOPMIN', turns)[1]
    redis.call('HDEL', plans, oldest)
    redis.call('HDEL', claims, oldest)
    dropped = dropped + 1
  end
  return dropped
end
"""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class RevisitTurn:
    """An article's claimed revisit."""

    article_id: str
    plan: RevisitPlan
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class Revisits:
    """The memory of what is to be looked at again."""

    redis: Redis
    delays: tuple[timedelta, ...]
    """How long after its first version an article is looked at again; empty means never."""
    most: int = 100_000
    """How many articles are planned for at once, a kilobyte of memory each; beyond, the oldest are let go."""

    def plan(self, discovery: ArticleDiscovered, fetched: ArticleFetched) -> list[str | int]:
        """Return the arguments of PLAN_REVISITS behind the first two: article, plan, first due, most."""
        plan = plan_revisits(discovery, fetched) if self.delays else None
        due_at = next_revisit(plan, self.delays, fetched.fetched_at) if plan else None
        if plan is None or due_at is None:
            return [fetched.article_id, "", 0, self.most]
        return [fetched.article_id, write_plan(plan), to_milliseconds(due_at), self.most]

    def note_dropped(self, articles: int) -> None:
        """Say that articles are looked at no more because too many were planned."""
        if articles > 0:
            log.warning(
                "articles are not looked at again",
                articles=articles,
                planned=self.most,
                advice="raise CLAIMWIRE_FETCHER_REVISITS_MOST, or shorten CLAIMWIRE_FETCHER_REVISITS_SECONDS",
            )

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> list[RevisitTurn]:
        """Claim what is due, oldest first; each is given to one caller only while the lease lasts."""
        with outage_of_the_broker("cannot claim the articles to be looked at again"):
            claimed = await self._turns.claim_due(now, lease, limit)
        return [RevisitTurn(each.item, read_plan(each.stored), each.due_at) for each in claimed]

    async def confirm(self, turn: RevisitTurn, now: datetime) -> None:
        """Note that a claimed revisit is published; the article is forgotten here after its last."""
        following = next_revisit(turn.plan, self.delays, max(now, turn.due_at))
        with outage_of_the_broker(f"cannot plan the next look at {turn.plan.discovery.url}"):
            await self._turns.confirm(turn.article_id, turn.due_at, following)

    async def cancel(self, article_id: str) -> None:
        """Look at an article no more, because it is gone."""
        with outage_of_the_broker(f"cannot forget the revisits of {article_id}"):
            # No transaction, since a full server refuses one; a revisit without its plan is dropped when it is claimed.
            async with self.redis.pipeline(transaction=False) as pipeline:
                pipeline.hdel(_PLANS_KEY, article_id)
                pipeline.zrem(_DUE_KEY, article_id)
                pipeline.hdel(_CLAIMS_KEY, article_id)
                await pipeline.execute()

    async def planned(self) -> int:
        """Count the articles that are to be looked at again."""
        with outage_of_the_broker("cannot count the articles to be looked at again"):
            return int(await self.redis.zcard(_DUE_KEY))

    @property
    def _turns(self) -> LeasedTurns:
        return LeasedTurns(
            redis=self.redis,
            items_key=_PLANS_KEY,
            due_key=_DUE_KEY,
            claims_key=_CLAIMS_KEY,
            wishes_key=_WISHES_KEY,
        )
