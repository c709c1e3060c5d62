"""Turns the first person of a quotation into the third, where grammar and meaning surely survive it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimwire.models import Speaker
from services.extractor.quotes import Quote
from services.extractor.syntax import has_child
from services.extractor.token_places import words_between
from services.extractor.voices import name_of, short_name_of, side_of
from services.extractor.wording import Edit

_ONE = frozenset({"i", "me", "my", "mine"})
_MANY = frozenset({"we", "us", "our", "ours", "ourselves"})
#: "Myself" would need the speaker's gender; "let us" has no subject.
_UNSAFE = frozenset({"myself", "meself"})
_OWN = frozenset({"my", "mine", "our", "ours"})
_OTHERS = frozenset({"they", "them", "their", "theirs", "themselves", "it", "its", "itself"})
_REPEATED = {"we": "they", "us": "them", "our": "their", "ours": "theirs", "ourselves": "themselves"}
#: A quotation within the quotation has another first person.
_INNER_QUOTE = re.compile(r"(?:^|[\s(])[\u2018'](?=\w)(?!\d0s)(?!em\b)(?!s\b)", re.IGNORECASE)
#: How far its verb stands from "I": "I really never did think".
_MAX_TOKENS_TO_VERB = 5
_BETWEEN = frozenset({"ADV", "PART", "PUNCT"})
_FINITE = frozenset({"VBP", "VBD", "VBZ", "MD", "VB"})
_IRREGULAR = {"am": "is", "are": "is", "have": "has", "do": "does", "were": "was"}
_CONTRACTIONS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}


class Unsafe(Exception):
    """Raised where the first person cannot be turned without a guess."""


@dataclass
class _Turner:
    """Turns the pronouns of one speaker, in their order."""

    speaker: Speaker
    others: Sequence[int]
    """Where "they" and "it" are somebody or something else."""
    is_named: bool = False
    is_side_named: bool = False

    def one(self) -> str:
        name = short_name_of(self.speaker) if self.is_named else name_of(self.speaker)
        self.is_named = True
        return name

    def many(self, pronoun: str, place: int) -> str:
        side = side_of(self.speaker, is_known=self.is_named)
        if side is None:
            raise Unsafe
        is_clear = self.is_side_named and not any(other < place for other in self.others)
        if is_clear and side[1]:
            return _REPEATED[pronoun]
        if is_clear and pronoun == "our":
            return "its"
        self.is_side_named = self.is_named = True
        if pronoun == "ourselves":
            raise Unsafe
        return _possessive(side[0]) if pronoun in _OWN else side[0]


def turn_first_person(doc: Doc, quotes: Sequence[Quote], speaker: Speaker) -> list[Edit] | None:
    """List the edits that turn "we will begin" into "Lena Orr and others will begin"; None where one is unsafe."""
    tokens = [token for quote in quotes for token in words_between(doc, quote.start, quote.end)]
    spoken = [token for token in tokens if _is_first_person(token)]
    if not spoken:
        return []
    inner = (doc.text[quote.start + 1 : quote.end - 1] for quote in quotes)
    if not name_of(speaker) or any(_INNER_QUOTE.search(words) for words in inner):
        return None
    turner = _Turner(speaker, [token.i for token in tokens if token.lower_ in _OTHERS])
    try:
        return [edit for token in spoken for edit in _turned(token, turner)]
    except Unsafe:
        return None


def _is_first_person(token: Token) -> bool:
    word = token.lower_
    if word == "i":
        return token.text == "I" and token.tag_ != "CD" and not _is_numeral(token)
    if word == "us":
        return token.text != "US"
    return word in _ONE or word in _MANY or word in _UNSAFE


def _is_numeral(token: Token) -> bool:
    """Tell "World War I" and "Elizabeth I"."""
    return token.i > 0 and token.nbor(-1).pos_ == "PROPN" and token.nbor(-1).text[:1].isupper()


def _turned(token: Token, turner: _Turner) -> Iterator[Edit]:
    word = token.lower_
    is_let = token.i > 0 and token.nbor(-1).lower_ == "let" and word in {"us", "'s", "\u2019s"}
    if word in _UNSAFE or is_let:
        raise Unsafe
    is_many = word in _MANY
    words = turner.many(word, token.i) if is_many else turner.one()
    if word in {"my", "mine"}:
        words = _possessive(words)
    if token.text[0].isupper():
        words = words[0].upper() + words[1:]
    yield Edit(token.idx, token.idx + len(token), words)
    if word not in {"i", "we"}:
        return
    if token.dep_ == "conj" or has_child(token, "conj"):
        return  # "the council and I are": the verb is plural
    singular = not is_many or not (side_of(turner.speaker) or ("", False))[1]
    yield from _verb_edits(token, is_singular=singular)


def _verb_edits(subject: Token, *, is_singular: bool) -> Iterator[Edit]:
    verb = _finite_verb(subject)
    yield from _inflected(verb, is_singular=is_singular)
    main = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
    # "I see and hear": the second verb has the same subject. After an auxiliary only a finite form is one.
    finite = {"VBP", "VB"} if verb is main else {"VBP"}
    for joined in main.conjuncts:
        is_verb = joined.tag_ in finite and joined.pos_ in {"VERB", "AUX"}
        if is_verb and joined.i > main.i and not has_child(joined, "nsubj", "nsubjpass", "expl", "aux", "auxpass"):
            yield from _inflected(joined, is_singular=is_singular)


def _finite_verb(subject: Token) -> Token:
    before = subject.nbor(-1) if subject.i > subject.sent.start else None
    if before is not None and before.pos_ == "AUX" and before.tag_ in _FINITE and before.head is subject.head:
        return before  # "do I", "had we"
    for step in range(1, _MAX_TOKENS_TO_VERB + 1):
        if subject.i + step >= len(subject.doc):
            break
        token = subject.doc[subject.i + step]
        if token.tag_ in _FINITE and token.pos_ in {"VERB", "AUX"}:
            return token
        if token.pos_ not in _BETWEEN:
            break
    raise Unsafe


def _inflected(verb: Token, *, is_singular: bool) -> Iterator[Edit]:
    word = verb.lower_.replace("\u2019", "'")
    if word == "'d":
        base = "would" if verb.tag_ == "MD" else "had"
    elif word in {"wo", "ca", "sha", "ai"}:  # "won't" is two tokens, and stays as it is
        if word == "ai":
            raise Unsafe
        return
    else:
        base = _CONTRACTIONS.get(word, word)
    if base == "am" or (is_singular and verb.tag_ not in {"MD", "VBD", "VBZ"}):
        base = third_person(base)
    elif is_singular and base == "were" and verb.tag_ == "VBD" and not _is_subjunctive(verb):
        base = "was"
    if base != word:
        space = " " if verb.text[0] in "'\u2019" else ""
        yield Edit(verb.idx, verb.idx + len(verb), space + base)


def _is_subjunctive(verb: Token) -> bool:
    return any(token.lower_ in {"if", "wish", "though"} for token in verb.doc[verb.sent.start : verb.i])


def third_person(verb: str) -> str:
    """Give the third person singular of a verb's plain form."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else f"{verb}s"


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") and name.lower().endswith(("others", "people")) else f"{name}'s"
