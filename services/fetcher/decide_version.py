"""Decides whether a fetched body is a new version of its article. Pure."""

from dataclasses import dataclass

from services.fetcher.page import Validators


@dataclass(frozen=True, kw_only=True)
class KnownVersion:
    """The version of an article that was fetched last. Empty texts mean none."""

    version_id: str
    sha256: str
    discovery: str
    """The identity of the discovery that brought it."""
    previous_version_id: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def validators(self) -> Validators:
        """What the server gave with this version."""
        return Validators(etag=self.etag or None, last_modified=self.last_modified or None)


@dataclass(frozen=True, kw_only=True)
class NewVersion:
    """The body is new; ``previous_version_id`` is the version it follows, if any."""

    previous_version_id: str | None


def baseline(known: KnownVersion | None, discovery: str) -> KnownVersion | None:
    """Return the version that a discovery's fetch is compared with, whose validators may be sent.

    A version that this very discovery brought is none: nobody knows whether its event was handed off.
    """
    return None if known is None or known.discovery == discovery else known


def decide_version(known: KnownVersion | None, discovery: str, sha256: str) -> NewVersion | None:
    """Return what a body with this hash is to its article, or None if it is the version known already."""
    if known is None:
        return NewVersion(previous_version_id=None)
    if known.discovery == discovery:
        return NewVersion(previous_version_id=known.previous_version_id or None)
    return None if known.sha256 == sha256 else NewVersion(previous_version_id=known.version_id)
