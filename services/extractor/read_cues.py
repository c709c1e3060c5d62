"""Reads a verb of attribution: its words, who speaks through it, and whether it says anything at all."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from services.extractor.quotes import Quote
from services.extractor.syntax import child_of, dateline_end, has_child, subject_of
from services.extractor.vocabulary import Vocabulary

Range = tuple[int, int]

_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_INSIDE_PHRASES = frozenset({"det", "compound", "amod", "aux", "advmod", "poss", "case"})
_AUXILIARIES = frozenset({"aux", "auxpass", "neg", "advmod"})
_OWN_VOICE = frozenset({"i", "we", "you", "one"})
#: Verbs above a cue that say that nothing was said: "declined to say".
_REFUSALS = frozenset({"decline", "refuse", "fail", "want", "need", "have", "let", "ask", "like"})


def cue_verbs(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> list[Token]:
    """List the verbs outside quotations that may attribute something."""
    return [
        token
        for token in doc
        if token.tag_ in _VERBS
        and token.dep_ not in {"amod", "compound"}
        and token.lemma_.lower() in vocabulary.verbs
        and not any(quote.covers(token.idx, token.idx + len(token)) for quote in quotes)
    ]


def cue_words(verb: Token) -> Span:
    """Take the verb with its auxiliaries and adverbs: "has repeatedly denied"."""
    first = verb.i
    for child in verb.lefts:
        if child.dep_ in _AUXILIARIES and all(token.dep_ in _AUXILIARIES for token in verb.doc[child.i : verb.i]):
            first = min(first, child.i)
    return verb.doc[first : verb.i + 1]


def cue_phrase(verb: Token) -> Range:
    """Take the characters of a cue with its subject: "the mayor has said"."""
    first, last = cue_words(verb).start, verb.i
    subject = child_of(verb, "nsubj")
    if subject is not None:
        first, last = min(first, subject.left_edge.i), max(last, subject.right_edge.i)
    return verb.doc[first].idx, verb.doc[last].idx + len(verb.doc[last])


def source_of(verb: Token, vocabulary: Vocabulary, content: Range) -> Token | None:
    """Find who speaks through a verb; the speaker never stands inside what is said, nor in a dateline."""
    inverted = _after_quotation(verb)
    if inverted is not None:
        return inverted
    source = subject_of(verb, vocabulary.documents)
    inside = source is not None and content[0] <= source.idx < content[1] and not content[0] <= verb.idx < content[1]
    if source is not None and not inside and source.dep_ != "expl" and source.i >= dateline_end(verb.doc):
        return source
    return _neighbour(verb)


def _after_quotation(verb: Token) -> Token | None:
    """Read who speaks in ``"...," wrote a man from the port``, which the parser takes for an object."""
    first = cue_words(verb).start
    if first == 0 or not verb.nbor(-1 if first == verb.i else first - 1 - verb.i).is_quote or has_child(verb, "nsubj"):
        return None
    speaker = child_of(verb, "dobj", "attr", "oprd", "npadvmod", "dep")
    return speaker if speaker is not None and speaker.i > verb.i and speaker.pos_ in {"NOUN", "PROPN"} else None


def says_nothing(verb: Token) -> bool:
    """Tell whether a verb attributes nothing to anybody: "did not say", "declined to say", "was told"."""
    if has_child(verb, "neg"):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _REFUSALS and verb.tag_ == "VB":
        return True
    passive = has_child(verb, "nsubjpass", "auxpass")
    return passive and not has_child(verb, "agent") and verb.lemma_ != "quote"


def is_told_by_narrator(verb: Token) -> bool:
    """Tell whether the outlet itself tells what somebody wants: not "she said he wanted ..." nor "to want"."""
    current = verb
    while current.dep_ in {"conj", "xcomp"} and current.head is not current:
        current = current.head
    subject = child_of(verb, "nsubj")
    is_own_voice = subject is not None and subject.lower_ in _OWN_VOICE
    return current.dep_ != "ccomp" and verb.tag_ != "VB" and not is_own_voice


def _neighbour(verb: Token) -> Token | None:
    """Take the noun that stands right beside a verb where the parse names no subject: after it, else before it."""
    doc = verb.doc
    for step in (1, -1):
        i = verb.i + step
        while 0 <= i < len(doc) and doc[i].dep_ in _INSIDE_PHRASES:
            i += step
        if not 0 <= i < len(doc) or doc[i].pos_ not in {"PROPN", "NOUN", "PRON"} or doc[i].sent != verb.sent:
            continue
        is_object = doc[i].dep_ in {"dobj", "pobj", "npadvmod", "dative"}
        if not is_object or (step == 1 and doc[i].ent_type_ == "PERSON"):
            return doc[i]
    return None
