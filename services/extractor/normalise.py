"""Writes a statement as a sentence that stands alone: cue and marks off, pronouns resolved where that is safe."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from claimwire.models import QuoteType, Speaker, SpeakerType
from services.extractor.attribution import Attribution, Form
from services.extractor.quotes import Quote
from services.extractor.syntax import child_of, phrase_of

_MARKS = re.compile(r"``|''|[“”„«»\"]")
_SPACES = re.compile(r"\s+")
_LOOSE_STOP = re.compile(r"\s+([,.;:?!])")
_STOPS = ".?!…"
_JOINTS = " ,\u2013—-"
_SINGULAR_PERSONS = {"he": "", "she": "", "his": "'s", "her": "'s"}
_OTHERS = {"they": "", "it": "", "their": "'s", "its": "'s"}


@dataclass(frozen=True)
class Voices:
    """Who speaks, and what a denial speaks about."""

    speaker: Speaker
    co_speakers: Sequence[Speaker] = ()
    antecedent: str | None = None
    """The text of the claim that a denial denies, where it was found."""

    @property
    def names(self) -> str:
        """The speakers as a sentence names them."""
        names = (_name(speaker) for speaker in (self.speaker, *self.co_speakers))
        return " and ".join(name for name in names if name)


def normalise(doc: Doc, statement: Attribution, quotes: Sequence[Quote], quote_type: QuoteType, voices: Voices) -> str:
    """Write a statement of a passage as a sentence that stands alone."""
    words = _words(doc, statement, quotes)
    match statement.form:
        case Form.ACCUSATION:
            words = _accusation(doc, statement) or words
        case Form.CHARACTERISATION:
            words = _characterisation(doc, statement) or words
        case Form.DENIAL if voices.names and voices.antecedent:
            words = f"{voices.names} {_agree('deny', 'denies', voices)} that {_uncapitalised(voices.antecedent)}"
        case Form.NOMINAL if voices.names and statement.cue is not None:
            words = f"{voices.names} {_finite(statement.cue, voices)} {words}"
        case Form.UNVERIFIED if voices.names and statement.source is not None:
            words = f"{voices.names} {words}"
        case Form.REPORTED | Form.QUOTED if quote_type is not QuoteType.DIRECT:
            words = _resolve_first(words, voices.speaker)
        case Form.QUOTED | Form.FLOATING:
            words = _resolve_first_person(doc, statement, words, voices.speaker)
    return _sentence(words)


def _name(speaker: Speaker) -> str:
    """Give a proper name, or the mention with its article where the speaker has only a description."""
    if speaker.name and not speaker.name[0].isupper() and speaker.mention:
        return speaker.mention
    return speaker.name or speaker.mention or ""


def _words(doc: Doc, statement: Attribution, quotes: Sequence[Quote]) -> str:
    """Take the words of the statement without a cue that stands in their midst."""
    text = doc.text
    inside = [quote for quote in quotes if statement.start <= quote.start and quote.end <= statement.end]
    cue = statement.cue
    if cue is None or not statement.start < cue.start_char < statement.end:
        return text[statement.start : statement.end]
    if inside and inside[0].start == statement.start and inside[-1].end == statement.end:
        return _join(text[quote.start : quote.end] for quote in inside)
    if statement.form is not Form.REPORTED:
        return text[statement.start : statement.end]
    first, last = cue.start_char, cue.end_char
    if statement.source is not None:
        phrase = phrase_of(statement.source)
        first, last = min(first, phrase.start_char), max(last, phrase.end_char)
    return f"{text[statement.start : first].rstrip(_JOINTS)} {text[last : statement.end].lstrip(_JOINTS)}"


def _join(pieces: Iterable[str]) -> str:
    """Join the parts of a quotation that its cue had parted; a comma before a new sentence was the cue's."""
    joined = ""
    for piece in pieces:
        words = _MARKS.sub("", piece).strip()
        if joined.endswith(",") and words[:1].isupper():
            joined = f"{joined[:-1]}."
        joined = f"{joined} {words}"
    return joined


def _accusation(doc: Doc, statement: Attribution) -> str | None:
    """Turn "the firm of dumping waste" into "the firm is dumping waste"."""
    parts = re.match(r"(?P<accused>.+?) of (?P<charge>.+)", doc.text[statement.start : statement.end], re.DOTALL)
    if parts is None or statement.cue is None:
        return None
    accused = next((child for child in statement.cue.root.children if child.dep_ == "dobj"), None)
    plural = accused is not None and (
        accused.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in accused.children)
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


def _characterisation(doc: Doc, statement: Attribution) -> str | None:
    """Turn "called the plan reckless" into "the plan is reckless"."""
    if statement.cue is None:
        return None
    small_clause = child_of(statement.cue.root, "ccomp")
    thing = child_of(statement.cue.root, "dobj") or (
        child_of(small_clause, "nsubj") if small_clause is not None else None
    )
    if thing is None or thing.pos_ == "PRON":
        return None
    phrase = phrase_of(thing)
    mark = _MARKS.search(doc.text, thing.idx, statement.end)
    thing_end = min(phrase.end_char, mark.start()) if mark is not None else phrase.end_char
    quality = doc.text[thing_end : statement.end].strip(" ,\"“”'\u2018\u2019")
    if not quality or phrase.start_char < statement.start:
        return None
    verb = "are" if thing.tag_ in {"NNS", "NNPS"} else "is"
    return f"{doc.text[phrase.start_char : thing_end].strip()} {verb} {quality.removeprefix('as ')}"


def _resolve_first(words: str, speaker: Speaker) -> str:
    """Put the speaker's name for a leading pronoun that agrees with the speaker: "she would resign"."""
    first, _, rest = words.lstrip('“"').partition(" ")
    forms = _SINGULAR_PERSONS if speaker.type is SpeakerType.PERSON else _OTHERS
    suffix = forms.get(first.lower())
    if speaker.name is None or suffix is None or (first.lower() == "they" and not speaker.name.endswith("s")):
        return words
    return f"{speaker.name}{suffix} {rest}"


def _resolve_first_person(doc: Doc, statement: Attribution, words: str, speaker: Speaker) -> str:
    """Put the speaker's name for a leading "I" before a past or modal verb, which has the same form for both."""
    if speaker.name is None or not re.match(r"[“\"'\u2018`\s]*I\s", words):
        return words
    token = next((token for token in doc if token.idx >= statement.start and token.text == "I"), None)
    if token is None or token.nbor().tag_ not in {"VBD", "MD"} or token.nbor().lower_ == "were":
        return words
    return re.sub(r"^[“\"'\u2018`\s]*I\b", speaker.name, words)


def _agree(plural: str, singular: str, voices: Voices) -> str:
    several = bool(voices.co_speakers) or voices.speaker.type in {SpeakerType.GROUP, SpeakerType.OFFICIAL_ANONYMOUS}
    return plural if several and (voices.co_speakers or voices.names.endswith("s")) else singular


def _finite(cue: Span, voices: Voices) -> str:
    """Give a cue as the main verb of a sentence: "acknowledging" becomes "acknowledges"."""
    if cue.root.tag_ != "VBG" or len(cue) > 1:
        return cue.text
    lemma = cue.root.lemma_
    if re.search(r"[^aeiou]y$", lemma):
        return _agree(lemma, f"{lemma[:-1]}ies", voices)
    return _agree(lemma, f"{lemma}es" if re.search(r"(?:s|sh|ch|x|z)$", lemma) else f"{lemma}s", voices)


def _uncapitalised(sentence: str) -> str:
    words = sentence.split(" ", 1)
    # Only words that are capitals by position go down; a name keeps its own.
    return (
        sentence[0].lower() + sentence[1:]
        if words[0] in {"The", "A", "An", "There", "It", "This", "They"}
        else sentence
    )


def _sentence(words: str) -> str:
    plain = _LOOSE_STOP.sub(r"\1", _SPACES.sub(" ", _MARKS.sub("", words))).strip(" ,;:\u2013—-")
    if plain[:1] in {"\u2018", "'"} and plain[-1:] in {"\u2019", "'"}:
        plain = plain[1:-1].strip(" ,;:\u2013—-")
    if not plain:
        return ""
    return f"{plain[0].upper()}{plain[1:]}{'' if plain[-1] in _STOPS else '.'}"
