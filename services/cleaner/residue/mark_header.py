"""Finds headline, byline and date above a text's body, and marks what else stands there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claimwire.models import RemovalReason
from services.cleaner.letters import letters
from services.cleaner.metadata.agencies import ends_with_picture_credit
from services.cleaner.metadata.dates import FoundDate, find_date
from services.cleaner.metadata.read_byline import Byline, is_date_line, is_name, read_byline
from services.cleaner.sentences import is_body_like, is_headline_like, is_label_list
from services.cleaner.unit import Unit

#: Nothing that stands lower is a header.
_FIRST_UNITS = 14

_DATE_PREFIX = re.compile(r"(?:date|published|updated|posted)\s?:?\s(?=\d|\w{3,9}\.?\s\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """What a text's first lines say about it, and the units with those lines marked."""

    units: tuple[Unit, ...]
    title: str | None = None
    subtitle: str | None = None
    byline: Byline | None = None
    date: FoundDate | None = None


def mark_header(units: Sequence[Unit], title_hint: str | None) -> Header:
    """Mark everything above the body of a text that was extracted from a page.

    The byline tells header from body: what stands above it, down from the last headline-like line, is no body.
    Without a byline only a first line that looks like a headline is taken for one.
    """
    marked, date = _cut_date_prefix(list(units))
    open_units = [at for at, unit in enumerate(marked[:_FIRST_UNITS]) if unit.verdict is None]
    header, body = _part(marked, open_units)
    byline_at, byline = _byline(marked, header)
    date_lines = [at for at in header if is_date_line(marked[at].text)]
    above = [at for at in header if byline_at is None or at < byline_at]
    title_at = _title(marked, above, title_hint, has_byline=byline_at is not None or bool(date_lines), has_body=body)
    title = None if title_at is None else marked[title_at].text
    subtitle_at = next((at for at in above if title_at is not None and at > title_at and at not in date_lines), None)
    subtitle = None if subtitle_at is None else marked[subtitle_at].text
    for at in date_lines:
        date = date or find_date(marked[at].text)
        marked[at] = marked[at].removed(RemovalReason.DATE, "header.date")
    if byline_at is not None:
        marked[byline_at] = marked[byline_at].removed(RemovalReason.BYLINE, "header.byline")
    if title_at is not None:
        marked[title_at] = marked[title_at].removed(RemovalReason.TITLE, "header.title")
        _mark_around(marked, above, title_at, subtitle_at, certain=byline_at is not None)
    return Header(tuple(marked), title, subtitle, byline, (byline.date if byline else None) or date)


def _part(units: Sequence[Unit], candidates: Sequence[int]) -> tuple[list[int], bool]:
    """Return the units before the first paragraph of the body, and whether there is such a paragraph."""
    header: list[int] = []
    for at in candidates:
        if is_body_like(units[at].text) and not ends_with_picture_credit(units[at].text):
            return header, True
        header.append(at)
    return header, False


def _cut_date_prefix(units: list[Unit]) -> tuple[list[Unit], FoundDate | None]:
    """Part a dump's date from the first line, where it is glued to it: "date 2024-10-17 The minister …"."""
    first = next((at for at, unit in enumerate(units[:3]) if unit.verdict is None), None)
    if first is None or (prefix := _DATE_PREFIX.match(units[first].text)) is None:
        return units, None
    date = find_date(units[first].text[:80])
    if date is None or date.start > prefix.end():
        return units, None
    parts = units[first].split(date.end)
    label = parts[0].removed(RemovalReason.DATE, "header.date-prefix")
    return [*units[:first], label, *parts[1:], *units[first + 1 :]], date


def _byline(units: Sequence[Unit], header: Sequence[int]) -> tuple[int | None, Byline | None]:
    for at in header:
        if (byline := read_byline(units[at].text)) is not None:
            return at, byline
    # A name alone on its line is a byline only where a date follows it.
    for at in header:
        if is_name(units[at].text) and at + 1 < len(units) and is_date_line(units[at + 1].text):
            return at, Byline(text=units[at].text, authors=(units[at].text,))
    return None, None


def _title(
    units: Sequence[Unit], above: Sequence[int], hint: str | None, *, has_byline: bool, has_body: bool
) -> int | None:
    if hint:
        for at in above:
            if _alike(units[at].text, hint):
                return at
    candidates = [at for at in above if is_headline_like(units[at].text) and not is_label_list(units[at].text)]
    candidates = [
        at for at in candidates if not ends_with_picture_credit(units[at].text) and not is_date_line(units[at].text)
    ]
    if not candidates or not has_body:
        return None
    # Above a byline a subtitle ends as a sentence, a headline does not; captions and labels stand above both.
    return candidates[-1] if has_byline else next((at for at in candidates if at == above[0]), None)


def _mark_around(
    units: list[Unit], above: Sequence[int], title_at: int, subtitle_at: int | None, *, certain: bool
) -> None:
    for at in above:
        unit = units[at]
        if at < title_at:
            reason = RemovalReason.TAGS if is_label_list(unit.text) else RemovalReason.CAPTION
            units[at] = unit.removed(reason, "header.above-title")
        elif at == subtitle_at and certain:
            units[at] = unit.removed(RemovalReason.SUBTITLE, "header.subtitle")


def _alike(text: str, title: str) -> bool:
    one, other = letters(text).casefold(), letters(title).casefold()
    if not one or not other or len(one) > 400:
        return False
    return one == other or SequenceMatcher(None, one, other[:400], autojunk=False).ratio() >= 0.9
