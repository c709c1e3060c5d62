"""Discovers the documents that a person hands in: addresses, files, folders of them, and web archives."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from claimwire.errors import ClaimwireError
from claimwire.events import HANDED_IN, ArticleDiscovered, Lane
from claimwire.ids import article_id
from services.fetcher.canonicalise import canonicalise, outlet_of
from services.fetcher.discover_archive import discover_archive
from services.fetcher.media_types import is_cleaned
from services.fetcher.moments import Moments
from services.fetcher.read_addresses import BadLine, read_addresses
from services.fetcher.read_archive import is_archive
from services.fetcher.skipped import Skipped

STANDARD_INPUT = "-"


class UnknownDocument(ClaimwireError):
    """Raised when what was handed in is no document that the fetcher takes."""


Discoveries = Iterator[ArticleDiscovered | Skipped]


def discover(
    argument: str,
    *,
    outlet: str | None = None,
    lane: Lane | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Discoveries:
    """Yield a discovery for an http(s) address, a file, each document below a folder, or each capture of an archive.

    Without an outlet, an address belongs to its host and a file to the outlet ``documents``. Without a lane, archives
    take the backfill lane, all else the live one. Hidden files in folders are left out silently; files of other kinds,
    and what may not be read, with a reason. What an argument is, is judged at once; the rest as it is asked for, so
    that an archive of any size takes little memory.

    Raises:
        UnknownDocument: there is no such file.
        InvalidAddress: the address makes no sense.
    """
    clock = clock or Moments()
    if "://" in argument:
        return iter([_of_address(canonicalise(argument), outlet, lane or Lane.LIVE, clock)])
    if argument == STANDARD_INPUT:
        raise UnknownDocument("- stands for addresses on standard input: add --addresses")
    path = Path(argument)
    try:
        if path.is_dir():
            return _below(path.resolve(), outlet, lane, clock)
        if not path.exists():
            raise UnknownDocument(f"{path} is no file, no folder, and no http(s) address")
        return _of_file(path.resolve(), outlet, lane, clock, is_named=True)
    except OSError as error:  # a folder on the way to it is closed
        return iter([unreadable(str(path), error)])


def discover_addresses(
    argument: str,
    *,
    outlet: str | None = None,
    lane: Lane | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Discoveries:
    """Yield a discovery for each line of a file of addresses, or of standard input (``-``), on the backfill lane.

    Raises:
        UnknownDocument: there is no such file.
    """
    if argument != STANDARD_INPUT and not Path(argument).is_file():
        raise UnknownDocument(f"{argument} is no file of addresses")
    return _of_lines(argument, outlet, lane or Lane.BACKFILL, clock or Moments())


def _of_lines(argument: str, outlet: str | None, lane: Lane, clock: Callable[[], datetime]) -> Discoveries:
    with ExitStack() as stack:
        is_input = argument == STANDARD_INPUT
        file = sys.stdin.buffer if is_input else stack.enter_context(Path(argument).open("rb"))
        for found in read_addresses(file):
            if isinstance(found, BadLine):
                yield Skipped(f"line {found.number} of {'standard input' if is_input else argument}", found.reason)
            else:
                yield _of_address(found, outlet, lane, clock)


def _of_address(url: str, outlet: str | None, lane: Lane, clock: Callable[[], datetime]) -> ArticleDiscovered:
    return _discovered(url, outlet or outlet_of(url), lane, clock)


def _of_file(
    path: Path, outlet: str | None, lane: Lane | None, clock: Callable[[], datetime], *, is_named: bool
) -> Discoveries:
    try:
        if reason := _reason_to_skip(path):
            # A folder of pages holds their pictures, too; who names a file means it.
            yield Skipped(str(path), reason, is_document=is_named)
        elif is_archive(path):
            yield from discover_archive(path, outlet=outlet, lane=lane or Lane.BACKFILL, clock=clock)
        else:
            yield _discovered(path.as_uri(), outlet or HANDED_IN, lane or Lane.LIVE, clock)
    except OSError as error:
        yield unreadable(str(path), error)


def _below(folder: Path, outlet: str | None, lane: Lane | None, clock: Callable[[], datetime]) -> Discoveries:
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        yield from _told(closed)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield from _of_file(Path(parent, name), outlet, lane, clock, is_named=False)
    yield from _told(closed)


def _told(closed: list[OSError]) -> Iterator[Skipped]:
    while closed:
        error = closed.pop(0)
        yield unreadable(str(error.filename), error)


def unreadable(name: str, error: OSError) -> Skipped:
    """Say that a file or folder is left out because the system does not let it be read."""
    return Skipped(name, (error.strerror or type(error).__name__).lower())


def _reason_to_skip(path: Path) -> str | None:
    if not path.is_file():
        return "it is no regular file"
    if not is_cleaned(path) and not is_archive(path):
        taken = "html, txt, md, warc and arc are taken"
        return f"{path.suffix or 'a name without suffix'} says no kind of document that is read; {taken}"
    return None


def _discovered(url: str, outlet: str, lane: Lane, clock: Callable[[], datetime]) -> ArticleDiscovered:
    return ArticleDiscovered(article_id=article_id(url), url=url, outlet=outlet, lane=lane, discovered_at=clock())
