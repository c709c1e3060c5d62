"""Applies the phrases of a site's rules, which need no markup."""

from collections.abc import Sequence

from services.cleaner.document import MOST_UNITS
from services.cleaner.outlet.cut_out import cut_out, find_places
from services.cleaner.outlet.site_rules import SiteRules
from services.cleaner.unit import Unit

#: Of one phrase in one paragraph.
_MOST_CUTS = 100


def apply_phrases(units: Sequence[Unit], rules: SiteRules) -> list[Unit]:
    """Cut out the phrases that are to be stripped; then bring back the paragraphs with one that is to be kept."""
    marked = list(units)
    for selector in rules.strip_phrases:
        cut = [
            part
            for unit in marked
            for part in (
                cut_out(unit, find_places(unit.text, selector.what, _MOST_CUTS), selector.rule)
                if unit.verdict is None
                else (unit,)
            )
        ]
        if len(cut) <= MOST_UNITS + len(units):  # a rule that cuts more is a slip of the pen
            marked = cut
    phrases = [selector.what for selector in rules.keep_phrases]
    if not phrases:
        return marked
    return [unit.kept() if any(phrase in unit.text for phrase in phrases) else unit for unit in marked]
