"""Remembers in Redis which version of each article was fetched last, and which discovery brought it.

A discovery may come again: after a crash between the memory written here and the hand-off of the event, or because
two workers hold the same entry. It must then yield the same event again, and never "unchanged" because of itself. So
the fetched event is kept for a while, and the version's discovery as long as the version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import cast

from isal import isal_zlib
from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, ArticleFetched
from claimwire.reliability.outages import outage_of_the_broker
from claimwire.reliability.scripts import Script
from services.fetcher.decide_version import KnownVersion
from services.fetcher.examine_page import Content
from services.fetcher.note_delay import NOTE_DELAY, delay_keys, measure_delay
from services.fetcher.redis_state import decode_fields, digest, key
from services.fetcher.revisits import PLAN_REVISITS, REVISIT_KEYS, Revisits

#: Repeats come within minutes; one that comes later is fetched anew, and recognised by the version's discovery.
_FETCHED_KEPT = timedelta(hours=24)
_COMPRESSION_LEVEL = 1

# KEYS: article, fetched, those of the revisits, those of the delay. ARGV: version expected, memory's seconds, event's
# seconds, event, four of the revisits, two of the delay, then fields and values. Sets the memory only if it is still
# the one that the decision was made on, and only once for each discovery; returns how many articles are looked at no
# more, or -1 if nothing was set. DEL makes the script a writer, so that a full server lets it in, and can be drained.
_REMEMBER = Script(f"""
{PLAN_REVISITS}
{NOTE_DELAY}
if redis.call('EXISTS', KEYS[2]) == 1 then return -1 end
if (redis.call('HGET', KEYS[1], 'version_id') or '') ~= ARGV[1] then return -1 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], unpack(ARGV, 11))
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[4], 'EX', ARGV[3])
note_delay(6, ARGV[1] == '', ARGV[9], ARGV[10], ARGV[2])
return plan_revisits(3, ARGV[1] == '', ARGV[5], ARGV[6], ARGV[7], ARGV[8])
""")
_NAMES = frozenset(field.name for field in fields(KnownVersion))


@dataclass(frozen=True, kw_only=True)
class Articles:
    """The memory of articles."""

    redis: Redis
    kept: timedelta
    """How long an article is remembered after it was last looked at."""
    revisits: Revisits

    async def fetched_by(self, discovery: ArticleDiscovered) -> ArticleFetched | None:
        """Return the event that this very discovery has led to before."""
        with outage_of_the_broker(f"cannot recall {discovery.url}"):
            return read_fetched(cast("bytes | None", await self.redis.get(fetched_key(discovery))))

    async def known_version(self, article_id: str) -> KnownVersion | None:
        """Return the version that was fetched last."""
        with outage_of_the_broker(f"cannot recall article {article_id}"):
            return read_known(await self.redis.hgetall(article_key(article_id)))

    async def remember(
        self,
        discovery: ArticleDiscovered,
        fetched: ArticleFetched,
        content: Content,
        *,
        instead_of: KnownVersion | None,
    ) -> bool:
        """Remember a new version, unless the article's memory has changed since it was read; tell whether it was.

        The article is the fetched one: it may be known by another address than it was discovered at.
        """
        version = {
            "version_id": fetched.version_id,
            "sha256": fetched.body.sha256,
            "discovery": discovery.identity,
            "previous_version_id": fetched.previous_version_id or "",
            "etag": fetched.etag or "",
            "last_modified": fetched.last_modified or "",
            "body_size": str(fetched.body.size),
            "content_key": content.key,
            "address": content.address,
            "final_url": content.final_url,
            "from_feed": "yes" if content.from_feed else "",
        }
        with outage_of_the_broker(f"cannot remember {discovery.url}"):
            dropped = await _REMEMBER(
                self.redis,
                [article_key(fetched.article_id), fetched_key(discovery), *REVISIT_KEYS, *delay_keys(discovery)],
                [
                    instead_of.version_id if instead_of else "",
                    round(self.kept.total_seconds()),
                    round(_FETCHED_KEPT.total_seconds()),
                    isal_zlib.compress(fetched.model_dump_json().encode(), _COMPRESSION_LEVEL),
                    *self.revisits.plan(discovery, fetched),
                    *measure_delay(discovery, fetched),
                    *(part for field in version.items() for part in field),
                ],
            )
        self.revisits.note_dropped(dropped)
        return int(dropped) >= 0

    async def keep(self, article_id: str) -> None:
        """Remember an article longer, because it was looked at again."""
        with outage_of_the_broker(f"cannot keep article {article_id}"):
            await self.redis.expire(article_key(article_id), self.kept)


def article_key(article_id: str) -> str:
    """Name the key of an article's version that was fetched last."""
    return key("article", article_id)


def fetched_key(discovery: ArticleDiscovered) -> str:
    """Name the key of the event that a discovery has led to."""
    return key("fetched", digest(discovery.identity))


def read_known(found: Mapping[bytes | str, bytes | str]) -> KnownVersion | None:
    """Read a version as it is remembered; None where there is none."""
    named = {name: value for name, value in decode_fields(found).items() if name in _NAMES}
    return KnownVersion(**named) if named else None


def read_fetched(packed: bytes | None) -> ArticleFetched | None:
    """Read an event as it is remembered; None where there is none."""
    return ArticleFetched.model_validate_json(isal_zlib.decompress(packed)) if packed else None
