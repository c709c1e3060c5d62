"""Notes in Redis which feeds are not fine, and tells of each change once."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from redis.asyncio import Redis

from claimwire.feed_conditions import FEED_TROUBLES_KEY, FeedCondition, FeedTrouble
from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.judge_feed import Verdict
from services.fetcher.redis_state import FEEDS_KEY, decode

# KEYS: feeds, troubles. ARGV: feed, its condition, the trouble or nothing. Returns the condition before, "fine" if none
# was noted, or nothing for a feed that is not in the registry. A condition that lasts keeps the time it began. HDEL
# makes the script a writer, so that a full server lets it in.
_NOTE = """
redis.call('HDEL', KEYS[2], '')
local before = redis.call('HGET', KEYS[2], ARGV[1])
if ARGV[3] == '' or redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  redis.call('HDEL', KEYS[2], ARGV[1])
  if ARGV[3] ~= '' then return nil end
  return before and cjson.decode(before).condition or 'fine'
end
local trouble = cjson.decode(ARGV[3])
local earlier = before and cjson.decode(before)
if earlier and earlier.condition == ARGV[2] then trouble.since = earlier.since end
redis.call('HSET', KEYS[2], ARGV[1], cjson.encode(trouble))
return earlier and earlier.condition or 'fine'
"""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class FeedTroubles:
    """The feeds that are not fine."""

    redis: Redis

    async def note(self, subscription: FeedSubscription, verdict: Verdict, now: datetime) -> bool:
        """Note how a feed does; tell whether that has changed."""
        url, fine = subscription.url, verdict.condition is FeedCondition.FINE
        trouble = FeedTrouble(
            url=url, outlet=subscription.outlet, condition=verdict.condition, since=now, detail=verdict.detail
        )
        note = self.redis.register_script(_NOTE)
        with outage_of_the_broker(f"cannot note how feed {url} does"):
            before = await note(
                keys=[FEEDS_KEY, FEED_TROUBLES_KEY],
                args=[url, verdict.condition, "" if fine else trouble.model_dump_json()],
            )
        if before is None or decode(before) == verdict.condition:
            return False
        if fine:
            log.info("feed is fine again", feed=url)
        else:
            log.warning(
                "feed is not fine",
                feed=url,
                outlet=subscription.outlet,
                condition=verdict.condition.value,
                detail=verdict.detail,
            )
        return True
