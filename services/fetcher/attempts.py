"""Counts in Redis how often something was tried in vain and what was seen, across restarts and workers."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.redis_state import decode, digest, key

_KEPT = timedelta(hours=24)
#: Of what was seen; more may be tried.
_MOST_KEPT = 20
_MOST_CHARACTERS = 200


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """The memory of attempts in vain."""

    redis: Redis
    limit: int

    async def exhausted(self, identity: str, seen: str = "", at: datetime | None = None) -> bool:
        """Note one more failed attempt and what was seen; tell whether it was the last that is allowed."""
        name = key("tries", digest(identity))
        moment = (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
        most = max(self.limit, _MOST_KEPT)
        with outage_of_the_broker("cannot count a failed attempt"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                pipeline.rpush(name, f"{moment} {seen[:_MOST_CHARACTERS]}".rstrip().encode("utf-8", "replace"))
                pipeline.ltrim(name, -most, -1)
                pipeline.expire(name, _KEPT)
                count, *_ = await pipeline.execute()
        return int(count) >= self.limit

    async def history(self, identity: str) -> list[str]:
        """Return when attempts failed and what was seen, in order."""
        with outage_of_the_broker("cannot recall the failed attempts"):
            found = await self.redis.lrange(key("tries", digest(identity)), -_MOST_KEPT, -1)
        return [decode(each) for each in found]
