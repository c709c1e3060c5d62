"""Keeps in Redis what all fetchers know of each site's robots.txt, and lets one of them ask for it at a time."""

import secrets
from dataclasses import dataclass
from typing import cast

from redis.asyncio import Redis

from claimwire.reliability.outages import outage_of_the_broker
from claimwire.reliability.scripts import GIVE_BACK
from services.fetcher.redis_state import digest, key
from services.fetcher.robots_record import RobotsRecord, read_record, write_record

#: A day longer than a copy is fresh: it goes on to hold while the server fails.
_KEPT_SECONDS = 48 * 3600
#: Honest rules take a few KB. A hostile site with a thousand names must not fill the broker with them.
_MOST_PACKED_BYTES = 128 * 1024


@dataclass(frozen=True)
class RobotsMemory:
    """What is known of each site, by its origin."""

    redis: Redis
    lock_seconds: float
    """A fetcher that died while asking is waited for no longer than this."""

    async def recall(self, origin: str) -> RobotsRecord | None:
        """Return what is known, fresh or not."""
        with outage_of_the_broker(f"cannot recall the robots.txt of {origin}"):
            packed = cast("bytes | None", await self.redis.get(_record_key(origin)))
        return read_record(packed) if packed else None

    async def remember(self, origin: str, record: RobotsRecord) -> bool:
        """Keep a record for all fetchers; False if it is too large, so that each must ask for itself."""
        packed = write_record(record)
        if len(packed) > _MOST_PACKED_BYTES:
            return False
        with outage_of_the_broker(f"cannot remember the robots.txt of {origin}"):
            await self.redis.set(_record_key(origin), packed, ex=_KEPT_SECONDS)
        return True

    async def lock(self, origin: str) -> str | None:
        """Take the right to ask; None if another fetcher has it."""
        token = secrets.token_hex(8)
        with outage_of_the_broker(f"cannot ask for the robots.txt of {origin}"):
            taken = await self.redis.set(_lock_key(origin), token, nx=True, px=round(self.lock_seconds * 1000))
        return token if taken else None

    async def unlock(self, origin: str, token: str) -> None:
        """Give the right to ask back."""
        with outage_of_the_broker(f"cannot give back the robots.txt of {origin}"):
            await GIVE_BACK(self.redis, [_lock_key(origin)], [token])


def _record_key(origin: str) -> str:
    return key("robots", digest(origin))


def _lock_key(origin: str) -> str:
    return key("robots-lock", digest(origin))
