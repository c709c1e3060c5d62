"""The words that attribute, and the names with more than one form: read from the data files beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from claimwire.models import Stance

_DATA = Path(__file__).parent / "data"


class Frame(StrEnum):
    """What a cue takes as its proposition; ``data/cues.toml`` shows an example of each."""

    CLAUSE = "clause"
    QUOTE = "quote"
    INFINITIVE = "infinitive"
    OBJECT = "object"
    OF = "of"
    AS = "as"
    OBJECT_TO = "object_to"
    OBJECT_FOR = "object_for"
    TOPIC = "topic"
    READING = "reading"


@dataclass(frozen=True, kw_only=True)
class CueVerb:
    """A verb that attributes."""

    lemma: str
    stance: Stance
    takes: frozenset[Frame]
    attitudes: frozenset[Frame] = frozenset()
    """The frames in which the verb tells what its subject wants or thinks rather than says."""
    prepositions: frozenset[str] = frozenset()
    """What introduces the topic: "called for", "warned of"."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All that the rules know of words."""

    verbs: Mapping[str, CueVerb]
    propositions: frozenset[str]
    reports: frozenset[str]
    evidence: frozenset[str]
    surveys: frozenset[str]
    labels: frozenset[str]
    hearsay: Mapping[str, Stance]
    unverified: frozenset[str]
    documents: frozenset[str]
    officials: frozenset[str]
    bodies: frozenset[str]
    body_words: frozenset[str]
    leaders: tuple[str, ...]
    pronouns_of_names: Mapping[str, str]
    """"she" or "he" for given names that tell."""
    governments: Mapping[str, str]
    spellings: Mapping[str, str]
    transliterations: Mapping[str, str]


def load_vocabulary() -> Vocabulary:
    """Read the data files. Where a verb stands in several groups, the first gives the stance and all give frames."""
    cues = tomllib.loads((_DATA / "cues.toml").read_text(encoding="utf-8"))
    aliases = tomllib.loads((_DATA / "aliases.toml").read_text(encoding="utf-8"))
    given_names = tomllib.loads((_DATA / "given_names.toml").read_text(encoding="utf-8"))
    verbs: dict[str, CueVerb] = {}
    for group in cues["verbs"]:
        takes = frozenset(Frame(frame) for frame in group["takes"])
        for lemma in group["lemmas"]:
            known = verbs.get(lemma, CueVerb(lemma=lemma, stance=Stance(group["stance"]), takes=frozenset()))
            verbs[lemma] = replace(
                known,
                takes=known.takes | takes,
                attitudes=known.attitudes | (takes - known.takes if group.get("attitude") else frozenset()),
                prepositions=known.prepositions | frozenset(group.get("prepositions", ())),
            )
    verbs |= {misread: verbs[lemma] for misread, lemma in cues["misread"].items()}
    nouns = cues["nouns"]
    return Vocabulary(
        verbs=verbs,
        propositions=frozenset(nouns["propositions"]),
        reports=frozenset(nouns["reports"]),
        evidence=frozenset(nouns["evidence"]),
        surveys=frozenset(nouns["surveys"]),
        labels=frozenset(nouns["labels"]),
        hearsay={lemma: Stance(stance) for stance, lemmas in cues["hearsay"].items() for lemma in lemmas},
        unverified=frozenset(nouns["unverified"]),
        documents=frozenset(nouns["documents"]),
        officials=frozenset(nouns["officials"]),
        bodies=frozenset(nouns["bodies"]),
        body_words=frozenset(nouns["body_words"]),
        leaders=tuple(nouns["leaders"]),
        pronouns_of_names={
            name: pronoun for pronoun, sex in (("she", "feminine"), ("he", "masculine")) for name in given_names[sex]
        },
        governments=aliases["governments"],
        spellings=aliases["spellings"],
        transliterations=aliases["transliterations"],
    )
