"""Applies what people say about a site's pages to the units of one of them."""

from collections.abc import Sequence

from claimwire.models import RemovalReason
from services.cleaner.markup.page import Page
from services.cleaner.outlet.query_page import Found, PageTree
from services.cleaner.outlet.site_rules import Selector, SiteRules
from services.cleaner.unit import Unit

#: Inside a body, what the markup itself names stays out: whoever wrote the rule meant the story.
_NAMED_BY_MARKUP = frozenset(
    {
        RemovalReason.TITLE,
        RemovalReason.CAPTION,
        RemovalReason.CREDIT,
        RemovalReason.SHARE,
        RemovalReason.NEWSLETTER,
        RemovalReason.SUBSCRIBE,
        RemovalReason.ADVERTISEMENT,
        RemovalReason.TAGS,
        RemovalReason.BYLINE,
        RemovalReason.COMMENTS,
        RemovalReason.NAVIGATION,
        RemovalReason.CONSENT,
    }
)


def apply_site_config(units: Sequence[Unit], page: Page, text: str, rules: SiteRules) -> list[Unit]:
    """Mark the units of a page by its site's rules; ``text`` is the decoded page that ``page`` was scanned from.

    The first body selector that finds any text outweighs every other judgement of what is the body; where none does,
    that judgement stays. Then what is to be stripped goes, and what is to be kept comes back.
    """
    tree = PageTree.of(text, page) if rules.select_units else None
    if tree is None:
        return list(units)
    marked = list(units)
    for selector in rules.body:
        kept = [_in_body(unit, page, tree.find(selector), selector) for unit in units]
        if any(unit.verdict is None for unit in kept):
            marked = kept
            break
    for selector in rules.strip:
        marked = _strip(marked, page, tree.find(selector), selector)
    for selector in rules.keep:
        found = tree.find(selector)
        marked = [unit.kept() if _is_in(unit, page, found) else unit for unit in marked]
    return marked


def _in_body(unit: Unit, page: Page, found: Found, selector: Selector) -> Unit:
    if not _is_in(unit, page, found):
        return unit.removed(RemovalReason.OUTLET_RULE, selector.rule)
    named = unit.zone in _NAMED_BY_MARKUP or unit.tag == "title"
    return unit if named else unit.kept()


def _strip(units: Sequence[Unit], page: Page, found: Found, selector: Selector) -> list[Unit]:
    stripped: list[Unit] = []
    for unit in units:
        if _is_in(unit, page, found):
            stripped.append(unit.removed(RemovalReason.OUTLET_RULE, selector.rule))
            continue
        part = next((part for part in found.parts if part.element == unit.element and part.text in unit.text), None)
        if part is None or unit.verdict is not None:
            stripped.append(unit)
        else:
            stripped.extend(cut_out(unit, part.text, selector))
    return stripped


def _is_in(unit: Unit, page: Page, found: Found) -> bool:
    return bool(found.elements) and not found.elements.isdisjoint(page.around(unit.element))


def cut_out(unit: Unit, phrase: str, selector: Selector) -> list[Unit]:
    """Part a kept unit around a phrase and mark that; it stays whole where the phrase would be cut out of a word."""
    start = unit.text.find(phrase)
    end = start + len(phrase)
    if start < 0 or _is_inside_word(unit.text, start) or _is_inside_word(unit.text, end):
        return [unit]
    return [
        part.removed(RemovalReason.OUTLET_RULE, selector.rule) if part.text == phrase.strip() else part
        for part in unit.split(start, end)
    ]


def _is_inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
