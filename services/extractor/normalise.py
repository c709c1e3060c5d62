"""Writes a statement as a sentence that stands alone: cue and marks off, pronouns and times resolved where safe."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claimwire.models import QuoteType, Stance, TimeExpression
from services.extractor.attribution import Attribution, Form
from services.extractor.finish_sentence import MARKS, finish_sentence, join_quotations
from services.extractor.first_person import turn_first_person
from services.extractor.quotes import Quote
from services.extractor.reword_forms import (
    finite,
    is_question,
    missing_subject,
    reword_accusation,
    reword_characterisation,
    reword_denied,
    reword_naming,
    with_auxiliaries,
    without_subject,
)
from services.extractor.say_times import say_times
from services.extractor.syntax import phrase_of
from services.extractor.third_person import resolve_leading_pronoun
from services.extractor.token_places import words_between
from services.extractor.voices import Voices
from services.extractor.wording import Edit, Wording

_JOINTS = " ,\u2013—-"
#: "HALDRE, Oct 13 (LPA) — ": where and by whom the report was filed.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'\u2019-]{1,30}[ ,/]{1,3}){1,4}(?:[A-Z][\w.]{0,20}[ ,]{1,2}){0,3}"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}[ ,]{0,2})?"
    r"(?:\([\w .]{2,30}\) ?)?[\u2013\u2014-]{1,2} {1,2}|"
    r"(?:[A-Z][\w.'\u2019-]{1,30}[ ,]{1,2}){1,5}\((?:Reuters|[A-Z]{2,5})\) ?[\u2013\u2014-]{1,2} {1,2}"
)
#: What joins two clauses, at the end of the words between them.
_JOINT = re.compile(r"\b(?P<word>and|but|or)\b(?:\s+that\b)?\W{0,4}$", re.IGNORECASE)
_JOINT_CHARACTERS = 20
_POINTING = frozenset({"it", "this", "that", "these", "those", "they", "he", "she"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
#: What they deny or doubt is somebody else's statement.
_ABOUT_OTHERS = frozenset({Stance.DENIES, Stance.DOUBTS})
_SPECIFIC = frozenset({"PROPN", "NUM"})
#: What is told in the outlet's own words, or in its own grammar.
_RETOLD = frozenset({Form.REPORTED, Form.ACCORDING_TO, Form.NARRATION})
_QUOTED_FORMS = frozenset({Form.REPORTED, Form.QUOTED, Form.FLOATING})


def normalise(
    doc: Doc,
    statement: Attribution,
    quotes: Sequence[Quote],
    quote_type: QuoteType,
    voices: Voices,
    *,
    times: Sequence[TimeExpression] = (),
    offset: int = 0,
) -> str:
    """Write a statement of a passage, which starts at ``offset`` of the article, as a sentence that stands alone."""
    statement = _trimmed(doc, statement)
    inside = [quote for quote in quotes if statement.start <= quote.start and quote.end <= statement.end]
    first_person = turn_first_person(doc, inside, voices.speaker) if statement.form in _QUOTED_FORMS else []
    edits = [*say_times(doc, times, offset), *(first_person or ()), *_joined_clauses(doc, statement, inside)]
    is_retold = statement.form in _RETOLD or (statement.form is Form.QUOTED and quote_type is QuoteType.MIXED)
    if is_retold and quote_type is not QuoteType.DIRECT and not _opens_quoted(doc, statement, quotes):
        edits += resolve_leading_pronoun(doc, statement.start, statement.end, voices)
    wording = Wording(doc.text, edits)
    words = _words(doc, statement, inside, wording)
    if statement.form in _QUOTED_FORMS and voices.names:
        is_told_apart = (
            bool(first_person)
            or statement.stance in _ABOUT_OTHERS
            or not _points_elsewhere(doc, statement, wording, times, offset)
        )
        words = _completed(doc, statement, voices, words)
        if first_person is None or not is_told_apart:
            words = _said(words, quote_type, voices)
    else:
        words = _reworded(doc, statement, voices, wording) or words
    return finish_sentence(words)


def _opens_quoted(doc: Doc, statement: Attribution, quotes: Sequence[Quote]) -> bool:
    """Tell whether the first word of a statement stands within quotation marks."""
    first = next((token for token in words_between(doc, statement.start, statement.end) if token.is_alpha), None)
    return first is not None and any(quote.covers(first.idx, first.idx + len(first)) for quote in quotes)


def _reworded(doc: Doc, statement: Attribution, voices: Voices, wording: Wording) -> str | None:
    """Make a sentence of a form that is none."""
    words = wording.between(statement.start, statement.end)
    match statement.form:
        case Form.ACCUSATION:
            return reword_accusation(statement, wording)
        case Form.CHARACTERISATION:
            return reword_characterisation(doc, statement, wording) or reword_naming(statement, wording, voices)
        case Form.DENIAL if voices.antecedent:
            return voices.antecedent  # that it is denied is the claim's stance
        case Form.NOMINAL if voices.mention and statement.cue is not None:
            return f"{voices.mention} {finite(statement.cue, voices)} {words}"
        case Form.UNVERIFIED if voices.names and statement.source is not None:
            return f"{voices.names} {with_auxiliaries(doc, statement, wording)}"
    return None


def _completed(doc: Doc, statement: Attribution, voices: Voices, words: str) -> str:
    """Give a reported clause the subject that it shares with its cue."""
    if statement.form is not Form.REPORTED or statement.cue is None:
        return words
    if denied := reword_denied(statement, words, voices):
        return denied
    if without_subject(doc, statement) or is_question(doc, statement):
        return f"{voices.names} {finite(statement.cue, voices)} {words}"
    subject = missing_subject(doc, statement)
    return f"{subject.text} {words}" if subject is not None else words


def _trimmed(doc: Doc, statement: Attribution) -> Attribution:
    """Take the dateline before a statement off, and the conjunction that joins it to what follows."""
    dateline = _DATELINE.match(doc.text, statement.start, statement.end)
    start, end = dateline.end() if dateline is not None else statement.start, statement.end
    tokens = words_between(doc, start, end)
    last = tokens[-1] if len(tokens) else None
    if last is not None and last.dep_ in {"cc", "mark"} and last.pos_ in {"CCONJ", "SCONJ"}:
        end = last.idx
    return replace(statement, start=start, end=end)


def _words(doc: Doc, statement: Attribution, inside: Sequence[Quote], wording: Wording) -> str:
    """Take the words of the statement without a cue that stands in their midst."""
    cue = statement.cue
    whole = wording.between(statement.start, statement.end)
    if cue is None or not (statement.pieces or statement.start <= cue.start_char < statement.end):
        return whole
    if inside and inside[0].start == statement.start and inside[-1].end == statement.end:
        return join_quotations(wording.between(quote.start, quote.end) for quote in inside)
    if statement.pieces:
        return _join_clauses(doc, statement, wording)
    if statement.form is not Form.REPORTED:
        return whole
    first, last = cue.start_char, cue.end_char
    if statement.source is not None:
        phrase = phrase_of(statement.source)
        first, last = min(first, phrase.start_char), max(last, phrase.end_char)
    if first < statement.start or last > statement.end:
        first, last = max(first, statement.start), min(last, statement.end)
    before, after = wording.between(statement.start, first), wording.between(last, statement.end)
    return f"{before.rstrip(_JOINTS)} {after.lstrip(_JOINTS)}"


def _joined_clauses(doc: Doc, statement: Attribution, inside: Sequence[Quote]) -> Iterable[Edit]:
    """Take "that" from a second reported clause, as it goes from the first: "A and that B"."""
    for token in words_between(doc, statement.start, statement.end):
        is_second = token.lower_ == "that" and token.dep_ == "mark" and token.i > 0
        is_joined = is_second and token.nbor(-1).lower_ in {"and", "but"} and token.head.dep_ == "conj"
        if is_joined and not any(quote.covers(token.idx, token.idx) for quote in inside):
            yield Edit(token.idx, min(token.idx + len(token) + 1, statement.end), "")


def _points_elsewhere(
    doc: Doc, statement: Attribution, wording: Wording, times: Sequence[TimeExpression], offset: int
) -> bool:
    """Tell whether a statement begins with a pronoun and names and counts nothing: only its speaker tells it apart."""
    tokens = list(words_between(doc, statement.start, statement.end))
    first = next((token for token in tokens if token.is_alpha), None)
    if first is None or first.lower_ not in _POINTING or first.dep_ not in _SUBJECTS:
        return False
    if wording.between(first.idx, first.idx + len(first)) != first.text:
        return False  # it is resolved
    dated = [(time.start - offset, time.end - offset) for time in times]
    specific = [token for token in tokens if token.pos_ in _SPECIFIC]
    return all(any(start <= token.idx < end for start, end in dated) for token in specific)


def _said(words: str, quote_type: QuoteType, voices: Voices) -> str:
    """Say whose words they are, where only that makes them a statement of their own."""
    says = f"{voices.names} {voices.agree('say', 'says')}"
    if quote_type is QuoteType.DIRECT or MARKS.match(words):
        return f"{says}: {words}"
    return f"{says} {words[:1].lower()}{words[1:]}"


def _join_clauses(doc: Doc, statement: Attribution, wording: Wording) -> str:
    """Join the parts of a statement that its cue or a joint had parted: "that A and that B" is "A and B"."""
    joined, last = "", statement.start
    for start, end in statement.pieces:
        gap = _JOINT.search(doc.text, max(last, start - _JOINT_CHARACTERS), start)
        words = wording.between(max(start, statement.start), end)
        joined = (
            f"{joined} {gap['word']} {words}"
            if joined and gap is not None
            else join_quotations((joined, words))
            if joined
            else words
        )
        last = end
    return joined
