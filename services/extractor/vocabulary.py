"""The words that attribute, and the names with more than one form: read from the data files beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
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
    FOR = "for"


@dataclass(frozen=True, kw_only=True)
class CueVerb:
    """A verb that attributes."""

    lemma: str
    stance: Stance
    takes: frozenset[Frame]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All that the rules know of words."""

    verbs: Mapping[str, CueVerb]
    propositions: frozenset[str]
    unverified: frozenset[str]
    documents: frozenset[str]
    officials: frozenset[str]
    bodies: frozenset[str]
    leaders: tuple[str, ...]
    governments: Mapping[str, str]
    spellings: Mapping[str, str]
    transliterations: Mapping[str, str]


def load_vocabulary() -> Vocabulary:
    """Read the data files. Where a verb stands in several groups, the first gives the stance and all give frames."""
    cues = tomllib.loads((_DATA / "cues.toml").read_text(encoding="utf-8"))
    aliases = tomllib.loads((_DATA / "aliases.toml").read_text(encoding="utf-8"))
    verbs: dict[str, CueVerb] = {}
    for group in cues["verbs"]:
        takes = frozenset(Frame(frame) for frame in group["takes"])
        for lemma in group["lemmas"]:
            known = verbs.get(lemma)
            verbs[lemma] = CueVerb(
                lemma=lemma,
                stance=known.stance if known else Stance(group["stance"]),
                takes=takes | (known.takes if known else frozenset()),
            )
    nouns = cues["nouns"]
    return Vocabulary(
        verbs=verbs,
        propositions=frozenset(nouns["propositions"]),
        unverified=frozenset(nouns["unverified"]),
        documents=frozenset(nouns["documents"]),
        officials=frozenset(nouns["officials"]),
        bodies=frozenset(nouns["bodies"]),
        leaders=tuple(nouns["leaders"]),
        governments=aliases["governments"],
        spellings=aliases["spellings"],
        transliterations=aliases["transliterations"],
    )
