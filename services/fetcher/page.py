"""What a fetch yields: a page, or a failure that says why and whether a later try may go better."""

from dataclasses import dataclass, field

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
    unchanged: bool = False
    status: int | None = None
    """None for a local file."""
    media_type: str
    charset: str | None = None
    validators: Validators = field(default_factory=Validators)


class FetchFailed(ClaimwireError):
    """Raised when an address yields no page."""

    def __init__(self, reason: DropReason, detail: str, *, may_pass: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.may_pass = may_pass
        """Whether a later try may go better."""
