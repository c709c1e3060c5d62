"""Keeps one pace per host for all fetchers: in Redis, and by its clock, so that those of the fetchers may differ.

A host has so many slots, each leased by one request under way, and a time before which no further request starts. A
request is let in or told when to ask again; nothing is promised ahead, so a host that asks to be left alone is left
alone by those that wait already, too. A slot whose holder died runs out.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from redis.asyncio import Redis

from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.redis_state import digest, key

#: How long a host is remembered after its last request: longer than the rules of its robots.txt.
_KEPT = timedelta(hours=25)
#: Nobody closes a whole site for longer; what a page or feed is asked to wait for itself is kept beside this.
_LONGEST_BACK_OFF = timedelta(hours=1)
#: A host that was fine for so long begins anew with the shortest back-off.
_TROUBLE_FORGOTTEN_AFTER = timedelta(minutes=10)
#: How soon to ask again where all slots are taken, by requests that end nobody knows when.
_SLOT_POLL = timedelta(milliseconds=100)
_WISH_KEPT = 3 * _SLOT_POLL
#: A slot without pace may serve further requests of its process for so long before others may have it.
_REUSED_FOR = timedelta(seconds=1)

_NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""
# KEYS: host, slots. ARGV: slot, delay, slots, lease, crawl-delay or nothing if it is not known, milliseconds kept,
# fetcher, milliseconds that a wish is kept. Returns whether the slot is had, else how long to wait, or -1 if nobody
# knows; and whether it is without pace. A slot that was held is given up first. Who finds all slots taken has a wish
# that goes before those of other fetchers, which could pass their slots on from one of their own requests to the next.
# ZREMRANGEBYSCORE makes the script a writer, so that a full server lets it in, and can be drained.
_ASK = f"""
{_NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('ZREM', KEYS[2], ARGV[1])
if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'crawl_delay', ARGV[5]) end
local known = redis.call('HMGET', KEYS[1], 'next', 'closed_until', 'crawl_delay', 'wanted_by', 'wanted_until')
local start = math.max(tonumber(known[1] or 0), tonumber(known[2] or 0))
if start > now then return {{0, start - now, 0}} end
local free = ARGV[3] - redis.call('ZCARD', KEYS[2])
local is_wanted = known[4] and known[4] ~= ARGV[7] and tonumber(known[5]) > now
if free < 1 or (is_wanted and free < 2) then
  if not is_wanted then redis.call('HSET', KEYS[1], 'wanted_by', ARGV[7], 'wanted_until', now + ARGV[8]) end
  return {{0, -1, 0}}
end
if known[4] == ARGV[7] then redis.call('HDEL', KEYS[1], 'wanted_by') end
local delay = math.max(tonumber(ARGV[2]), tonumber(known[3] or 0))
redis.call('ZADD', KEYS[2], now + ARGV[4], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
redis.call('HSET', KEYS[1], 'next', now + delay)
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {{1, 0, delay == 0 and 1 or 0}}
"""
# KEYS: host. ARGV: wait asked for or nothing, first wait, longest wait, milliseconds until trouble is forgotten,
# milliseconds kept. Requests that were under way when the host closed do not close it longer, unless they are asked to.
_PUSH_BACK = f"""
{_NOW}
redis.call('HDEL', KEYS[1], '')
local known = redis.call('HMGET', KEYS[1], 'closed_until', 'troubles')
local closed_until, troubles = tonumber(known[1] or 0), tonumber(known[2] or 0)
if now >= closed_until then
  if now - closed_until > tonumber(ARGV[4]) then troubles = 0 end
  troubles = troubles + 1
end
local wait = ARGV[2] * 2 ^ (math.min(troubles, 20) - 1)
if ARGV[1] ~= '' then wait = math.max(wait, tonumber(ARGV[1])) end
closed_until = math.max(closed_until, now + math.floor(math.min(wait, tonumber(ARGV[3]))))
redis.call('HSET', KEYS[1], 'closed_until', closed_until, 'troubles', troubles)
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return closed_until - now
"""


@dataclass(frozen=True)
class Now:
    """The host may be asked now."""

    reusable_for: timedelta
    """How long the slot may serve further requests without asking again; nothing where the host has a pace."""


@dataclass(frozen=True)
class NotYet:
    """The host gets no further request for now."""

    wait: timedelta
    is_known: bool
    """Whether it is let in after the wait unless others are; else all slots are taken, for nobody knows how long."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The pace of all hosts."""

    redis: Redis
    per_host: int
    delay: timedelta
    lease: timedelta
    """Longer than a request may take."""
    back_off: timedelta
    """How long a host is left alone at first that answers that it is asked too much."""
    fetcher: str = field(default_factory=lambda: secrets.token_hex(8))
    """Who asks, among all fetchers."""

    async def ask(self, host: str, slot: str, crawl_delay: timedelta | None) -> Now | NotYet:
        """Ask to make a request to a host, with a slot of a name of one's own, new or held.

        A crawl-delay, once known, holds for all requests to the host.
        """
        with outage_of_the_broker(f"cannot keep the pace of {host}"):
            had, wait, without_pace = await self.redis.register_script(_ASK)(
                keys=[_host_key(host), _slots_key(host)],
                args=[
                    slot,
                    _milliseconds(self.delay),
                    self.per_host,
                    _milliseconds(self.lease),
                    "" if crawl_delay is None else _milliseconds(crawl_delay),
                    _milliseconds(_KEPT),
                    self.fetcher,
                    _milliseconds(_WISH_KEPT),
                ],
            )
        if had:
            return Now(_REUSED_FOR if without_pace else timedelta())
        return NotYet(_SLOT_POLL, is_known=False) if wait < 0 else NotYet(timedelta(milliseconds=wait), is_known=True)

    async def give_back(self, slots: Sequence[tuple[str, str]]) -> None:
        """Give slots back, by host and name."""
        with outage_of_the_broker("cannot give slots back"):
            async with self.redis.pipeline(transaction=False) as pipeline:
                for host, slot in slots:
                    pipeline.zrem(_slots_key(host), slot)
                await pipeline.execute()

    async def push_back(self, host: str, retry_after: timedelta | None) -> timedelta:
        """Leave a host alone that says that it is asked too much; return for how long."""
        with outage_of_the_broker(f"cannot push back the pace of {host}"):
            wait = await self.redis.register_script(_PUSH_BACK)(
                keys=[_host_key(host)],
                args=[
                    "" if retry_after is None else _milliseconds(min(retry_after, _LONGEST_BACK_OFF)),
                    _milliseconds(self.back_off),
                    _milliseconds(_LONGEST_BACK_OFF),
                    _milliseconds(_TROUBLE_FORGOTTEN_AFTER),
                    _milliseconds(_KEPT),
                ],
            )
        return timedelta(milliseconds=wait)


def _milliseconds(duration: timedelta) -> int:
    return round(duration.total_seconds() * 1000)


def _host_key(host: str) -> str:
    return key("pace", digest(host))


def _slots_key(host: str) -> str:
    return key("slots", digest(host))
