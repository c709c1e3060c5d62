"""Hands out what is due at its time, each turn to one scheduler only, however many there are.

Each item's next turn is its score in "due". A claim moves the score on by a lease and notes the turn in "claims"; the
next turn is set once the claimed one is published. If the claimer dies in between, the lease runs out and the same
turn is claimed again, with its own time, so that it is recognised as the same.

Whoever handles a turn may set the next one. If he is faster than the scheduler that published it, which sets the next
turn, too, his wish is kept for it in "wishes".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from redis.asyncio import Redis

from services.fetcher.redis_state import from_milliseconds, to_milliseconds

# KEYS: items, due, claims, wishes. ARGV: item, score it was seen with, end of the lease. Returns turn and what is
# stored of the item, or nothing.
_CLAIM = """
local stored = redis.call('HGET', KEYS[1], ARGV[1])
if not stored then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('HDEL', KEYS[3], ARGV[1])
  redis.call('HDEL', KEYS[4], ARGV[1])
  return nil
end
local score = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not score or tonumber(score) ~= tonumber(ARGV[2]) then return nil end
local turn = redis.call('HGET', KEYS[3], ARGV[1]) or ARGV[2]
redis.call('HSET', KEYS[3], ARGV[1], turn)
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
return {turn, stored}
"""
# KEYS: items, due, claims, wishes. ARGV: item, claimed turn, next turn or nothing if there is none.
_CONFIRM = """
if redis.call('HGET', KEYS[3], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HDEL', KEYS[3], ARGV[1])
local next = redis.call('HGET', KEYS[4], ARGV[1]) or ARGV[3]
redis.call('HDEL', KEYS[4], ARGV[1])
if next == '' then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[2], 'XX', next, ARGV[1])
end
return 1
"""
# KEYS: as above. ARGV: item, turn that was handled, next turn, now. A turn that is due by now, because somebody asked
# for it, is not moved, nor one that is claimed. HDEL of what is not there makes the script a writer, so that a full
# server lets it in, and can be drained.
_MOVE = """
redis.call('HDEL', KEYS[4], '')
local score = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not score then return 0 end
local claimed = redis.call('HGET', KEYS[3], ARGV[1])
if claimed then
  if claimed == ARGV[2] then redis.call('HSET', KEYS[4], ARGV[1], ARGV[3]) end
  return 0
end
if tonumber(score) <= tonumber(ARGV[4]) then return 0 end
redis.call('ZADD', KEYS[2], 'XX', ARGV[3], ARGV[1])
return 1
"""


@dataclass(frozen=True)
class Claimed:
    """A turn that is this scheduler's to publish while the lease lasts."""

    item: str
    stored: bytes
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class LeasedTurns:
    """The turns of the items of a hash."""

    redis: Redis
    items_key: str
    due_key: str
    claims_key: str
    wishes_key: str

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> list[Claimed]:
        """Claim the turns that are due, oldest first; each is given to one caller only while the lease lasts."""
        claim = self.redis.register_script(_CLAIM)
        due = await self.redis.zrange(
            self.due_key, "-inf", to_milliseconds(now), byscore=True, withscores=True, offset=0, num=limit
        )
        claimed = []
        for item, score in cast("list[tuple[bytes, float]]", due):
            turn = await claim(keys=self._keys, args=[item, int(score), to_milliseconds(now + lease)])
            if turn:
                claimed.append(Claimed(item.decode(), turn[1], from_milliseconds(turn[0])))
        return claimed

    async def confirm(self, item: str, due_at: datetime, next_due_at: datetime | None) -> None:
        """Note that a claimed turn is published, and when the next one is; without any, the item is forgotten."""
        confirm = self.redis.register_script(_CONFIRM)
        upcoming = to_milliseconds(next_due_at) if next_due_at else ""
        await confirm(keys=self._keys, args=[item, to_milliseconds(due_at), upcoming])

    async def move(self, item: str, due_at: datetime, next_due_at: datetime, now: datetime) -> None:
        """Set the turn that follows one that was handled, unless a later one is claimed, or due by now."""
        move = self.redis.register_script(_MOVE)
        await move(
            keys=self._keys, args=[item, to_milliseconds(due_at), to_milliseconds(next_due_at), to_milliseconds(now)]
        )

    @property
    def _keys(self) -> list[str]:
        return [self.items_key, self.due_key, self.claims_key, self.wishes_key]
