"""Changes the address of a feed in the registry, with all that is remembered of it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from redis.asyncio import Redis

from claimwire.feed_conditions import FEED_TROUBLES_KEY
from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.feed_subscription import SUBSCRIPTION
from services.fetcher.redis_state import (
    CLAIMS_KEY,
    DUE_KEY,
    FEEDS_KEY,
    MOVES_KEY,
    decode,
    delays_key,
    polls_key,
    seen_key,
    state_key,
)


class Move(StrEnum):
    """What became of a move."""

    DONE = "done"
    TAKEN = "taken"
    """The new address is in the registry already."""
    LOOP = "loop"
    """The feed has come from there."""
    LATER = "later"
    """The feed is just being scheduled, or changed; its next poll comes here again."""


# KEYS: feeds, due, claims, moves, troubles; then the old keys of the feed's memory, and the new ones. ARGV: old
# address, new address, subscription expected, subscription with the new address.
_MOVE = """
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[3] or redis.call('HEXISTS', KEYS[3], ARGV[1]) == 1 then
  return 'later'
end
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 1 then return 'taken' end
if redis.call('HEXISTS', KEYS[4], ARGV[2]) == 1 then return 'loop' end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[5], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[2], ARGV[4])
local score = redis.call('ZSCORE', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
if score then redis.call('ZADD', KEYS[2], score, ARGV[2]) end
local half = (#KEYS - 5) / 2
for i = 6, 5 + half do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('RENAME', KEYS[i], KEYS[i + half]) end
end
local moves = redis.call('HGETALL', KEYS[4])
for i = 1, #moves, 2 do
  if moves[i + 1] == ARGV[1] then redis.call('HSET', KEYS[4], moves[i], ARGV[2]) end
end
redis.call('HSET', KEYS[4], ARGV[1], ARGV[2])
return 'done'
"""


@dataclass(frozen=True)
class FeedMoves:
    """Moves of feeds. Events that are on their way under the old address find the feed under it as before."""

    redis: Redis

    async def move(self, old: str, new: str) -> Move:
        """Register a feed under a new address, keeping its settings, its turn and what it was seen to have."""
        move = self.redis.register_script(_MOVE)
        with outage_of_the_broker(f"cannot move feed {old}"):
            stored = await self.redis.hget(FEEDS_KEY, old)
            if stored is None:
                return Move.LATER
            moved = replace(SUBSCRIPTION.validate_json(stored), url=new)
            outcome = await move(
                keys=[FEEDS_KEY, DUE_KEY, CLAIMS_KEY, MOVES_KEY, FEED_TROUBLES_KEY, *_memory(old), *_memory(new)],
                args=[old, new, stored, SUBSCRIPTION.dump_json(moved)],
            )
        return Move(decode(outcome))


def _memory(url: str) -> list[str]:
    return [state_key(url), seen_key(url), polls_key(url), delays_key(url)]
