"""Finds statements that a phrase names: "confirmed the merger", "called it reckless", "accused the firm of fraud"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.find_characterisations import find_characterisation
from services.extractor.phrase import Phrase, phrase_between
from services.extractor.quotes import Quote
from services.extractor.read_cues import cue_words, is_told_by_narrator, source_of
from services.extractor.syntax import child_of, has_child
from services.extractor.vocabulary import CueVerb, Frame, Vocabulary

#: What an object must hold to name a proposition rather than a thing.
_MIN_OBJECT_WORDS = 3
_MIN_ATTITUDE_WORDS = 4


def find_named_content(
    doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary, verbs: Sequence[Token]
) -> Iterator[Attribution]:
    """Yield statements whose proposition is a phrase of the cue verb."""
    for verb in verbs:
        infinitive = verb.tag_ == "VB" and _has_to(verb)
        if has_child(verb, "neg", "auxpass") or infinitive:
            continue
        cue = vocabulary.verbs[verb.lemma_.lower()]
        takes = cue.takes if is_told_by_narrator(verb) else cue.takes - cue.attitudes
        found = _phrase(verb, cue, takes, quotes, vocabulary)
        if found is None:
            continue
        start, end = trim(doc.text, found.start, found.end, quotes)
        least = _MIN_ATTITUDE_WORDS if cue.attitudes else _MIN_OBJECT_WORDS
        if found.form is Form.NOMINAL and count_words(doc.text[start:end]) < least:
            continue
        yield Attribution(
            start=start,
            end=end,
            form=found.form,
            stance=cue.stance,
            cue=cue_words(verb),
            lemma=cue.lemma,
            source=source_of(verb, vocabulary, (start, end)),
            pieces=tuple(trim(doc.text, *piece, quotes) for piece in found.pieces),
        )


def _phrase(
    verb: Token, cue: CueVerb, takes: frozenset[Frame], quotes: Sequence[Quote], vocabulary: Vocabulary
) -> Phrase | None:
    """Find the phrase that names the proposition, by the first frame that the verb stands in."""
    found: Phrase | None = None
    if Frame.OF in takes:
        found = _accusation(verb)
    if found is None and Frame.AS in takes:
        found = find_characterisation(verb, quotes)
    if has_child(verb, "ccomp"):
        return found
    if found is None and Frame.READING in takes:
        found = _reading(verb, vocabulary)
    if found is None and Frame.OBJECT_TO in takes:
        found = _request(verb)
    if found is None and Frame.OBJECT_FOR in takes:
        found = _object_for(verb)
    if found is None and Frame.TOPIC in takes:
        found = _topic(verb, cue.prepositions)
    if found is None and Frame.OBJECT in takes and not has_child(verb, "xcomp"):
        found = _object(verb)
    return found


def _accusation(verb: Token) -> Phrase | None:
    accused = child_of(verb, "dobj")
    if accused is None:
        return None
    charge = next((child for child in (*verb.rights, *accused.rights) if child.lower_ == "of"), None)
    if charge is None or charge.i < accused.i:
        return None
    return phrase_between(Form.ACCUSATION, accused, charge)


def _reading(verb: Token, vocabulary: Vocabulary) -> Phrase | None:
    """Read "polls show the mayor ahead by two points"."""
    subject, thing = child_of(verb, "nsubj"), child_of(verb, "dobj")
    if subject is None or thing is None or subject.lemma_.lower() not in vocabulary.evidence or thing.i < verb.i:
        return None
    return phrase_between(Form.NOMINAL, thing, verb)


def _request(verb: Token) -> Phrase | None:
    """Read "urged the council to act"."""
    asked = next((child for child in verb.rights if child.dep_ in {"dobj", "ccomp", "nsubj"}), None)
    request = next((child for child in verb.rights if child.dep_ == "xcomp" and _has_to(child)), None)
    if request is None and asked is not None and _has_to(asked):
        request = asked
    if request is None:
        return None
    return phrase_between(Form.NOMINAL, asked if asked is not None else request, request)


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.lefts)


def _object_for(verb: Token) -> Phrase | None:
    """Read "blamed the council for the delay"."""
    thing = child_of(verb, "dobj")
    reason = next((child for child in verb.rights if child.dep_ == "prep" and child.lower_ in {"for", "with"}), None)
    if thing is None or reason is None or thing.i > reason.i:
        return None
    return phrase_between(Form.NOMINAL, thing, reason)


def _topic(verb: Token, prepositions: frozenset[str]) -> Phrase | None:
    """Read "called for a ceasefire", "warned of floods"."""
    if has_child(verb, "dobj"):
        return None
    link = next((child for child in verb.rights if child.dep_ == "prep" and child.lower_ in prepositions), None)
    topic = child_of(link, "pobj", "pcomp") if link is not None else None
    if topic is None or topic.pos_ == "PRON":
        return None
    last = topic
    for child in verb.rights:
        if child.dep_ == "prep" and child.left_edge.i == last.right_edge.i + 1:
            last = child  # "warned of floods in the town", where the parser hangs the place on the verb
    return phrase_between(Form.NOMINAL, topic, last)


def _object(verb: Token) -> Phrase | None:
    thing = child_of(verb, "dobj")
    if thing is None or thing.pos_ == "PRON" or thing.i < verb.i or thing.ent_type_ == "PERSON":
        return None
    return phrase_between(Form.NOMINAL, thing, thing)
