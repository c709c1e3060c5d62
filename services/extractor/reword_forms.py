"""Makes a sentence of the forms in which a statement is none: accusations, characterisations, what is not verified."""

import re

from spacy.tokens import Doc, Span, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution
from services.extractor.finish_sentence import MARKS
from services.extractor.first_person import third_person
from services.extractor.syntax import child_of, has_child, phrase_of
from services.extractor.token_places import words_between
from services.extractor.voices import Voices
from services.extractor.wording import Wording

_QUESTIONS = frozenset({"how", "if", "whether", "why", "when", "where"})
#: What is denied without a subject; of other verbs ("denied taking") no rule here knows the past.
_DENIED = re.compile(r"(?:ever )?(?:(?P<be>being)|having) ", re.IGNORECASE)
_NEGATING = frozenset({"aux", "auxpass", "neg", "advmod"})


def reword_accusation(statement: Attribution, wording: Wording) -> str | None:
    """Turn "the firm of dumping waste" into "the firm is dumping waste"."""
    text = wording.between(statement.start, statement.end)
    parts = re.match(r"(?P<accused>.+?) of (?P<charge>.+)", text, re.DOTALL)
    if parts is None or statement.cue is None:
        return None
    accused = child_of(statement.cue.root, "dobj")
    plural = accused is not None and (
        accused.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in accused.children)
    )
    if accused is not None and accused.pos_ == "PRON":
        return None
    charge = parts["charge"]
    verb = charge.split()[0].lower()
    if verb == "being":
        charge = charge[len("being") :].lstrip()
    elif not verb.endswith("ing"):
        return f"{parts['accused']} {'are' if plural else 'is'} accused of {charge}"
    return f"{parts['accused']} {'are' if plural else 'is'} {charge}"


def reword_characterisation(doc: Doc, statement: Attribution, wording: Wording) -> str | None:
    """Turn "called the plan reckless" into "the plan is reckless"."""
    if statement.cue is None or statement.pieces:
        return None
    small_clause = child_of(statement.cue.root, "ccomp")
    thing = child_of(statement.cue.root, "dobj") or (
        child_of(small_clause, "nsubj") if small_clause is not None else None
    )
    if thing is None or thing.pos_ == "PRON":
        return None
    phrase = phrase_of(thing)
    mark = MARKS.search(doc.text, thing.idx, statement.end)
    thing_end = min(phrase.end_char, mark.start()) if mark is not None else phrase.end_char
    quality = wording.between(thing_end, statement.end).strip(" ,\"“”'\u2018\u2019")
    if not quality or phrase.start_char < statement.start:
        return None
    verb = "are" if thing.tag_ in {"NNS", "NNPS"} else "is"
    return f"{wording.between(phrase.start_char, thing_end).strip()} {verb} {quality.removeprefix('as ')}"


def reword_naming(statement: Attribution, wording: Wording, voices: Voices) -> str | None:
    """Turn "what she called a reckless plan" into "she called it a reckless plan"."""
    if statement.cue is None or not voices.names:
        return None
    if not statement.pieces:
        is_after = statement.cue.end_char <= statement.start
        words = wording.between(statement.start, statement.end)
        return f"{voices.names} {finite(statement.cue, voices)} {words}" if is_after else None
    thing = wording.between(statement.start, statement.cue.start_char).split(",")[0].strip()
    named = "it" if thing.lower().startswith("what") else thing
    quality = wording.between(*statement.pieces[-1])
    return f"{voices.names} {finite(statement.cue, voices)} {named} {quality}"


def with_auxiliaries(doc: Doc, statement: Attribution, wording: Wording) -> str:
    """Read what is not verified with the auxiliaries and negations before it: "has not yet been able to verify"."""
    first = next(iter(words_between(doc, statement.start, statement.end)), None)
    start = statement.start
    if first is not None:
        index = first.i
        while index > first.sent.start and doc[index - 1].dep_ in _NEGATING and not doc[index - 1].is_punct:
            index -= 1
        start = min(start, doc[index].idx)
    return wording.between(start, statement.end)


def reword_denied(statement: Attribution, words: str, voices: Voices) -> str | None:
    """Turn "(denied) having paid" into "the firm had paid": that it is denied is the claim's stance."""
    denied = _DENIED.match(words)
    is_after = statement.cue is not None and statement.cue.end_char <= statement.start
    if denied is None or not is_after or statement.stance is not Stance.DENIES:
        return None
    verb = voices.agree("were", "was") if denied["be"] else "had"
    return f"{voices.names} {verb} {words[denied.end() :]}"


def missing_subject(doc: Doc, statement: Attribution) -> Span | None:
    """Find the subject of a relative clause that a statement is the rest of: "a letter, which she said had come"."""
    first = _first_word(doc, statement)
    cue = statement.cue.root if statement.cue is not None else None
    if first is None or cue is None or cue.dep_ != "relcl" or first.tag_ not in {"VBD", "VBZ", "VBP", "MD"}:
        return None
    noun = cue.head
    return doc[noun.left_edge.i : noun.i + 1] if noun.pos_ in {"NOUN", "PROPN"} else None


def without_subject(doc: Doc, statement: Attribution) -> bool:
    """Tell whether a statement is an infinitive or a gerund of the cue: "claims to know", "denied knowing"."""
    first = _first_word(doc, statement)
    if first is None or statement.cue is None or first.i <= statement.cue.root.i:
        return False
    verb = first.head if first.lower_ == "to" and first.tag_ == "TO" else first
    is_gerund = first.tag_ == "VBG" and first.dep_ in {"xcomp", "ccomp", "dobj"}
    is_infinitive = first.tag_ == "TO" and verb.dep_ == "xcomp"
    return (
        (is_gerund or is_infinitive)
        and verb.head == statement.cue.root
        and not has_child(statement.cue.root, "auxpass", "nsubjpass")
    )


def is_question(doc: Doc, statement: Attribution) -> bool:
    """Tell whether a statement is what was asked or explained: "explained why prices rose", "wondered if"."""
    first = _first_word(doc, statement)
    if first is None or statement.cue is None or first.i <= statement.cue.root.i:
        return False
    return (
        first.lower_ in _QUESTIONS
        and first.head != statement.cue.root
        and not has_child(statement.cue.root, "auxpass", "nsubjpass")
    )


def finite(cue: Span, voices: Voices) -> str:
    """Give a cue as the main verb of a sentence: "acknowledging" becomes "acknowledges"."""
    if cue[0].tag_ == "TO" and cue.root.tag_ == "VB":
        return voices.agree(cue.root.lemma_, third_person(cue.root.lemma_))
    if cue.root.tag_ != "VBG" or len(cue) > 1:
        return cue.text
    return voices.agree(cue.root.lemma_, third_person(cue.root.lemma_))


def _first_word(doc: Doc, statement: Attribution) -> Token | None:
    cue = statement.cue
    return next(
        (
            token
            for token in words_between(doc, statement.start, statement.end)
            if token.is_alpha and not (cue is not None and cue.start_char <= token.idx < cue.end_char)
        ),
        None,
    )
