"""Finds what is reported by nobody in particular: "it was reported that ...", "is said to have ...", "reportedly"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.quotes import Quote
from services.extractor.read_cues import cue_words
from services.extractor.syntax import child_of, has_child
from services.extractor.vocabulary import Vocabulary

_MIN_WORDS = 4
_ADVERBS = {"reportedly": Stance.HEDGES, "allegedly": Stance.ALLEGES, "supposedly": Stance.HEDGES}


def find_hearsay(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    """Yield statements that have a cue and no speaker."""
    for token in doc:
        found: tuple[Form, Token, Token, Stance] | None = None
        if token.lower_ in _ADVERBS and token.head.pos_ in {"VERB", "AUX"}:
            found = _hedged_by_adverb(token)
        elif token.tag_ == "VBN" and token.lemma_.lower() in vocabulary.hearsay and has_child(token, "auxpass"):
            found = _passive(token, vocabulary.hearsay[token.lemma_.lower()])
        if found is None or any(quote.covers(token.idx, token.idx + len(token)) for quote in quotes):
            continue
        form, first, last, stance = found
        start, end = trim(doc.text, first.idx, last.idx + len(last), quotes)
        if count_words(doc.text[start:end]) >= _MIN_WORDS:
            cue = doc[token.i : token.i + 1] if token.pos_ == "ADV" else cue_words(token)
            yield Attribution(start=start, end=end, form=form, stance=stance, cue=cue, lemma=token.lemma_.lower())


def _passive(verb: Token, stance: Stance) -> tuple[Form, Token, Token, Stance] | None:
    if has_child(verb, "agent", "neg"):
        return None
    clause = child_of(verb, "ccomp")
    if clause is not None:
        return Form.REPORTED, clause.left_edge, clause.right_edge, stance
    subject = child_of(verb, "nsubjpass")
    if subject is None or subject.tag_ in {"WDT", "WP"}:
        return None
    rest = child_of(verb, "xcomp")
    if rest is None and verb.lemma_ == "accuse":
        rest = next((child for child in verb.rights if child.lower_ == "of"), None)
    return (Form.NOMINAL, subject.left_edge, rest.right_edge, stance) if rest is not None else None


def _hedged_by_adverb(adverb: Token) -> tuple[Form, Token, Token, Stance] | None:
    verb = adverb.head
    subject = child_of(verb, "nsubj", "nsubjpass")
    if subject is None or verb.dep_ not in {"ROOT", "conj", "ccomp"}:
        return None
    first = subject.left_edge if subject.left_edge.i < verb.i else verb
    return Form.NOMINAL, first, verb.right_edge, _ADVERBS[adverb.lower_]
