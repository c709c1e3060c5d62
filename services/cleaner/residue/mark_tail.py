"""Marks what is appended below a text's body: teasers cut off in mid-sentence, briefs behind an end mark."""

import re
from collections.abc import Sequence

from claimwire.models import RemovalReason
from services.cleaner.metadata.read_byline import is_name
from services.cleaner.sentences import ends_as_sentence, is_body_like, is_cut_off, is_headline_like, is_label_list
from services.cleaner.unit import Unit

#: Lines that stand below an article's last paragraph, where a page is dumped to text.
_END_MARK = re.compile(
    r"(?:(?P<author>author|autore?|auteur|författare|автор|written by)s?\s?:\s?(?P<name>.{3,80}))"
    r"|(?P<url>original (?:url|link|article|source)|source url|(?:article |original )?url|permalink|link to (?:the )?original)\s?:?\s?(?:https?://\S{4,400})?(?:\s[\w./?=&%-]{1,80})?",
    re.IGNORECASE,
)
#: What follows an end mark is cut only if the body before it is longer: else the mark is a header's.
_LEAST_BODY_SHARE = 0.5
_FEWEST_BODY_UNITS = 3


def mark_tail(units: Sequence[Unit]) -> list[Unit]:
    """Mark end marks with all that follows them, then teasers that were cut off, then lists of tags."""
    return _mark_tags(_mark_teasers(_mark_behind_end(list(units))))


def _mark_behind_end(units: list[Unit]) -> list[Unit]:
    ends = {at: end for at, unit in enumerate(units) if (end := _end_mark(unit))}
    if not ends:
        return units
    words = [unit.words if unit.verdict is None else 0 for unit in units]
    total, before, body = sum(words), 0, 0
    for at, unit in enumerate(units):
        end = ends.get(at)
        if end is not None and (end["url"] or is_name(end["name"])) and body >= _FEWEST_BODY_UNITS:
            reason = RemovalReason.ADDRESS if end["url"] else RemovalReason.BYLINE
            units[at] = unit.removed(reason, "tail.end-mark")
            if before >= _LEAST_BODY_SHARE * total:
                for behind in range(at + 1, len(units)):
                    units[behind] = units[behind].removed(RemovalReason.APPENDED, "tail.behind-end-mark")
                return units
        before += words[at]
        body += body < _FEWEST_BODY_UNITS and unit.verdict is None and is_body_like(unit.text)
    return units


def _end_mark(unit: Unit) -> re.Match[str] | None:
    return _END_MARK.fullmatch(unit.text) if unit.verdict is None and len(unit.text) <= 500 else None


def _mark_teasers(units: list[Unit]) -> list[Unit]:
    """Mark cards of other stories: a headline, a text that stops in mid-sentence, whose it is.

    A text that merely stops is no card: the source may have been cut there. It takes the headline above it.
    """
    open_units = [at for at, unit in enumerate(units) if unit.verdict is None]
    for place, at in enumerate(open_units):
        if place < _FEWEST_BODY_UNITS or not _is_teaser(units, open_units, place):
            continue
        units[open_units[place - 1]] = units[open_units[place - 1]].removed(
            RemovalReason.TEASER, "tail.teaser-headline"
        )
        units[at] = units[at].removed(RemovalReason.TEASER, "tail.cut-off")
        for below in open_units[place + 1 : place + 3]:
            if not _is_label(units[below].text):
                break
            units[below] = units[below].removed(RemovalReason.TEASER, "tail.teaser-source")
    return units


def _mark_tags(units: list[Unit]) -> list[Unit]:
    """Mark lists of topics behind the last paragraph; one between paragraphs may be the story's."""
    for at in range(len(units) - 1, -1, -1):
        unit = units[at]
        if unit.verdict is None:
            if is_body_like(unit.text):
                break
            if is_label_list(unit.text):
                units[at] = unit.removed(RemovalReason.TAGS, "tail.tag-list")
    return units


def _is_teaser(units: Sequence[Unit], open_units: Sequence[int], place: int) -> bool:
    text, above = units[open_units[place]].text, units[open_units[place - 1]].text
    before = units[open_units[place - 2]].text
    return (
        units[open_units[place]].words >= 8
        and is_cut_off(text)
        and is_headline_like(above)
        and not ends_as_sentence(above)
        # A section's heading stands above its paragraphs too; two lines without an end are no card's headline.
        and ends_as_sentence(before)
    )


def _is_label(text: str) -> bool:
    return text.count(" ") < 8 and not ends_as_sentence(text)
