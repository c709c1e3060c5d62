"""A cleaned article: its text, its blocks, what is believed about it, and the ledger back to the raw page."""

from enum import StrEnum

from pydantic import AwareDatetime

from claimwire.models.base import Model, Span


class BlockKind(StrEnum):
    """What a block of the kept text is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    SUMMARY = "summary"


class RemovalReason(StrEnum):
    """Why characters of the raw page are not in the cleaned text."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    CREDIT = "credit"
    SUMMARY = "summary"
    SECTION_LABEL = "section_label"
    TAGS = "tags"
    NAVIGATION = "navigation"
    RELATED = "related"
    TEASER = "teaser"
    APPENDED = "appended"
    ADVERTISEMENT = "advertisement"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    SUBSCRIBE = "subscribe"
    CONSENT = "consent"
    COMMENTS = "comments"
    ADDRESS = "address"
    COPYRIGHT = "copyright"
    FOOTER = "footer"
    DUPLICATE = "duplicate"
    REPEATED_BY_OUTLET = "repeated_by_outlet"
    OUTSIDE_ARTICLE = "outside_article"
    OUTLET_RULE = "outlet_rule"


class Granularity(StrEnum):
    """How exactly a time is known."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"


class DatedBelief(Model):
    """A date of an article, and why it is believed."""

    text: str
    """ISO 8601, as exact as the source says: ``2024-10-18`` or ``2024-10-18T10:22`` or ``2024-10-18T10:22:00Z``."""
    instant: AwareDatetime
    """The same as an instant, for sorting; UTC is assumed where the source names no zone, midnight where no hour."""
    granularity: Granularity
    zone_known: bool = False
    source: str
    """Where it was read: ``feed``, ``json-ld``, ``meta``, ``byline``, ``text``, ``url``, ``http`` or ``fetched``."""


class Block(Span):
    """A block of the cleaned text: ``text[start:end]``, without the blank line after it."""

    kind: BlockKind = BlockKind.PARAGRAPH


class KeptRun(Model):
    """Characters of the cleaned text and the raw characters they came from.

    Where both lengths are equal the run maps character by character; elsewhere (an entity, folded white space)
    the whole clean run stands for the whole raw run.
    """

    start: int
    length: int
    raw_start: int
    raw_length: int


class Removal(Model):
    """Raw characters that were left out, with the reason and the rule that decided it."""

    raw_start: int
    raw_end: int
    reason: RemovalReason
    rule: str
    """The name of the rule, for ``claimwire why`` and for whoever mends the rule."""
    text: str = ""
    """The removed readable text, white space folded; abridged where it travels in an event."""


class Ledger(Model):
    """The proof of cleaning: where each kept character came from and what was removed, why."""

    kept: tuple[KeptRun, ...] = ()
    removed: tuple[Removal, ...] = ()
    charset: str | None = None
    """How the raw body was decoded; all raw offsets count the characters of it so decoded."""

    def raw_span(self, start: int, end: int) -> Span | None:
        """Return the raw characters that ``text[start:end]`` of the cleaned text came from, or None if unknown."""
        raw_start: int | None = None
        raw_end = 0
        for run in self.kept:
            if run.start + run.length <= start:
                continue
            if run.start >= end:
                break
            exact = run.length == run.raw_length
            offset = max(start - run.start, 0)
            if raw_start is None:
                raw_start = run.raw_start + (offset if exact else 0)
            rest = min(end - run.start, run.length)
            raw_end = run.raw_start + (rest if exact else run.raw_length)
        return None if raw_start is None else Span(start=raw_start, end=raw_end)


class TextFingerprint(Model):
    """A bottom-k sketch of a text's word 4-grams, which tells a reprint from an independent text.

    ``hashes`` holds the k smallest 32-bit hashes, ascending, as little-endian unsigned integers in base64;
    ``shingles`` is how many distinct 4-grams the text has, so that containment can be estimated.
    """

    hashes: str = ""
    shingles: int = 0


class CleanArticle(Model):
    """An article without residue.

    ``text`` is the body, blocks parted by one blank line; ``blocks`` cover it; all offsets are characters of it.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    ledger: Ledger = Ledger()
    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    """The news agency credited ("AFP"): residue in the text, but evidence of where it came from."""
    published: DatedBelief | None = None
    modified: DatedBelief | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    """ISO 639-1 code, or None where it could not be told."""
    section: str | None = None
    fingerprint: TextFingerprint = TextFingerprint()


class BlobReference(Model):
    """A raw body in the object store, by content."""

    key: str
    sha256: str
    size: int
    """Bytes before compression."""
    media_type: str
    charset: str | None = None
    """The character set that the transport declared, unproven."""


class ArticleReference(Model):
    """Which version of which article, and what a reader needs in order to place it."""

    article_id: str
    version_id: str
    url: str | None = None
    title: str | None = None
    outlet: str
    published_at: AwareDatetime | None = None
    language: str | None = None
    agency: str | None = None
    fingerprint: TextFingerprint = TextFingerprint()
