"""Remembers in Redis what each feed was seen to have, and what its latest polls yielded.

A poll may come again after a crash between the memory written here and the hand-off of its events. Its entries would
then no longer be new. So the events of a feed's latest polls are kept, and a poll that comes again yields the same.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, FeedDue
from services.fetcher.page import Validators
from services.fetcher.redis_state import (
    decode_fields,
    from_milliseconds,
    passing_errors,
    polls_key,
    seen_key,
    state_key,
    to_milliseconds,
)
from services.fetcher.select_new import SeenEntry

#: How many polls of a feed that yielded something can be repeated. A repeat comes before many others are through.
_POLLS_KEPT = 8

# KEYS: state, seen, polls. ARGV: due, seconds kept, polls kept, number of state fields, of forgotten articles;
# then fields and values; the forgotten; then for each event article, what was seen before, what is seen now, event.
# An entry that another poll took in the meantime is left to that poll. Returns the events that are this poll's.
_COMMIT = """
local earlier = redis.call('HGET', KEYS[3], ARGV[1])
if earlier then return cmsgpack.unpack(earlier) end
local newest = tonumber(redis.call('HGET', KEYS[1], 'due') or 0)
if tonumber(ARGV[1]) > newest then redis.call('HSET', KEYS[1], 'due', ARGV[1]) end
local next = 6
for _ = 1, ARGV[4] do
  redis.call('HSET', KEYS[1], ARGV[next], ARGV[next + 1])
  next = next + 2
end
for _ = 1, ARGV[5] do
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
  for i = ARGV[3] + 1, #polls do redis.call('HDEL', KEYS[3], polls[i]) end
end
for _, name in ipairs(KEYS) do redis.call('EXPIRE', name, ARGV[2]) end
return mine
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
    last_due_at: datetime | None
    """The newest turn that was polled with success."""
    validators: Validators
    seen: Mapping[str, SeenEntry]


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """An event that a poll is about to yield, and the memory that goes with it."""

    event: ArticleDiscovered
    before: SeenEntry | None
    seen: SeenEntry


@dataclass(frozen=True, kw_only=True)
class Polls:
    """The memory of polls."""

    redis: Redis
    kept: timedelta
    """How long a feed is remembered after its last poll."""

    async def recall(self, poll: FeedDue) -> PollMemory:
        """Return what is known before a feed is polled."""
        url = poll.feed_url
        with passing_errors(f"recall feed {url}"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                pipeline.hgetall(state_key(url))
                pipeline.hgetall(seen_key(url))
                pipeline.eval(_RECALL, 1, polls_key(url), to_milliseconds(poll.due_at))
                state, seen, earlier = await pipeline.execute()
        fields = decode_fields(state)
        return PollMemory(
            earlier=_unpack(earlier) if earlier is not None else None,
            last_due_at=from_milliseconds(fields["due"]) if "due" in fields else None,
            validators=Validators(etag=fields.get("etag") or None, last_modified=fields.get("last_modified") or None),
            seen={article: _read_seen(text) for article, text in decode_fields(seen).items()},
        )

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
        with passing_errors(f"remember feed {url}"):
            mine = await commit(
                keys=[state_key(url), seen_key(url), polls_key(url)],
                args=[
                    to_milliseconds(poll.due_at),
                    round(self.kept.total_seconds()),
                    _POLLS_KEPT,
                    len(state),
                    len(forgotten),
                    *(part for field in state.items() for part in field),
                    *forgotten,
                    *(part for discovery in discoveries for part in _write(discovery)),
                ],
            )
        return _unpack(mine)

    async def fail(self, poll: FeedDue, error: str, now: datetime) -> None:
        """Remember that a poll failed."""
        url = poll.feed_url
        moment = to_milliseconds(now)
        with passing_errors(f"remember the failure of feed {url}"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                pipeline.hset(state_key(url), mapping={"error": error, "failed_at": moment, "polled_at": moment})
                pipeline.hincrby(state_key(url), "failures", 1)
                pipeline.expire(state_key(url), self.kept)
                await pipeline.execute()


def _write(discovery: Discovery) -> tuple[str, str, str, bytes]:
    event = zlib.compress(discovery.event.model_dump_json().encode())
    before = _write_seen(discovery.before) if discovery.before else ""
    return discovery.event.article_id, before, _write_seen(discovery.seen), event


def _unpack(events: Sequence[bytes]) -> tuple[ArticleDiscovered, ...]:
    return tuple(ArticleDiscovered.model_validate_json(zlib.decompress(event)) for event in events)


def _write_seen(seen: SeenEntry) -> str:
    return f"{seen.fingerprint} {seen.times} {to_milliseconds(seen.changed_at)}"


def _read_seen(text: str) -> SeenEntry:
    fingerprint, times, changed_at = text.split()
    return SeenEntry(fingerprint=fingerprint, times=int(times), changed_at=from_milliseconds(changed_at))
