"""Tells which residue rules find something in a text."""

from services.cleaner.lines.read_lines import read_lines
from services.cleaner.residue.mark_phrases import mark_phrases


def rules_fired(text: str, name: str) -> set[str]:
    """Return the rules that fire; ``name`` tells the language, be it a rule's or how one begins: "sv.tags", "sv."."""
    language = None if name[:3] == "any" else name[:2]
    return {unit.verdict.rule for unit in mark_phrases(read_lines(text), language) if unit.verdict}
