"""Decides which units of a page are its body."""

from collections.abc import Sequence

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.extract_passages import extract_passages
from services.cleaner.match_passages import Found, match_passages
from services.cleaner.page import Page
from services.cleaner.sentences import ends_as_sentence, word_count
from services.cleaner.unit import Unit

#: What the markup says for certain, whatever the extractor thinks: these hold no paragraphs of a body.
_NEVER_BODY = {
    RemovalReason.CAPTION: "markup.caption",
    RemovalReason.CREDIT: "markup.credit",
    RemovalReason.SHARE: "markup.share",
    RemovalReason.NEWSLETTER: "markup.newsletter",
    RemovalReason.TAGS: "markup.tags",
    RemovalReason.BYLINE: "markup.byline",
    RemovalReason.RELATED: "markup.related",
    RemovalReason.ADVERTISEMENT: "markup.advertisement",
    RemovalReason.SECTION_LABEL: "markup.section-label",
    RemovalReason.COMMENTS: "markup.comments",
    RemovalReason.OUTSIDE_ARTICLE: "markup.outside",
}
#: Unless most of the text is in there: then the outlet names its boxes after something else.
_MOST_SHARE = 0.3

#: A class named after an advert or a teaser may mean the place before or after which one comes: what the extractor
#: kept and reads as a whole paragraph stays.
_NAMED_BY_GUESS = frozenset({RemovalReason.ADVERTISEMENT, RemovalReason.RELATED, RemovalReason.OUTSIDE_ARTICLE})
_PARAGRAPH_WORDS = 30

#: A paragraph on its own is body from so many words on, with less than so much of it inside links.
_FEWEST_WORDS = 8
_MOST_LINKED = 0.5


def keep_body(text: str, page: Page) -> list[Unit]:
    """Mark every unit of a page that is no body. ``text`` is the decoded page."""
    passages = extract_passages(text, page)
    if not passages:
        return [_judge_alone(unit) for unit in page.units]
    found = match_passages([unit.text for unit in page.units], passages)
    units: list[Unit] = []
    for at, unit in enumerate(page.units):
        units.extend(_keep(unit, found[at]) if at in found else (_outside(unit),))
    return _trust_markup(units)


def _keep(unit: Unit, found: Sequence[Found]) -> tuple[Unit, ...]:
    """Part a unit into what the extractor kept and what it left out at either end."""
    kind = unit.kind if unit.kind is not BlockKind.PARAGRAPH else found[0].kind
    unit = unit.of_kind(kind)
    places = [at for at, character in enumerate(unit.text) if character.isalnum()]
    low, high = min(each.start for each in found), max(each.end for each in found)
    start = 0 if low == 0 else unit.text.rfind(" ", 0, places[low]) + 1
    end = len(unit.text) if high == len(places) else unit.text.find(" ", places[high - 1])
    end = len(unit.text) if end < 0 else end
    parts: list[Unit] = []
    for part, kept in ((unit.text[:start], False), (unit.text[start:end], True), (unit.text[end:], False)):
        if part.strip():
            offset = 0 if not parts and not kept else (start if kept else end)
            piece = unit.slice(offset, offset + len(part))
            parts.append(piece if kept else _outside(piece))
    return tuple(parts)


def _outside(unit: Unit) -> Unit:
    if unit.zone is not None:
        return unit.removed(unit.zone, f"markup.{unit.zone.value.replace('_', '-')}")
    return unit.removed(RemovalReason.OUTSIDE_ARTICLE, "extractor.outside")


def _trust_markup(units: list[Unit]) -> list[Unit]:
    kept = [unit for unit in units if unit.verdict is None]
    total = sum(len(unit.text) for unit in kept)
    shares: dict[RemovalReason, int] = {}
    for unit in kept:
        if unit.zone in _NEVER_BODY:
            shares[unit.zone] = shares.get(unit.zone, 0) + len(unit.text)
    sure = {zone for zone, length in shares.items() if length <= _MOST_SHARE * total}
    return [
        unit.removed(unit.zone, _NEVER_BODY[unit.zone])
        if unit.verdict is None and unit.zone in sure and not (unit.zone in _NAMED_BY_GUESS and _is_paragraph(unit))
        else unit
        for unit in units
    ]


def _is_paragraph(unit: Unit) -> bool:
    return unit.words >= _PARAGRAPH_WORDS and ends_as_sentence(unit.text) and unit.link_share <= _MOST_LINKED


def _judge_alone(unit: Unit) -> Unit:
    """Judge a unit without an extractor: a paragraph outside furniture, or a heading."""
    if unit.zone is not None or unit.tag == "title" or unit.link_share > _MOST_LINKED:
        return _outside(unit)
    if unit.kind is BlockKind.HEADING and unit.tag != "h1":
        return unit
    if word_count(unit.text) >= _FEWEST_WORDS and ends_as_sentence(unit.text):
        return unit
    return unit.removed(RemovalReason.OUTSIDE_ARTICLE, "plain.no-paragraph")
