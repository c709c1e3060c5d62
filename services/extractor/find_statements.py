"""Finds every statement of a passage: runs all finders and keeps one statement per stretch of text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from services.extractor.attribution import Attribution, Form
from services.extractor.content import trim
from services.extractor.find_according_to import find_according_to
from services.extractor.find_denials import find_denials
from services.extractor.find_hearsay import find_hearsay
from services.extractor.find_labelled import find_labelled
from services.extractor.find_named_content import find_named_content
from services.extractor.find_narration import find_narration
from services.extractor.find_nominal_cues import find_nominal_cues
from services.extractor.find_reported import find_reported
from services.extractor.find_unverified import find_unverified
from services.extractor.join_chains import join_chains
from services.extractor.quotes import Quote
from services.extractor.read_cues import cue_verbs
from services.extractor.vocabulary import Vocabulary

#: Two statements that share more than this part of their joint characters are one.
_SAME_STATEMENT = 0.8
#: Forms that stand back where another statement holds the same words.
_YIELDING = frozenset({Form.FLOATING, Form.UNVERIFIED, Form.NO_EVIDENCE})
#: Forms that only restate a denial that holds them: "dismissed the reports, calling them false".
_RESTATING = frozenset({Form.NOMINAL, Form.CHARACTERISATION, Form.QUOTED})


def find_statements(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> list[Attribution]:
    """List the statements of a passage, by position; where two finders see the same, the surer one's stays."""
    verbs = cue_verbs(doc, quotes, vocabulary)
    attributed = _distinct(
        [
            *find_denials(doc, quotes, vocabulary, verbs),
            *find_reported(doc, quotes, vocabulary, verbs),
            *find_according_to(doc, quotes, vocabulary),
            *find_labelled(doc, quotes, vocabulary),
            *find_named_content(doc, quotes, vocabulary, verbs),
            *find_nominal_cues(doc, quotes, vocabulary),
            *find_unverified(doc, quotes, vocabulary),
            *find_hearsay(doc, quotes, vocabulary),
        ],
    )
    attributed = join_chains([_with_outer_source(statement, attributed) for statement in attributed], vocabulary)
    statements = [*attributed, *find_narration(doc, quotes, vocabulary, attributed)]
    statements = [_before_denial(doc.text, statement, attributed, quotes) for statement in statements]
    return sorted(statements, key=lambda statement: (statement.start, statement.end))


def _distinct(found: Iterable[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    # A finder that knows the cue goes before one that knows only the quotation.
    for statement in sorted(found, key=lambda statement: statement.form is Form.FLOATING):
        same_cue = statement.cue is not None and any(
            other.cue is not None and other.cue.end == statement.cue.end for other in kept
        )
        if not same_cue and not any(_overlap(statement, other) > _SAME_STATEMENT for other in kept):
            kept.append(statement)
    return [statement for statement in kept if not any(_yields(statement, other) for other in kept)]


def _yields(statement: Attribution, other: Attribution) -> bool:
    if other is statement or _overlap(statement, other) == 0:
        return False
    inside = other.start <= statement.start and statement.end <= other.end
    return statement.form in _YIELDING or (statement.form in _RESTATING and other.form is Form.DENIAL and inside)


def _before_denial(
    text: str, statement: Attribution, others: Sequence[Attribution], quotes: Sequence[Quote]
) -> Attribution:
    """End a statement where a denial of it begins: "... sold weapons, a claim the firm denies"."""
    for other in others:
        if other.form is Form.DENIAL and statement.start < other.start and other.end >= statement.end > other.start:
            start, end = trim(text, statement.start, other.start, quotes)
            return replace(statement, start=start, end=end, pieces=())
    return statement


def _with_outer_source(statement: Attribution, others: Sequence[Attribution]) -> Attribution:
    """Give a report that goes on after another its speaker: of "she said he lied, adding ..." she adds, not he."""
    cue, source = statement.cue, statement.source
    if cue is None or source is None:
        return statement
    for other in others:
        holds_source = other.start <= source.idx < other.end <= cue.start_char
        if other is not statement and holds_source and other.cue is not None and other.cue.end_char <= other.start:
            return replace(statement, source=other.source)
    return statement


def _overlap(one: Attribution, other: Attribution) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))
