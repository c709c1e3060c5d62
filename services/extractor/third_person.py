"""Resolves the pronoun that begins a reported statement to its speaker, where nothing else can be meant."""

from spacy.tokens import Doc, Token

from claimwire.models import SpeakerType
from services.extractor.syntax import child_of
from services.extractor.token_places import words_between
from services.extractor.voices import Voices, are_several, may_be, name_of
from services.extractor.wording import Edit

_PERSONAL = {"he": "he", "his": "he", "she": "she", "her": "she"}
_OTHER_SEX = {"he": "she", "she": "he"}
_IMPERSONAL = frozenset({"it", "its", "they", "their"})
_OWN = frozenset({"his", "her", "its", "their"})
# fmt: off
#: What is done to those who can speak, so that "it" before it is no dam and no bridge.
_DONE_TO_SPEAKERS = frozenset({
    "accuse", "advise", "alert", "allow", "ask", "assure", "authorise", "authorize", "blame", "brief", "call",
    "commission", "consult", "contact", "criticise", "criticize", "deny", "employ", "force", "give", "grant",
    "hire", "inform", "instruct", "invite", "involve", "mislead", "notify", "offer", "oblige", "order", "owe",
    "pay", "permit", "persuade", "promise", "prosecute", "question", "request", "require", "reimburse", "sack",
    "send", "show", "sue", "tell", "thank", "threaten", "treat", "urge", "warn",
})
# fmt: on
# fmt: off
#: What only those who can speak are.
_STATES_OF_SPEAKERS = frozenset({
    "able", "aware", "confident", "concerned", "convinced", "committed", "determined", "disappointed", "eager",
    "glad", "grateful", "happy", "hopeful", "keen", "pleased", "prepared", "proud", "ready", "reluctant",
    "responsible", "satisfied", "saddened", "sorry", "sure", "surprised", "unable", "unaware", "unwilling",
    "willing", "worried",
})
# fmt: on
# fmt: off
#: What things do by themselves: "it would open in May" is the bridge.
_DONE_BY_THINGS = frozenset({
    "appear", "arise", "arrive", "begin", "belong", "break", "burn", "burst", "collapse", "come", "contain",
    "continue", "cost", "crash", "decline", "decrease", "depend", "disappear", "drop", "end", "erupt",
    "explode", "fail", "fall", "finish", "flow", "follow", "grow", "happen", "hold", "improve", "include",
    "increase", "last", "lead", "leave", "lie", "look", "matter", "mean", "move", "need", "occur", "open",
    "pass", "peak", "pose", "reach", "remain", "result", "rise", "rule", "run", "say", "seem", "show", "shrink",
    "sink", "sound", "spread", "stand", "start", "stay", "stop", "take", "tend", "turn", "vary", "weigh", "work",
})
# fmt: on


def resolve_leading_pronoun(doc: Doc, start: int, end: int, voices: Voices) -> list[Edit]:
    """Put the speaker's name for a leading "he", "she", "it" or "they" that the speaker can be."""
    token = next((token for token in words_between(doc, start, end) if token.is_alpha), None)
    if token is None:
        return []
    is_speaker = bool(voices.speaker.name) and _is_speaker(token, voices)
    name = name_of(voices.speaker) if is_speaker else _referent(token, voices)
    if not name:
        return []
    return [Edit(token.idx, token.idx + len(token), f"{name}'s" if token.lower_ in _OWN else name)]


def _referent(token: Token, voices: Voices) -> str:
    """Name whom "he" or "she" means where that cannot be the speaker."""
    pronoun = _PERSONAL.get(token.lower_, "")
    is_object = token.lower_ == "her" and token.tag_ != "PRP$"
    is_speaker = voices.speaker.type is SpeakerType.PERSON and voices.pronoun != _OTHER_SEX.get(pronoun)
    return "" if is_object or is_speaker else voices.referents.get(pronoun, "")


def _is_speaker(token: Token, voices: Voices) -> bool:
    word, speaker = token.lower_, voices.speaker
    if word in _PERSONAL:
        is_object = word == "her" and token.tag_ != "PRP$"
        return speaker.type is SpeakerType.PERSON and not is_object and may_be(_PERSONAL[word], voices)
    if word not in _IMPERSONAL or speaker.type is SpeakerType.PERSON:
        return False
    agrees = speaker.type is SpeakerType.ORGANISATION if word in {"it", "its"} else are_several(speaker)
    return agrees and (word in _OWN or _can_speak(token))


def _can_speak(subject: Token) -> bool:
    """Tell from its verb whether "it" or "they" is somebody."""
    verb = subject.head
    if subject.dep_ not in {"nsubj", "nsubjpass"} or verb.pos_ not in {"VERB", "AUX"}:
        return False
    lemma = verb.lemma_.lower()
    if lemma == "be":
        state = child_of(verb, "acomp")
        return state is not None and state.lower_ in _STATES_OF_SPEAKERS
    if subject.dep_ == "nsubjpass":
        return lemma in _DONE_TO_SPEAKERS
    return lemma not in _DONE_BY_THINGS
