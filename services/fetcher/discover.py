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
from services.fetcher.media_types import media_type_of_file
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
    take the backfill lane, all else the live one. Hidden files and folders are left out silently, files of other kinds
    with a reason. What an argument is, is judged at once; the rest as it is asked for, so that an archive of any size
    takes little memory.

    Raises:
        UnknownDocument: there is no such file, or it is of a kind that is not taken.
        InvalidAddress: the address makes no sense.
    """
    clock = clock or Moments()
    if "://" in argument:
        return iter([_of_address(canonicalise(argument), outlet, lane or Lane.LIVE, clock)])
    if argument == STANDARD_INPUT:
        raise UnknownDocument("- stands for addresses on standard input: add --addresses")
    path = Path(argument)
    if path.is_dir():
        return _below(path.resolve(), outlet, lane, clock)
    if not path.exists():
        raise UnknownDocument(f"{path} is no file, no folder, and no http(s) address")
    if reason := _reason_to_skip(path):
        raise UnknownDocument(f"{path}: {reason}")
    return _of_file(path.resolve(), outlet, lane, clock)


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


def _of_file(path: Path, outlet: str | None, lane: Lane | None, clock: Callable[[], datetime]) -> Discoveries:
    if is_archive(path):
        yield from discover_archive(path, outlet=outlet, lane=lane or Lane.BACKFILL, clock=clock)
    else:
        yield _discovered(path.as_uri(), outlet or HANDED_IN, lane or Lane.LIVE, clock)


def _below(folder: Path, outlet: str | None, lane: Lane | None, clock: Callable[[], datetime]) -> Discoveries:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith("."):
                continue
            if reason := _reason_to_skip(path):
                yield Skipped(str(path), reason, is_document=False)
            else:
                yield from _of_file(path, outlet, lane, clock)


def _reason_to_skip(path: Path) -> str | None:
    if not path.is_file():
        return "it is no regular file"
    if media_type_of_file(path) is None and not is_archive(path):
        taken = "html, txt, md, json, warc and arc are taken"
        return f"{path.suffix or 'a name without suffix'} says no kind of document; {taken}"
    return None


def _discovered(url: str, outlet: str, lane: Lane, clock: Callable[[], datetime]) -> ArticleDiscovered:
    return ArticleDiscovered(article_id=article_id(url), url=url, outlet=outlet, lane=lane, discovered_at=clock())
