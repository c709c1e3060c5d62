"""Decides whether a fetched body is a new version of its article. Pure."""

from dataclasses import dataclass

from claimwire.events import DropReason
from services.fetcher.examine_page import Content
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
    body_size: str = ""
    """How many bytes it has."""
    content_key: str = ""
    """Of what a reader sees of it, where that is known."""
    address: str = ""
    """Where it was asked for."""
    final_url: str = ""
    """Where redirects ended."""
    from_feed: str = ""
    """Whether it is the content of a feed's entry: any text means yes."""

    @property
    def validators(self) -> Validators:
        """What the server gave with this version."""
        return Validators(etag=self.etag or None, last_modified=self.last_modified or None)


@dataclass(frozen=True, kw_only=True)
class NewVersion:
    """The body is new; ``previous_version_id`` is the version it follows, if any."""

    previous_version_id: str | None


def baseline(known: KnownVersion | None, discovery: str, address: str) -> KnownVersion | None:
    """Return the version that a discovery's fetch is compared with, whose validators may be sent to an address.

    A version that this very discovery brought is none: nobody knows whether its event was handed off. Nor is one that
    came from another address, since its validators say nothing here.
    """
    if known is None or known.discovery == discovery or known.address not in ("", address):
        return None
    return known


def must_be_compared(known: KnownVersion, discovery: str, content: Content) -> bool:
    """Return whether it takes what a reader sees of both to decide which version some content is."""
    is_followed_here = known.address in ("", content.address) or known.final_url == content.final_url
    return is_followed_here and known.discovery != discovery and known.sha256 != content.sha256


def decide_version(known: KnownVersion | None, discovery: str, content: Content) -> NewVersion | DropReason:
    """Return which version of its article some content is, or as what it is dropped because it is known.

    An article's forms (desktop, mobile, AMP) differ in all that stands around its text. So only the form that came
    first brings versions, and any other is a duplicate, whatever it holds.
    """
    if known is None:
        return NewVersion(previous_version_id=None)
    if known.discovery == discovery:
        return NewVersion(previous_version_id=known.previous_version_id or None)
    is_same_address = known.address in ("", content.address)
    if known.sha256 == content.sha256 or (known.content_key and known.content_key == content.key):
        return DropReason.UNCHANGED if is_same_address else DropReason.DUPLICATE
    if is_same_address or known.final_url == content.final_url:
        return NewVersion(previous_version_id=known.version_id)
    return DropReason.DUPLICATE
