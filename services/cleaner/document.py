"""What the cleaner takes in, and how it says that there is nothing to clean."""

from dataclasses import dataclass
from datetime import datetime

from claimwire.events import DropReason
from claimwire.models import DatedBelief
from services.cleaner.outlet.site_rules import NO_RULES, SiteRules


@dataclass(frozen=True, kw_only=True)
class RawDocument:
    """A page or text as it was fetched, with what others say about it."""

    body: bytes
    media_type: str
    charset: str | None = None
    """The character set that the transport declared, unproven."""
    url: str | None = None
    outlet: str | None = None
    title_hint: str | None = None
    """What the feed calls it: evidence, not belief."""
    published_hint: DatedBelief | None = None
    fetched_at: datetime | None = None
    """No date of the page behind it is believed."""
    rules: SiteRules = NO_RULES
    """What people say about the site's pages."""


@dataclass(frozen=True)
class DecodedBody:
    """The characters that every raw offset of a ledger counts."""

    text: str
    charset: str


#: No article has so many paragraphs, list items and labels on its page; the time that a page takes is bounded by it.
MOST_UNITS = 10_000


class NotAnArticle(Exception):
    """Raised when a page holds no article: navigation only, an empty shell, a consent wall."""

    def __init__(self, reason: DropReason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail


def too_many_units() -> NotAnArticle:
    """Make the verdict on a document that is cut into more pieces than any article."""
    return NotAnArticle(DropReason.TOO_LARGE, f"more than {MOST_UNITS} paragraphs or lines")
