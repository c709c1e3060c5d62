"""What the markup around a text says that it is: the body, a lead, a menu, a caption, a box of related stories."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from claimwire.models import RemovalReason

_TAGS = {
    "title": RemovalReason.TITLE,
    "nav": RemovalReason.NAVIGATION,
    "menu": RemovalReason.NAVIGATION,
    "button": RemovalReason.NAVIGATION,
    "select": RemovalReason.NAVIGATION,
    "form": RemovalReason.NAVIGATION,
    "dialog": RemovalReason.CONSENT,
    "footer": RemovalReason.FOOTER,
    "aside": RemovalReason.RELATED,
    "figcaption": RemovalReason.CAPTION,
    "address": RemovalReason.BYLINE,
    "svg": RemovalReason.OUTSIDE_ARTICLE,
    "noscript": RemovalReason.OUTSIDE_ARTICLE,
    "template": RemovalReason.OUTSIDE_ARTICLE,
}

_ATTRIBUTES = re.compile(
    r"""(?:^|\s)(class|id|itemprop|style|hidden|aria-hidden|data-(?:component|testid|module|block|type))"""
    r"""(?=[\s=]|\Z)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""",
    re.IGNORECASE,
)
#: "articleCaption" is two words, as "article-caption" is.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MICRODATA_BODY = 9
_LEAD_PROPERTIES = ("description", "alternativeHeadline", "abstract")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_VALUE = 300
_LONGEST_ATTRIBUTES = 2_000
_DATA = re.compile(r"""=\s*+(?:"[^"]{600}[^"]*+"|'[^']{600}[^']*+')""")

#: Elements that hold the whole page or article: what their classes say is about the page, not the text.
_WHOLE = frozenset({"html", "body", "main", "article", "h1"})


class Hints(NamedTuple):
    """What an element's attributes say that it holds."""

    zone: RemovalReason | None = None
    body: int = 0
    """How many words for a story's text they hold; 9 for microdata's own."""
    lead: bool = False
    box: int = 0
    """What kind of box, 1 to 6, or 0."""
    is_hidden: bool = False
    layout: str = ""
    """Its classes without numbers: what is laid out alike has the same."""


def zone_of(tag: str, attributes: str) -> RemovalReason | None:
    """Tell what an element holds by its own name and classes, or None where they say nothing."""
    if (zone := _TAGS.get(tag)) is not None:
        return zone
    if not attributes or tag in _WHOLE:
        return None
    return read_hints(attributes).zone


class _Words(NamedTuple):
    """layout_words.toml, ready to be looked up."""

    zones: dict[str, tuple[int, RemovalReason]]
    boxes: dict[str, int]
    body: frozenset[str]
    lead: frozenset[str]


@cache
def _layout_words() -> _Words:
    written = tomllib.loads((resources.files(__package__) / "layout_words.toml").read_text("utf-8"))
    return _Words(
        zones={
            word: (order, RemovalReason(zone))
            for order, (zone, words) in reversed(list(enumerate(written["zones"].items())))
            for word in words.split()
        },
        boxes={
            word: number for number, words in enumerate(written["boxes"].values(), start=1) for word in words.split()
        },
        body=frozenset(written["body"].split()),
        lead=frozenset(written["lead"].split()),
    )


class _Named(NamedTuple):
    """What the words of one class or id stand for."""

    zone: tuple[int, RemovalReason] | None
    body: int
    lead: bool
    box: int
    words: str


_NO_WORDS = _Named(None, 0, lead=False, box=0, words="")


def zone_inside(around: RemovalReason | None, tag: str, attributes: str) -> RemovalReason | None:
    """Tell what the text of an element is that says nothing of its own, given what that around it is.

    A page's main part and the body of its article are that, whatever the boxes are called which they stand in.
    """
    return None if tag == "main" or (around and _is_body(attributes)) else around


def _is_body(attributes: str) -> bool:
    return "articleBody" in attributes and read_hints(attributes).body == _MICRODATA_BODY


def read_hints(attributes: str) -> Hints:
    """Read the words that an outlet names an element by."""
    if len(attributes) > _LONGEST_ATTRIBUTES:
        # What is remembered is short, and a class may stand behind all the data of an application.
        attributes = _DATA.sub("=", attributes)[:_LONGEST_ATTRIBUTES]
    return _read_hints(attributes)


@lru_cache(maxsize=8_192)
def _read_hints(attributes: str) -> Hints:
    named: list[_Named] = []
    microdata = ""
    is_hidden = False
    layout = ""
    for name, double, single, bare in _ATTRIBUTES.findall(attributes):
        value = (double or single or bare)[:_LONGEST_VALUE]
        attribute = name.lower()
        if attribute == "style":
            is_hidden = is_hidden or _HIDDEN.search(value) is not None
        elif attribute in ("hidden", "aria-hidden"):
            is_hidden = is_hidden or value != "false"
        elif attribute == "itemprop":
            microdata = value
        else:
            named.append(_read_words(value))
            if attribute == "class":
                layout = named[-1].words
    zones = [each.zone for each in named if each.zone is not None]
    return Hints(
        zone=min(zones)[1] if zones else None,
        body=_MICRODATA_BODY if microdata == "articleBody" else max((each.body for each in named), default=0),
        lead=microdata in _LEAD_PROPERTIES or any(each.lead for each in named),
        box=max((each.box for each in named), default=0),
        is_hidden=is_hidden,
        layout=layout,
    )


@lru_cache(maxsize=8_192)
def _read_words(value: str) -> _Named:
    words = [word.lower() for word in _WORD.findall(value)]
    if not words:
        return _NO_WORDS
    known = _layout_words()
    named = {*words, *map("-".join, pairwise(words))}
    return _Named(
        zone=min((known.zones[word] for word in named & known.zones.keys()), default=None),
        body=len(named & known.body),
        lead=not named.isdisjoint(known.lead),
        box=max((known.boxes[word] for word in named & known.boxes.keys()), default=0),
        words=" ".join(words),
    )
