"""Joins statements within statements: of "officials said he told them ..." he speaks, and officials pass it on."""

from collections.abc import Sequence
from dataclasses import replace

from services.extractor.attribution import Attribution, Form
from services.extractor.vocabulary import Frame, Vocabulary

#: A statement within a statement that counts all the same: what is denied or unproven stays so, whoever tells it.
_INDEPENDENT = frozenset({Form.DENIAL, Form.NO_EVIDENCE, Form.UNVERIFIED})
_HOLDING = frozenset({Form.REPORTED, Form.ACCORDING_TO})
#: "said last week he told them": so many characters may stand before the inner speaker.
_MAX_LEAD = 12


def join_chains(statements: Sequence[Attribution], vocabulary: Vocabulary) -> list[Attribution]:
    """Leave one statement of each chain: the innermost with those who pass it on, else the outer."""
    joined: list[Attribution] = []
    told_within: list[Attribution] = []
    for statement in statements:
        outer = _outer(statement, statements)
        if outer is None or statement.form in _INDEPENDENT:
            joined.append(statement)
        elif _is_measured(outer, vocabulary):
            continue  # "according to a poll, half of the voters said ..." is what the poll says
        elif _leads(statement, outer) and _speaks(statement, vocabulary) and _is_speaker(statement, vocabulary):
            told_within.append(outer)
            joined.append(replace(statement, via=(outer.source, *outer.via) if outer.source is not None else outer.via))
        elif _speaks(statement, vocabulary) and not _leads(statement, outer):
            joined.append(statement)
    return [statement for statement in joined if statement not in told_within]


def _outer(statement: Attribution, others: Sequence[Attribution]) -> Attribution | None:
    """Find the narrowest statement that holds the cue of another in its content."""
    cue = statement.cue
    if cue is None:
        return None
    holders = [
        other
        for other in others
        if other is not statement
        and other.cue is not None
        and other.start <= cue.start_char
        and cue.end_char <= other.end
        and not other.start <= other.cue.start_char < other.end
    ]
    return min(holders, key=lambda other: other.end - other.start, default=None)


def _speaks(statement: Attribution, vocabulary: Vocabulary) -> bool:
    verb = vocabulary.verbs.get(statement.lemma or "")
    return verb is not None and Frame.QUOTE in verb.takes - verb.attitudes


def _is_speaker(statement: Attribution, vocabulary: Vocabulary) -> bool:
    """Tell whether the source can speak: not "he said the attacks highlight the danger"."""
    source, verb = statement.source, vocabulary.verbs.get(statement.lemma or "")
    if source is None or verb is None:
        return False
    if Frame.OBJECT not in verb.takes:
        return True  # only people and bodies "say" or "tell"
    return source.pos_ in {"PRON", "PROPN"} or source.lemma_.lower() in vocabulary.officials | vocabulary.bodies


def _is_measured(statement: Attribution, vocabulary: Vocabulary) -> bool:
    return statement.source is not None and statement.source.lemma_.lower() in vocabulary.surveys


def _leads(statement: Attribution, outer: Attribution) -> bool:
    """Tell whether the outer content is nothing but the inner statement with its speaker and cue."""
    source = statement.source
    if source is None or outer.form not in _HOLDING or statement.form not in {Form.REPORTED, Form.QUOTED}:
        return False
    return 0 <= source.left_edge.idx - outer.start <= _MAX_LEAD and source.idx < statement.start
