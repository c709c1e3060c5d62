"""Tells a negated clause from an affirmed one by the words that negate its own verb, subject or object."""

from spacy.tokens import Token

_PRONOUNS = frozenset({"neither", "no-one", "nobody", "none", "nothing"})
#: Before "one", "no" and "not" make such a pronoun of two words.
_DETERMINERS = frozenset({"neither", "no", "not"})
_BEFORE_NOUNS = frozenset({"advmod", "cc", "det", "neg", "preconj", "predet"})
_ADVERBS = frozenset({"neither", "never", "no", "nor", "not", "nowhere"})
_PARTICIPANTS = frozenset({"attr", "dative", "dobj", "expl", "nsubj", "nsubjpass", "npadvmod", "oprd", "pobj"})
#: "At no time" negates the clause; "with no warning" and "for no reason" only say how.
_OCCASIONS = frozenset({"circumstance", "means", "moment", "occasion", "point", "stage", "time", "way"})
_COMPARATIVES = frozenset({"earlier", "fewer", "higher", "later", "less", "lower", "more", "other", "sooner"})
#: After "no", "not", "nothing" they affirm: "not only", "no doubt", "nothing but".
_AFFIRMING = frozenset(
    {"but", "doubt", "just", "least", "matter", "merely", "only", "question", "short", "simply", "solely"}
)


def is_negated(verb: Token) -> bool:
    """Tell whether a clause is negated, given its main verb; what its subordinate clauses negate does not count."""
    for child in verb.children:
        if child.dep_ == "xcomp" and child.pos_ in {"VERB", "AUX"}:
            if is_negated(child):  # "decided not to close the mill"
                return True
        elif child.dep_ in _PARTICIPANTS:
            if is_negated_noun(child):
                return True
        elif child.dep_ in {"agent", "prep"}:
            if any(_negates_in_phrase(child, noun) for noun in child.children if noun.dep_ == "pobj"):
                return True
        elif _is_negating_adverb(child, verb):
            return True
    return False


def is_negated_noun(noun: Token) -> bool:
    """Tell whether a noun phrase negates the clause that it is a subject or an object of: "no pump", "nobody"."""
    if _norm(noun) in _PRONOUNS:
        return not _affirms(noun)
    determiners = (child for child in noun.children if child.dep_ in _BEFORE_NOUNS)
    return any(_norm(word) in _DETERMINERS and word.i < noun.i and not _affirms(word) for word in determiners)


def _negates_in_phrase(preposition: Token, noun: Token) -> bool:
    if preposition.lower_ == "without" or not is_negated_noun(noun):
        return False
    is_pronoun = _norm(noun) in _PRONOUNS or noun.lower_ == "one"
    is_idiom = preposition.lower_ in {"in", "within"} and noun.lower_ == "time"  # "in no time"
    return preposition.dep_ == "agent" or is_pronoun or (noun.lemma_.lower() in _OCCASIONS and not is_idiom)


def _is_negating_adverb(word: Token, verb: Token) -> bool:
    if word.dep_ == "advmod" and word.lower_ in {"longer", "more"}:  # "no longer runs"
        return any(_norm(child) == "no" for child in word.lefts)
    if word.dep_ == "intj" or (word.i > 0 and word.nbor(-1).lower_ in {"or", "whether"}):
        return False  # "no, it burned", "whether or not it burned"
    norm = _norm(word)
    is_placed = word.i < verb.i or norm not in {"neither", "nor"} or word.dep_ == "preconj"
    return norm in _ADVERBS and is_placed and not _affirms(word)


def _affirms(word: Token) -> bool:
    """Tell whether what follows takes the negation back: "not only", "no fewer than 20", "nothing but"."""
    first, second = ([token.lower_ for token in word.doc[word.i + 1 : word.i + 3]] + ["", ""])[:2]
    return first in _AFFIRMING or (first in _COMPARATIVES and second == "than")


def _norm(word: Token) -> str:
    """Give a word's plain form: "n't" is "not"."""
    return "not" if word.lower_ in {"n't", "n\u2019t", "nt"} else word.lower_
