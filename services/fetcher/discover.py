"""Discovers the documents that a person hands in: an address, a file, or a folder of files."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from claimwire.errors import ClaimwireError
from claimwire.events import HANDED_IN, ArticleDiscovered, Lane
from claimwire.ids import article_id
from services.fetcher.canonicalise import canonicalise, outlet_of
from services.fetcher.media_types import media_type_of_file

_ARCHIVE_SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")


class UnknownDocument(ClaimwireError):
    """Raised when what was handed in is no document that the fetcher takes."""


@dataclass(frozen=True)
class SkippedFile:
    """A file of a folder that was left out, and why."""

    path: Path
    reason: str


def discover(
    argument: str, *, outlet: str | None = None, lane: Lane = Lane.LIVE, now: datetime | None = None
) -> Iterator[ArticleDiscovered | SkippedFile]:
    """Yield a discovery for an http(s) address or a file, or one for each document below a folder, sorted by path.

    Without an outlet, an address belongs to its host and a file to the outlet ``documents``. Hidden files and folders
    are left out silently, files of other kinds with a reason.

    Raises:
        UnknownDocument: there is no such file, or it is of a kind that is not taken.
        InvalidAddress: the address makes no sense.
    """
    discovered_at = now or datetime.now(UTC)
    if "://" in argument:
        url = canonicalise(argument)
        yield _discovered(url, outlet or outlet_of(url), lane, discovered_at)
        return
    for path in _files(Path(argument)):
        if isinstance(path, SkippedFile):
            yield path
        else:
            yield _discovered(path.as_uri(), outlet or HANDED_IN, lane, discovered_at)


def _files(path: Path) -> Iterator[Path | SkippedFile]:
    if path.is_dir():
        yield from _files_below(path.resolve())
    elif not path.exists():
        raise UnknownDocument(f"{path} is no file, no folder, and no http(s) address")
    elif reason := _reason_to_skip(path):
        raise UnknownDocument(f"{path}: {reason}")
    else:
        yield path.resolve()


def _files_below(folder: Path) -> Iterator[Path | SkippedFile]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith("."):
                reason = _reason_to_skip(path)
                yield SkippedFile(path, reason) if reason else path


def _reason_to_skip(path: Path) -> str | None:
    if path.name.lower().endswith(_ARCHIVE_SUFFIXES):
        return "web archives are not read yet; unpack the pages into a folder"
    if not path.is_file():
        return "it is no regular file"
    if media_type_of_file(path) is None:
        return f"{path.suffix or 'a name without suffix'} says no kind of document; html, txt, md and json are taken"
    return None


def _discovered(url: str, outlet: str, lane: Lane, discovered_at: datetime) -> ArticleDiscovered:
    return ArticleDiscovered(article_id=article_id(url), url=url, outlet=outlet, lane=lane, discovered_at=discovered_at)
