"""Finds PolNeAR's texts and attributions, which lie outside the repository, and judges claims as its scorer does."""

import importlib.util
import sys
import tarfile
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from claimwire.models import Claim

_SHARED = Path(__file__).parents[3] / "shared"
ARCHIVE = _SHARED / "data" / "polnear-train-dev.tar.xz"
_SCORER = _SHARED / "tools" / "score_claims_polnear.py"
_LEAST_LIKENESS = 0.5


def is_here() -> bool:
    """Tell whether the corpus and its scorer are on this machine."""
    return ARCHIVE.is_file() and _SCORER.is_file()


def texts(split: str) -> list[bytes]:
    """Give the bodies of a split's articles in the order of their names; none where the corpus is not here."""
    if not ARCHIVE.is_file():
        return []
    with tarfile.open(ARCHIVE) as archive:
        members = [member for member in archive if f"data/{split}/text/" in member.name and member.isfile()]
        return [archive.extractfile(member).read() for member in sorted(members, key=lambda member: member.name)]  # type: ignore[union-attr] # they are files


def articles(split: str) -> list[tuple[str, Any]]:
    """Give each article's text and its attributions, as the scorer reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the archive to be closed by the interpreter
        return [(text, attributions) for _, text, attributions in _scorer().load(str(ARCHIVE), split)]


def judge(text: str, attributions: Any, claims: Sequence[Claim]) -> Iterator[tuple[Claim, bool]]:
    """Tell of each attributed claim whether it is right: its words are those of an attribution, and so is its speaker.

    The speaker of a quotation without a cue has no mention to compare, so that only its words are judged.
    """
    scorer = _scorer()
    words = [match.span() for match in scorer.WORD.finditer(text)]
    golds = list(scorer.gold_units(text, words, attributions))
    attributed = [claim for claim in claims if claim.quote_type != "none" and claim.speaker.type != "outlet"]
    units = [scorer.unit(text, words, claim.model_dump(mode="json")) for claim in attributed]
    likeness = sorted(
        (-len(unit["w"] & gold["w"]) / len(unit["w"] | gold["w"]), i, j)
        for i, unit in enumerate(units)
        for j, gold in enumerate(golds)
        if len(unit["w"] & gold["w"]) >= _LEAST_LIKENESS * len(unit["w"] | gold["w"])
    )
    matched: dict[int, int] = {}
    for _, i, j in likeness:
        if i not in matched and j not in matched.values():
            matched[i] = j
    for i, claim in enumerate(attributed):
        gold = golds[matched[i]] if i in matched else None
        source = {text[slice(*words[place])].lower() for place in gold["src"]} if gold else set()
        is_speaker_right = not source or claim.speaker.mention is None or bool(units[i]["men"] & source)
        yield claim, gold is not None and is_speaker_right


@cache
def _scorer() -> ModuleType:
    specification = importlib.util.spec_from_file_location("score_claims_polnear", _SCORER)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module
