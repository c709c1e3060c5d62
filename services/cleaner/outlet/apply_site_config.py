"""Applies what people say about a site's pages to the units of one of them."""

from collections import defaultdict
from collections.abc import Sequence

from claimwire.models import RemovalReason
from services.cleaner.markup.page import Page
from services.cleaner.outlet.cut_out import Place, cut_out, find_place
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
#: A part may stand behind others that the scanner does not read. So many are looked past.
_LOOK_PAST = 50


def apply_site_config(units: Sequence[Unit], page: Page, text: str, rules: SiteRules) -> list[Unit]:
    """Mark the units of a page by its site's rules; ``text`` is the decoded page that ``page`` was scanned from.

    The first body selector that finds any text outweighs every other judgement of what is the body; where none does,
    that judgement stays. Then what is to be stripped goes, and what is to be kept comes back.
    """
    tree = PageTree.of(text, page) if rules.select_units else None
    return mark_by(units, page, tree, rules) if tree is not None else list(units)


def mark_by(units: Sequence[Unit], page: Page, tree: PageTree, rules: SiteRules) -> list[Unit]:
    """Do what ``apply_site_config`` does, by the page's tree."""
    marked = list(units)
    for selector in rules.body:
        inside = _inside(page, tree.find(selector))
        kept = [_in_body(unit, inside, selector) for unit in units]
        if any(unit.verdict is None for unit in kept):
            marked = kept
            break
    for selector in rules.strip:
        marked = _strip(marked, page, tree.find(selector), selector)
    for selector in rules.keep:
        inside = _inside(page, tree.find(selector))
        marked = [unit.kept() if inside[unit.element] else unit for unit in marked]
    return marked


def _inside(page: Page, found: Found) -> Sequence[bool]:
    """Tell of each element whether it was found, or stands in one that was."""
    inside = [False] * len(page.parents)
    if found.elements:
        # Elements are in the order of the page: what is around one comes before it.
        for element in range(1, len(inside)):
            inside[element] = element in found.elements or inside[page.parents[element]]
    return inside


def _in_body(unit: Unit, inside: Sequence[bool], selector: Selector) -> Unit:
    if not inside[unit.element]:
        return unit.removed(RemovalReason.OUTLET_RULE, selector.rule)
    named = unit.zone in _NAMED_BY_MARKUP or unit.tag == "title"
    return unit if named else unit.kept()


def _strip(units: Sequence[Unit], page: Page, found: Found, selector: Selector) -> list[Unit]:
    inside = _inside(page, found)
    parts: dict[int, list[str]] = defaultdict(list)
    for part in reversed(found.parts):
        parts[part.element].append(part.text)
    stripped: list[Unit] = []
    for unit in units:
        if inside[unit.element]:
            stripped.append(unit.removed(RemovalReason.OUTLET_RULE, selector.rule))
        elif unit.verdict is None and parts.get(unit.element):
            stripped.extend(cut_out(unit, _take_places(unit.text, parts[unit.element]), selector.rule))
        else:
            stripped.append(unit)
    return stripped


def _take_places(text: str, ahead: list[str]) -> list[Place]:
    """Find the parts of a block in one of its units; those found, and those before them, leave ``ahead``.

    ``ahead`` has the next one last.
    """
    places: list[Place] = []
    position = past = 0
    while past < min(len(ahead), _LOOK_PAST):
        place = find_place(text, ahead[-1 - past], position)
        if place is None:
            past += 1
            continue
        places.append(place)
        position = place.end
        del ahead[len(ahead) - past - 1 :]
        past = 0
    return places
