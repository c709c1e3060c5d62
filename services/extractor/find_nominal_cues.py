"""Finds statements that a noun holds: "his claim that prices rose", "denials by the firm that it dumped waste"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.quotes import Quote
from services.extractor.syntax import child_of, first_word_of, subject_of
from services.extractor.vocabulary import Vocabulary

_MIN_WORDS = 3
_STANCES = {
    "accusation": Stance.ALLEGES,
    "admission": Stance.CONFIRMS,
    "allegation": Stance.ALLEGES,
    "belief": Stance.HEDGES,
    "claim": Stance.ALLEGES,
    "confirmation": Stance.CONFIRMS,
    "denial": Stance.DENIES,
    "doubt": Stance.DOUBTS,
    "fear": Stance.HEDGES,
    "rumor": Stance.HEDGES,
    "rumour": Stance.HEDGES,
    "speculation": Stance.HEDGES,
    "suspicion": Stance.ALLEGES,
}
#: What a governing verb does with somebody else's statement: the subject of "rejected claims that ..." made no claim.
_ISSUING = frozenset(
    {"express", "have", "issue", "make", "offer", "release", "repeat", "voice", "raise", "share", "give"}
)


def find_nominal_cues(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    """Yield the clauses that a noun of saying introduces with "that"."""
    for noun in doc:
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in vocabulary.reports:
            continue
        if any(quote.covers(noun.idx, noun.idx + len(noun)) for quote in quotes):
            continue
        clause = next((child for child in noun.rights if _is_that_clause(child)), None)
        if clause is None:
            continue
        start, end = trim(doc.text, clause.left_edge.idx, clause.right_edge.idx + len(clause.right_edge), quotes)
        if count_words(doc.text[start:end]) < _MIN_WORDS:
            continue
        lemma = noun.lemma_.lower()
        yield Attribution(
            start=start,
            end=end,
            form=Form.REPORTED,
            stance=_STANCES.get(lemma, Stance.ASSERTS),
            cue=doc[first_word_of(noun).i : noun.i + 1],
            lemma=lemma,
            source=_holder(noun, vocabulary),
        )


def _is_that_clause(clause: Token) -> bool:
    """Tell a clause of content ("the claim that prices rose") from a relative one ("the claim that he made")."""
    if clause.dep_ not in {"acl", "ccomp"} or clause.tag_ in {"VBG", "VBN", "VB"}:
        return False
    return any(child.tag_ == "IN" and child.lower_ == "that" for child in clause.lefts)


def _holder(noun: Token, vocabulary: Vocabulary) -> Token | None:
    """Find who holds the statement: a possessor, "by" or "from" somebody, or the subject that issues it."""
    possessor = child_of(noun, "poss")
    if possessor is not None:
        return possessor
    link = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ in {"by", "from"}), None)
    if link is not None and child_of(link, "pobj") is not None:
        return child_of(link, "pobj")
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _ISSUING:
        return subject_of(noun.head, vocabulary.documents)
    return None
