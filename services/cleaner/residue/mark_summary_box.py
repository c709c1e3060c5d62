"""Marks the box of a machine's summary above an article: it repeats the body and is no second witness."""

# ruff: noqa: RUF001 - sentences open with curly quotes

import re
from collections.abc import Sequence

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.unit import Unit, Verdict

_MACHINE = r"(?:(?:an? )?(?:ai|a\.i\.|artificial intelligence|machine|algorithm|chatbot|large language model|llm)\b)"
_SUMMARY = r"(?:summar(?:y|ies)|overview|digest|key (?:points|takeaways|facts)|takeaways|highlights|bullet points?)"
#: Words that only such a box opens with: a button that was pressed, or a machine that is named.
_OPENS = re.compile(
    r"summari[sz]e(?: (?:this|article))?\s*(?:simplifying|summari[sz]ing)?\s*(?:\.{3}|…)|simplifying\s*(?:\.{3}|…)|"
    rf"(?:ai|machine)[- ](?:generated |powered |assisted )?{_SUMMARY}\b|"
    rf"(?:this )?{_SUMMARY} (?:was |is )?(?:ai[- ])?generated (?:by|with|using) (?:ai|artificial)|"
    r"generate (?:key takeaways|summary)|ki[- ]zusammenfassung\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"was (?:this |it )?a long read\?.{0,120}|making it simpler.{0,80}|"
    rf"(?:this|the|these) {_SUMMARY} (?:was|were|is|are|has been|have been) "
    r".{0,40}(?:generated|created|produced).{0,120}|"
    rf"(?:ai|machine)[- ]generated (?:{_SUMMARY}|content).{{0,160}}|was this (?:summary|helpful).{{0,60}}|"
    rf"(?:generated|created|produced|written|summari[sz]ed) (?:(?:automatically|entirely) )?(?:by|with|using) "
    rf"(?:the help of )?{_MACHINE}.{{0,120}}|"
    r"(?:ai|this tool) can make mistakes.{0,80}|"
    r"(?:diese )?zusammenfassung wurde .{0,60}(?:ki|künstlicher intelligenz)\b.{0,120}|"
    r"(?:ce )?résumé .{0,40}(?:ia|intelligence artificielle)\b.{0,120}|"
    r"(?:este )?resumen .{0,40}(?:ia|inteligencia artificial)\b.{0,120}|"
    r"(?:questo )?riassunto .{0,40}(?:ia|intelligenza artificiale)\b.{0,120}|"
    r"(?:deze )?samenvatting .{0,40}(?:ai|kunstmatige intelligentie)\b.{0,120}|"
    r"(?:este )?resumo .{0,40}(?:ia|inteligência artificial)\b.{0,120}|"
    r"(?:denna |den här )?sammanfattning(?:en)? .{0,40}(?:ai|artificiell intelligens)\b.{0,120}|"
    r"(?:це )?(?:резюме|підсумок) .{0,40}(?:ші|штучн(?:им|ого) інтелект(?:ом|у))\b.{0,120}",
    re.IGNORECASE,
)
#: What a box may be headed with, whoever wrote it: only closing words that name a machine make it one.
_HEADED = re.compile(
    r"(?:in (?:short|brief|a nutshell|summary|depth)|at a glance|key (?:points|takeaways|facts)|(?:the )?(?:gist|"
    r"main points|takeaways|highlights|essentials)|tl;?dr|(?:quick |article |story )?summary|quick (?:read|take)|"
    r"what you need to know|kurz gefasst|das wichtigste in kürze|zusammenfassung|en bref|l['’]essentiel|"
    r"en resumen|lo esencial|in breve|in sintesi|i punti chiave|in het kort|samengevat|em resumo|pontos principais|"
    r"i korthet|kortfattat|sammanfattning|коротко|головне)\W{0,3}",
    re.IGNORECASE,
)
#: Boxes stand above or right below the headline, and are short.
_FIRST_UNITS = 8
_MOST_UNITS = 12
#: A disclosure is a line of its own; a sentence about a machine is longer or goes on.
_DISCLOSURE_WORDS = 30
_FEWEST_WORDS_BEHIND = 20
_VERDICT = Verdict(RemovalReason.SUMMARY, "box.machine-summary")


def mark_summary_box(units: Sequence[Unit]) -> list[Unit]:
    """Mark everything from the box's opening words to its closing ones; without closing words, the opening unit."""
    kept = [at for at, unit in enumerate(units) if unit.verdict is None][: _FIRST_UNITS + _MOST_UNITS]
    disclosed = _disclosed_box(units, kept)
    opening = next((at for at in kept[:_FIRST_UNITS] if _OPENS.match(units[at].text)), None)
    if opening is None or len(disclosed) > 1:
        return [unit.removed(*_VERDICT) if at in disclosed else unit for at, unit in enumerate(units)]
    marked = list(units)
    closing = next(
        (
            at
            for at in range(opening, min(opening + _MOST_UNITS, len(units)))
            if _CLOSES.search(units[at].text, 1 if at == opening else 0)
        ),
        opening,
    )
    for at in range(opening, closing + 1):
        marked[at] = units[at].removed(*_VERDICT)
    return _cut_behind(marked, closing)


def _disclosed_box(units: Sequence[Unit], kept: Sequence[int]) -> Sequence[int]:
    """Return a box that names its machine at its end, from its heading on, else from its list's first item."""
    closing = next((place for place, at in enumerate(kept) if _is_disclosure(units[at])), None)
    if closing is None:
        return ()
    above = range(closing - 1, max(closing - _MOST_UNITS, -1), -1)
    opening = next((place for place in above if _HEADED.fullmatch(units[kept[place]].text)), None)
    if opening is None:
        opening = closing
        while opening and units[kept[opening - 1]].kind is BlockKind.LIST:
            opening -= 1
    return kept[opening : closing + 1]


def _is_disclosure(unit: Unit) -> bool:
    return unit.words <= _DISCLOSURE_WORDS and _CLOSES.match(unit.text.lstrip("*([–— ")) is not None


def _cut_behind(units: list[Unit], closing: int) -> list[Unit]:
    # Where the page's line breaks were lost, the article goes on behind the closing words.
    unit = units[closing]
    found = _CLOSES.search(unit.text)
    rest = re.compile(r"(?<=[.!?…]) (?=[\"“‘]?[^\W\d_a-z]\w)").search(unit.text, found.end()) if found else None
    if rest is None or unit.text.count(" ", rest.start()) < _FEWEST_WORDS_BEHIND:
        return units
    box, *behind = unit.split(rest.start())
    return [*units[:closing], box, *(part.kept() for part in behind), *units[closing + 1 :]]
