"""Mends what was judged one by one: short sentences among their like, and lists and tables as a whole."""

from collections.abc import Sequence

from services.cleaner.markup.page import DEPTH_LIMIT, Page
from services.cleaner.sentences import ends_as_sentence
from services.cleaner.unit import Unit

#: What is laid out like the kept text around it, or right above it, needs to be no likelier than this.
_LEAST_BETWEEN, _LEAST_BEHIND = 0.2, 0.3
#: A list or table is kept or left out as a whole; between two paragraphs of its own box it needs little.
_LEAST_LIST, _LEAST_LIST_BETWEEN = 0.5, 0.1
_MOST_LINKED = 0.3
_PARTS = {"li": ("ul", "ol", "menu"), "dt": ("dl",), "dd": ("dl",), "td": ("table",), "th": ("table",)}


def keep_sentences(units: Sequence[Unit], page: Page, likelihood: Sequence[float], keeps: Sequence[bool]) -> list[bool]:
    """Keep sentences among or right behind kept ones that are laid out like them.

    A short answer or a last sentence says little of its own; the paragraphs beside it speak for it.
    """
    mended = list(keeps)
    layouts = [(page.parents[unit.element], unit.tag) for unit in units]
    before = _nearest(keeps)
    behind = [len(units) - 1 - at if at is not None else None for at in reversed(_nearest(keeps[::-1]))]
    for at, unit in enumerate(units):
        above, below = before[at], behind[at]
        if keeps[at] or above is None or unit.zone is not None or unit.link_share > _MOST_LINKED:
            continue
        if layouts[above] == layouts[at] and ends_as_sentence(unit.text):
            is_between = below is not None and layouts[below] == layouts[at]
            mended[at] = likelihood[at] >= (_LEAST_BETWEEN if is_between else _LEAST_BEHIND)
    return mended


def _nearest(keeps: Sequence[bool]) -> list[int | None]:
    """For each place, name the nearest kept one before it."""
    nearest: list[int | None] = []
    last = None
    for at, keep in enumerate(keeps):
        nearest.append(last)
        last = at if keep else last
    return nearest


def keep_lists(units: Sequence[Unit], page: Page, likelihood: Sequence[float], keeps: Sequence[bool]) -> list[bool]:
    """Keep or leave out each list and table as one, by the mean of its words; half a list is worse than none."""
    mended = list(keeps)
    if page.depth > DEPTH_LIMIT:
        return mended
    start = 0
    while start < len(units):
        box = _box(units[start], page)
        end = start + 1
        while box and end < len(units) and _box(units[end], page) == box:
            end += 1
        members = range(start, end)
        if len(members) > 1 and _may_be_a_storys([units[at] for at in members]):
            words = sum(units[at].words for at in members)
            mean = sum(units[at].words * likelihood[at] for at in members) / words
            around = page.parents[box]
            is_between = _is_kept_in(around, start - 1, units, page, mended) and _is_kept_in(
                around, end, units, page, mended
            )
            keep = mean >= (_LEAST_LIST_BETWEEN if is_between else _LEAST_LIST)
            mended[start:end] = [keep] * len(members)
        start = end
    return mended


def _box(unit: Unit, page: Page) -> int:
    """Return the list or table that a unit is a part of, or 0."""
    boxes = _PARTS.get(unit.tag)
    if boxes is None:
        return 0
    return next((element for element in page.around(unit.element) if page.names[element] in boxes), 0)


def _may_be_a_storys(members: Sequence[Unit]) -> bool:
    words = sum(unit.words for unit in members)
    linked = sum(unit.words * unit.link_share for unit in members)
    return linked <= _MOST_LINKED * words and all(unit.zone is None for unit in members)


def _is_kept_in(box: int, at: int, units: Sequence[Unit], page: Page, keeps: Sequence[bool]) -> bool:
    return 0 <= at < len(units) and keeps[at] and page.parents[units[at].element] == box
