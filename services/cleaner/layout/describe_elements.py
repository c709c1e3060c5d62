"""Describes the elements that text stands in: what they are called, how deep they are, what is around them."""

from collections.abc import Mapping, Sequence

from claimwire.models import RemovalReason
from services.cleaner.markup.page import Page
from services.cleaner.markup.zones import read_hints, zone_inside

ELEMENT_FEATURES = (
    "tag",
    "depth",
    "own_zone",
    "zone",
    "zone_distance",
    "body_hint",
    "body_hint_distance",
    "lead_hint",
    "box_hint",
    "box_hint_distance",
    "landmark",
    "landmark_distance",
    "in_article",
    "in_main",
    "in_header",
    "in_aside",
    "in_figure",
    "in_list",
    "in_table",
    "in_quote",
    "in_form",
    "is_hidden",
)
(
    _TAG,
    _DEPTH,
    _OWN_ZONE,
    _ZONE,
    _ZONE_DISTANCE,
    _BODY_HINT,
    _BODY_HINT_DISTANCE,
    _LEAD_HINT,
    _BOX_HINT,
    _BOX_HINT_DISTANCE,
    _LANDMARK,
    _LANDMARK_DISTANCE,
    _IN_ARTICLE,
    _IN_MAIN,
    _IN_HEADER,
    _IN_ASIDE,
    _IN_FIGURE,
    _IN_LIST,
    _IN_TABLE,
    _IN_QUOTE,
    _IN_FORM,
    _IS_HIDDEN,
) = range(len(ELEMENT_FEATURES))

_TAGS = ("", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "section", "article", "td", "dd", "dt")
_TAG_CODES = {name: float(at) for at, name in enumerate(_TAGS)}
_LANDMARKS = ("main", "article", "section", "header", "figure", "aside", "footer", "nav", "form", "dialog", "table")
_LANDMARK_CODES = {name: float(at) for at, name in enumerate(_LANDMARKS, start=1)}
ZONE_CODES = {reason: float(at) for at, reason in enumerate(RemovalReason, start=1)}
_ZONES = {int(code): reason for reason, code in ZONE_CODES.items()}
_INSIDE = {
    "article": _IN_ARTICLE,
    "main": _IN_MAIN,
    "header": _IN_HEADER,
    "aside": _IN_ASIDE,
    "figure": _IN_FIGURE,
    "ul": _IN_LIST,
    "ol": _IN_LIST,
    "dl": _IN_LIST,
    "table": _IN_TABLE,
    "blockquote": _IN_QUOTE,
    "form": _IN_FORM,
}
_FAR = 20.0
_PAGE = [0.0] * len(ELEMENT_FEATURES)
for _distance in (_ZONE_DISTANCE, _BODY_HINT_DISTANCE, _BOX_HINT_DISTANCE, _LANDMARK_DISTANCE):
    _PAGE[_distance] = _FAR


def describe_elements(page: Page, elements: Sequence[int]) -> Mapping[int, Sequence[float]]:
    """Map each of these elements, and those around them, to the values of ELEMENT_FEATURES; distances are unbounded."""
    known: dict[int, list[float]] = {0: _PAGE}
    for element in elements:
        unknown: list[int] = []
        while (at := page.parents[unknown[-1]] if unknown else element) not in known:
            unknown.append(at)
        for inner in reversed(unknown):
            known[inner] = _inside(known[page.parents[inner]], page, inner)
    return known


def _inside(around: Sequence[float], page: Page, element: int) -> list[float]:
    name, attributes = page.names[element], page.attributes[element]
    values = list(around)
    values[_TAG] = _TAG_CODES.get(name, -1.0)
    for counted in (_DEPTH, _ZONE_DISTANCE, _BODY_HINT_DISTANCE, _BOX_HINT_DISTANCE, _LANDMARK_DISTANCE):
        values[counted] += 1.0
    values[_LEAD_HINT] /= 2
    zone = page.own_zones.get(element)
    values[_OWN_ZONE] = ZONE_CODES[zone] if zone is not None else 0.0
    if zone is not None:
        values[_ZONE], values[_ZONE_DISTANCE] = values[_OWN_ZONE], 0.0
    elif values[_ZONE] and zone_inside(_ZONES[int(values[_ZONE])], name, attributes) is None:
        values[_ZONE], values[_ZONE_DISTANCE] = 0.0, _FAR
    if landmark := _LANDMARK_CODES.get(name):
        values[_LANDMARK], values[_LANDMARK_DISTANCE] = landmark, 0.0
    if inside := _INSIDE.get(name):
        values[inside] = 1.0
    if attributes:
        _read_hints(values, attributes)
    return values


def _read_hints(values: list[float], attributes: str) -> None:
    hints = read_hints(attributes)
    if hints.body:
        values[_BODY_HINT], values[_BODY_HINT_DISTANCE] = float(hints.body), 0.0
    if hints.box:
        values[_BOX_HINT], values[_BOX_HINT_DISTANCE] = float(hints.box), 0.0
    if hints.lead:
        values[_LEAD_HINT] = 1.0
    if hints.is_hidden:
        values[_IS_HIDDEN] = 1.0
