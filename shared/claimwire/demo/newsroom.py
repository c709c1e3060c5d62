"""What the sample newsroom consists of. Knows no file, no HTML, no HTTP."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from claimwire.errors import ClaimwireError


class DemoError(ClaimwireError):
    """Raised when a file of the sample newsroom makes no sense; the message says which one and what to do."""


class _Source(BaseModel):
    """A value that people write by hand: an unknown key is a slip of the pen, not a newer version."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class FeedSource(_Source):
    """How an outlet announces its articles."""

    kind: Literal["rss", "atom", "json"]
    path: str
    link_suffix: str = ""
    """What the outlet appends to each link: tracking parameters."""
    summary: str = "{}"
    """The markup around each summary."""
    full_text: bool = False


class Markup(_Source):
    """How an outlet marks up a block; ``{}`` stands for its text."""

    paragraph: str
    heading: str
    quote: str


class OtherPage(_Source):
    """A link in a feed that leads to no article; without a file it is dead."""

    slug: str
    path: str
    file: str | None = None
    title: str
    summary: str
    published: AwareDatetime


class FrontMatter(_Source):
    """What an article's file says about the article before its text."""

    title: str
    dek: str = ""
    summary: str
    author: str
    section: str
    published: AwareDatetime
    updated: AwareDatetime | None = None
    id: str = ""


class OutletSource(_Source):
    """What ``outlet.toml`` says."""

    name: str
    language: str
    charset: str = "utf-8"
    address: str
    """The path of an article; may use {slug}, {section}, {id} and {published:%Y}."""
    feed: FeedSource
    markup: Markup
    other_pages: tuple[OtherPage, ...] = ()


class BlockKind(StrEnum):
    """What a block of an article's file is. Residue is what an editor would not count as the article."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    RESIDUE = "residue"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block of an article's file; residue is the outlet's own HTML, everything else is text."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """One version of an article."""

    slug: str
    path: str
    about: FrontMatter
    blocks: tuple[Block, ...]

    @property
    def updated(self) -> AwareDatetime:
        """Tell when this version was published."""
        return self.about.updated or self.about.published

    @property
    def body(self) -> str:
        """Give the text that belongs to the article, blocks parted by a blank line."""
        return "\n\n".join(block.text for block in self.blocks if block.kind is not BlockKind.RESIDUE)


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """An outlet with its articles; those of ``later`` appear, or replace others, when the demo advances."""

    folder: Path
    source: OutletSource
    template: str
    articles: tuple[Article, ...]
    later: tuple[Article, ...]

    def published(self, phase: int) -> tuple[Article, ...]:
        """Give the articles as they are in a phase (1 or 2), newest first."""
        by_slug = {article.slug: article for article in self.articles}
        if phase > 1:
            by_slug |= {article.slug: article for article in self.later}
        return tuple(sorted(by_slug.values(), key=lambda article: article.about.published, reverse=True))
