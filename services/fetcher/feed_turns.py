"""Hands out the turns of feeds that are due, each to one scheduler only, however many there are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from redis.asyncio import Redis

from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.feeds import SUBSCRIPTION, FeedSubscription
from services.fetcher.redis_state import (
    CLAIMS_KEY,
    DUE_KEY,
    FEEDS_KEY,
    from_milliseconds,
    to_milliseconds,
)

# Each feed's next turn is its score in "due". A claim moves the score on by a lease and notes the turn in "claims";
# the next turn is set once the claimed one is published. If the claimer dies in between, the lease runs out and the
# same turn is claimed again, with its own time, so that it is recognised as the same.

# KEYS: feeds, due, claims. ARGV: feed, score it was seen with, end of the lease. Returns turn and feed, or nothing.
_CLAIM = """
local subscription = redis.call('HGET', KEYS[1], ARGV[1])
if not subscription then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('HDEL', KEYS[3], ARGV[1])
  return nil
end
local score = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not score or tonumber(score) ~= tonumber(ARGV[2]) then return nil end
local turn = redis.call('HGET', KEYS[3], ARGV[1]) or ARGV[2]
redis.call('HSET', KEYS[3], ARGV[1], turn)
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
return {turn, subscription}
"""
# KEYS: due, claims. ARGV: feed, claimed turn, next turn.
_CONFIRM = """
if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[1], 'XX', ARGV[3], ARGV[1])
return 1
"""


@dataclass(frozen=True)
class Turn:
    """A feed's claimed poll."""

    subscription: FeedSubscription
    due_at: datetime


@dataclass(frozen=True)
class FeedTurns:
    """The turns of all feeds in the registry."""

    redis: Redis

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> list[Turn]:
        """Claim the turns that are due, oldest first; each is given to one caller only while the lease lasts."""
        claim = self.redis.register_script(_CLAIM)
        turns = []
        with outage_of_the_broker("cannot claim the feeds that are due"):
            due = await self.redis.zrange(
                DUE_KEY, "-inf", to_milliseconds(now), byscore=True, withscores=True, offset=0, num=limit
            )
            for url, score in cast("list[tuple[bytes, float]]", due):
                turn = await claim(
                    keys=[FEEDS_KEY, DUE_KEY, CLAIMS_KEY], args=[url, int(score), to_milliseconds(now + lease)]
                )
                if turn:
                    due_at, subscription = turn
                    turns.append(Turn(SUBSCRIPTION.validate_json(subscription), from_milliseconds(due_at)))
        return turns

    async def confirm(self, turn: Turn, next_due_at: datetime) -> None:
        """Note that a claimed turn is published, and when the next one is."""
        confirm = self.redis.register_script(_CONFIRM)
        with outage_of_the_broker(f"cannot schedule feed {turn.subscription.url}"):
            await confirm(
                keys=[DUE_KEY, CLAIMS_KEY],
                args=[turn.subscription.url, to_milliseconds(turn.due_at), to_milliseconds(next_due_at)],
            )
