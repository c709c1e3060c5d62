"""Remembers in Redis what each feed was seen to have, and what its latest polls yielded.

A poll may come again after a crash between the memory written here and the hand-off of its events. Its entries would
then no longer be new. So the events of a feed's latest polls are kept, and a poll that comes again yields the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, FeedDue
from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.feed_history import FeedHistory, read_history
from services.fetcher.page import Validators
from services.fetcher.redis_state import (
    decode_fields,
    polls_key,
    seen_key,
    state_key,
    to_milliseconds,
)
from services.fetcher.select_new import SeenEntry
from services.fetcher.write_polls import Discovery, flat, read_children, read_seen, unpack_events, write_discovery

#: Repeats come within minutes, or after an outage; nobody leaves a newsroom dark for longer than a week.
_YIELD_KEPT = timedelta(days=7)
#: How many polls of a feed that yielded something can be repeated. A repeat comes before many others are through.
_POLLS_KEPT = 8

# KEYS: state, seen, polls. ARGV: due, seconds kept, seconds that polls are kept, polls kept, number of state fields, of
# forgotten articles; then fields and values; the forgotten; then for each event article, what was seen before, what is
# seen now, event.
# An entry that another poll took in the meantime is left to that poll. Returns the events that are this poll's.
# HDEL of what is not there makes the script a writer, so that a full server lets it in, and can be drained.
_COMMIT = """
local earlier = redis.call('HGET', KEYS[3], ARGV[1])
if earlier then return cmsgpack.unpack(earlier) end
redis.call('HDEL', KEYS[3], ARGV[1])
local next = 7
for _ = 1, ARGV[5] do
  redis.call('HSET', KEYS[1], ARGV[next], ARGV[next + 1])
  next = next + 2
end
for _ = 1, ARGV[6] do
  redis.call('HDEL', KEYS[2], ARGV[next])
  next = next + 1
end
local mine = {}
for i = next, #ARGV, 4 do
  if (redis.call('HGET', KEYS[2], ARGV[i]) or '') == ARGV[i + 1] then
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 2])
    mine[#mine + 1] = ARGV[i + 3]
  end
end
if #mine > 0 then
  redis.call('HSET', KEYS[3], ARGV[1], cmsgpack.pack(mine))
  redis.call('HINCRBY', KEYS[1], 'articles', #mine)
  local polls = redis.call('HKEYS', KEYS[3])
  table.sort(polls, function(a, b) return tonumber(a) > tonumber(b) end)
  for i = ARGV[4] + 1, #polls do redis.call('HDEL', KEYS[3], polls[i]) end
  redis.call('EXPIRE', KEYS[3], ARGV[3])
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
return mine
"""
# KEYS: state. ARGV: due, now, seconds kept. Returns 0 where a later turn has come, or where the feed was asked for
# another turn after this one was due; else notes that it is asked now, for this one. HDEL as above.
_TAKE = """
local asked_for, asked_at = unpack(redis.call('HMGET', KEYS[1], 'asked_for', 'asked_at'))
local due = tonumber(ARGV[1])
if asked_for and tonumber(asked_for) ~= due and (tonumber(asked_for) > due or tonumber(asked_at) >= due) then
  return 0
end
redis.call('HDEL', KEYS[1], '')
redis.call('HSET', KEYS[1], 'asked_for', ARGV[1], 'asked_at', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
"""
# KEYS: polls. ARGV: due. Returns the events of that poll, or nothing.
_RECALL = """
local earlier = redis.call('HGET', KEYS[1], ARGV[1])
return earlier and cmsgpack.unpack(earlier)
"""


@dataclass(frozen=True, kw_only=True)
class PollMemory:
    """What is known before a feed is polled."""

    earlier: tuple[ArticleDiscovered, ...] | None
    """What this very poll yielded when it came before."""
    validators: Validators
    children: Mapping[str, Validators]
    """The validators of the sitemaps that the feed, being an index of such, consists of."""
    history: FeedHistory
    seen: Mapping[str, SeenEntry]


@dataclass(frozen=True, kw_only=True)
class Polls:
    """The memory of polls."""

    redis: Redis
    kept: timedelta
    """How long a feed is remembered after its last poll."""

    async def recall(self, poll: FeedDue) -> PollMemory:
        """Return what is known before a feed is polled."""
        url = poll.feed_url
        with outage_of_the_broker(f"cannot recall feed {url}"):
            # No transaction, since a full server refuses even one that only reads. The yield is read last, so that
            # a poll that is remembered in between is found.
            async with self.redis.pipeline(transaction=False) as pipeline:
                pipeline.hgetall(state_key(url))
                pipeline.hgetall(seen_key(url))
                pipeline.eval(_RECALL, 1, polls_key(url), to_milliseconds(poll.due_at))
                state, seen, earlier = await pipeline.execute()
        fields = decode_fields(state)
        return PollMemory(
            earlier=unpack_events(earlier) if earlier is not None else None,
            validators=Validators(etag=fields.get("etag") or None, last_modified=fields.get("last_modified") or None),
            children=read_children(fields.get("children")),
            history=read_history(fields),
            seen={article: read_seen(text) for article, text in decode_fields(seen).items()},
        )

    async def take(self, poll: FeedDue, now: datetime) -> bool:
        """Note that a feed is about to be asked; False if another turn's asking makes up for this one.

        Turns pile up while the intake is paused. The first of them to be taken makes up for all that are due by then;
        a turn never makes up for itself, so that one that failed may be tried again.
        """
        take = self.redis.register_script(_TAKE)
        with outage_of_the_broker(f"cannot take a turn of feed {poll.feed_url}"):
            taken = await take(
                keys=[state_key(poll.feed_url)],
                args=[to_milliseconds(poll.due_at), to_milliseconds(now), round(self.kept.total_seconds())],
            )
        return bool(taken)

    async def commit(
        self,
        poll: FeedDue,
        discoveries: Sequence[Discovery],
        *,
        state: Mapping[str, str | int],
        forgotten: Sequence[str] = (),
    ) -> tuple[ArticleDiscovered, ...]:
        """Remember what a poll saw; return the events that are its own to hand off."""
        commit = self.redis.register_script(_COMMIT)
        url = poll.feed_url
        with outage_of_the_broker(f"cannot remember feed {url}"):
            mine = await commit(
                keys=[state_key(url), seen_key(url), polls_key(url)],
                args=[
                    to_milliseconds(poll.due_at),
                    round(self.kept.total_seconds()),
                    round(_YIELD_KEPT.total_seconds()),
                    _POLLS_KEPT,
                    len(state),
                    len(forgotten),
                    *flat(state),
                    *forgotten,
                    *(part for discovery in discoveries for part in write_discovery(discovery)),
                ],
            )
        return unpack_events(mine)

    async def fail(
        self, poll: FeedDue, error: str, now: datetime, *, state: Mapping[str, str | int] = MappingProxyType({})
    ) -> None:
        """Remember that a poll failed, and with ``state`` that its turn ended so."""
        url = poll.feed_url
        moment = to_milliseconds(now)
        with outage_of_the_broker(f"cannot remember the failure of feed {url}"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                fields = {**state, "error": error, "failed_at": moment, "polled_at": moment}
                pipeline.hset(state_key(url), items=flat(fields))
                pipeline.hincrby(state_key(url), "failures", 1)
                pipeline.expire(state_key(url), self.kept)
                await pipeline.execute()

    async def note(self, url: str, state: Mapping[str, str | int]) -> None:
        """Remember something of a feed beside its polls."""
        with outage_of_the_broker(f"cannot remember feed {url}"):
            await self.redis.hset(state_key(url), items=flat(state))
