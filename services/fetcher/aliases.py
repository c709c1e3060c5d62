"""Remembers in Redis which articles are known by another address than one they are found at."""

from dataclasses import dataclass
from datetime import timedelta

from redis.asyncio import Redis

from claimwire.ids import article_id
from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.redis_state import decode, key

# KEYS: alias. ARGV: value, seconds. DEL makes the script a writer, so that a full server lets it in.
_NOTE = """
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
"""
_MOVED, _FORM = "moved", "form"


@dataclass(frozen=True)
class Alias:
    """The address that an article is known by."""

    url: str
    moved: bool
    """Whether the article was known by it before it moved away; else its page says so, and may say otherwise later."""

    @property
    def article_id(self) -> str:
        """The article's id."""
        return article_id(self.url)


@dataclass(frozen=True, kw_only=True)
class Aliases:
    """The memory of other addresses."""

    redis: Redis
    kept: timedelta
    """How long one is remembered after it was last noted."""

    async def find(self, discovered_id: str) -> Alias | None:
        """Return how the article is known that an address's id stands for."""
        with outage_of_the_broker(f"cannot recall what {discovered_id} is known as"):
            return read_alias(await self.redis.get(alias_key(discovered_id)))

    async def note(self, discovered_id: str, alias: Alias) -> None:
        """Remember it, instead of what was noted before."""
        script = self.redis.register_script(_NOTE)
        with outage_of_the_broker(f"cannot remember what {discovered_id} is known as"):
            await script(
                keys=[alias_key(discovered_id)],
                args=[f"{_MOVED if alias.moved else _FORM} {alias.url}", round(self.kept.total_seconds())],
            )


def alias_key(discovered_id: str) -> str:
    """Name the key of how the article is known that an address's id stands for."""
    return key("alias", discovered_id)


def read_alias(found: bytes | str | None) -> Alias | None:
    """Read an alias as it is remembered; None where there is none."""
    if not found:
        return None
    kind, _, url = decode(found).partition(" ")
    return Alias(url, moved=kind == _MOVED)
