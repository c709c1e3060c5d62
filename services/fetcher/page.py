"""What a fetch yields: a page, or a failure that says why and whether a later try may go better."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from claimwire.errors import ClaimwireError
from claimwire.events import DropReason


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What a server gave to ask it later whether anything changed (RFC 9110, 13.1)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A fetched body; with ``unchanged`` the server said that nothing changed, and there is none."""

    url: str
    """Where redirects ended."""
    body: bytes = b""
    packed: bytes | None = field(default=None, repr=False)
    """The body as its server packed it, where that is one gzip or zlib stream."""
    unchanged: bool = False
    status: int | None = None
    """None for a local file."""
    media_type: str
    charset: str | None = None
    validators: Validators = field(default_factory=Validators)
    retry_after: timedelta | None = None
    max_age: timedelta | None = None
    """How long the answer is fresh (Cache-Control)."""
    moved_to: str | None = None
    """Where a chain of permanent redirects alone ended; None if there was none, or another kind among them."""
    redirects: int = 0
    captured_at: datetime | None = None
    """When the web archive that holds the page got it; None for what is fetched now."""
    from_feed: bool = False
    """Whether it is the content of a feed's entry, and no page."""

    @property
    def content_type(self) -> str:
        """The media type with the character set, as a header says it."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


class FetchFailed(ClaimwireError):
    """Raised when an address yields no page."""

    def __init__(
        self,
        reason: DropReason,
        detail: str,
        *,
        may_pass: bool = False,
        retry_after: timedelta | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.may_pass = may_pass
        """Whether a later try may go better."""
        self.retry_after = retry_after
        """How long the server asks to be left alone."""
        self.status = status
        """The HTTP status that was answered, where that is the failure."""
