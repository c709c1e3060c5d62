"""Discovers the pages that a web archive holds, one for each capture."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from claimwire.events import ArticleDiscovered, Lane
from claimwire.ids import article_id
from services.fetcher.canonicalise import InvalidAddress, canonicalise, outlet_of
from services.fetcher.read_archive import ArchivedRecord, BrokenPart, read_archive
from services.fetcher.read_archived_page import address_in_archive
from services.fetcher.skipped import Skipped

#: What a server answered, what was got without one, and what says that an answer was as before.
_CAPTURES = frozenset({"response", "resource", "revisit"})


def discover_archive(
    path: Path, *, outlet: str | None, lane: Lane = Lane.BACKFILL, clock: Callable[[], datetime]
) -> Iterator[ArticleDiscovered | Skipped]:
    """Yield a discovery for each capture of an archive; what can be none, and what is broken, with the reason.

    Captures that can be no article all the same (images, errors) are discovered too: the fetcher reads the record and
    says why it drops it, so that all are accounted for in one place.
    """
    is_empty = True
    for found in read_archive(path):
        if isinstance(found, BrokenPart):
            yield Skipped(f"{path.name} at {found.place}", found.reason, is_document=False)
            continue
        is_empty = False
        if found.record.kind in _CAPTURES:
            yield _discovered(path, found, outlet, lane, clock)
    if is_empty:
        yield Skipped(str(path), "it holds no record of a WARC or ARC archive", is_document=False)


def _discovered(
    path: Path, found: ArchivedRecord, outlet: str | None, lane: Lane, clock: Callable[[], datetime]
) -> ArticleDiscovered | Skipped:
    try:
        url = canonicalise(found.record.address)
    except InvalidAddress as error:
        return Skipped(f"{path.name} at {found.place}", str(error) if found.record.address else "it has no address")
    return ArticleDiscovered(
        article_id=article_id(url),
        url=url,
        outlet=outlet or outlet_of(url),
        archive=address_in_archive(path, found.place),
        lane=lane,
        discovered_at=clock(),
    )
