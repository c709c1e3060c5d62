"""Remembers in Redis which discovery brought which version of an article out of a web archive.

An article's captures come in any order, from several archives, and again when an archive is handed in again. So each
version is remembered by itself, unlike the one version that live pages are compared with (articles.py): the first
discovery that brings a version has it for good, and a repeat of it yields the same event again.
"""

from dataclasses import dataclass
from datetime import timedelta

from redis.asyncio import Redis

from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.redis_state import decode, key

# KEYS: captures of an article. ARGV: version, discovery, seconds. Returns the discovery that has the version.
# EXPIRE first makes the script a writer, so that a full server lets it in, and can be drained.
_CLAIM = """
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return redis.call('HGET', KEYS[1], ARGV[1])
"""


@dataclass(frozen=True, kw_only=True)
class Captures:
    """The memory of captures."""

    redis: Redis
    kept: timedelta
    """How long an article's captures are remembered after the last of them came."""

    async def bringer(self, article_id: str, version_id: str) -> str | None:
        """Return the identity of the discovery that brought a version, if any did."""
        with outage_of_the_broker(f"cannot recall the captures of {article_id}"):
            found = await self.redis.hget(key("captures", article_id), version_id)
        return _text(found) if found is not None else None

    async def claim(self, article_id: str, version_id: str, discovery: str) -> str:
        """Remember a discovery as the one that brought a version, unless another did; return which did."""
        script = self.redis.register_script(_CLAIM)
        with outage_of_the_broker(f"cannot remember a capture of {article_id}"):
            bringer = await script(
                keys=[key("captures", article_id)],
                args=[version_id, discovery, round(self.kept.total_seconds())],
            )
        return _text(bringer)


def _text(value: bytes | str) -> str:
    return decode(value)
