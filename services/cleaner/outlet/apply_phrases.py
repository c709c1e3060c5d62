"""Applies the phrases of a site's rules, which need no markup."""

from collections.abc import Sequence

from services.cleaner.outlet.apply_site_config import cut_out
from services.cleaner.outlet.site_rules import SiteRules
from services.cleaner.unit import Unit


def apply_phrases(units: Sequence[Unit], rules: SiteRules) -> list[Unit]:
    """Cut out the phrases that are to be stripped; then bring back the paragraphs with one that is to be kept."""
    marked = list(units)
    for selector in rules.strip_phrases:
        marked = [
            part
            for unit in marked
            for part in (cut_out(unit, selector.what, selector) if unit.verdict is None else (unit,))
        ]
    phrases = [selector.what for selector in rules.keep_phrases]
    if not phrases:
        return marked
    return [unit.kept() if any(phrase in unit.text for phrase in phrases) else unit for unit in marked]
