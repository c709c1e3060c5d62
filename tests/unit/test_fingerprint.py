"""A reprint is told from an independent text."""

import base64
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from claimwire import fingerprint as module
from claimwire.fingerprint import containment, fingerprint, is_same_text
from claimwire.models import TextFingerprint

WIRE = (
    "The harbour ministry of Lindmark said on Tuesday that forty ferries would be taken out of service before the "
    "winter because their hulls had failed an inspection. Minister Ada Corvel told reporters in Port Sennet that "
    "the repairs would cost at least nine million crowns and that no passenger had been in danger. Unions accused "
    "the government of having known about the cracks for two years, a charge that the ministry rejected."
)
REPRINT = (
    "Forty ferries would be taken out of service before the winter because their hulls had failed an inspection, "
    "the Lindmark government announced. Minister Ada Corvel told reporters in Port Sennet that the repairs would "
    "cost at least nine million crowns. Unions accused the government of having known about the cracks for two "
    "years. Our correspondent saw long queues at the quay on Wednesday morning."
)
INDEPENDENT = (
    "Ferry passengers in Port Sennet face a difficult winter. Ada Corvel, who runs the harbour ministry, confirmed "
    "that 40 ships must go to the yards after engineers found cracked hulls. She put the bill at nine million "
    "crowns or more. A union leader said the state had ignored warnings since the year before last."
)


def _numbered(prefix: str, words: int) -> str:
    return " ".join(f"{prefix}{number}" for number in range(words))


def test_a_text_contains_itself() -> None:
    assert containment(fingerprint(WIRE), fingerprint(WIRE)) == 1.0


def test_an_edited_reprint_is_the_same_text_and_a_second_report_is_not() -> None:
    wire, reprint, independent = fingerprint(WIRE), fingerprint(REPRINT), fingerprint(INDEPENDENT)

    assert is_same_text(wire, reprint)
    assert not is_same_text(wire, independent)
    assert containment(wire, reprint) > 0.6
    assert containment(wire, independent) < 0.1


def test_case_and_punctuation_make_no_difference() -> None:
    shouted = WIRE.upper().replace(",", " -").replace(".", "…")

    assert fingerprint(WIRE) == fingerprint(shouted)


def test_a_cut_of_a_long_text_is_contained_in_it_though_neither_sketch_holds_all() -> None:
    whole = fingerprint(_numbered("word", 900))
    half = fingerprint(_numbered("word", 450))

    assert whole.shingles == 897
    assert containment(half, whole) == 1.0


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9])
def test_the_estimate_is_near_the_true_containment_of_long_texts(share: float) -> None:
    common = round(600 * share)
    one = fingerprint(_numbered("shared", common) + " " + _numbered("left", 600 - common))
    other = fingerprint(_numbered("shared", common) + " " + _numbered("right", 700 - common))

    assert containment(one, other) == pytest.approx(share, abs=0.12)


def test_containment_does_not_depend_on_the_order() -> None:
    wire, reprint = fingerprint(WIRE), fingerprint(REPRINT)

    assert containment(wire, reprint) == containment(reprint, wire)


@pytest.mark.parametrize("text", ["", " \n", "…!"])
def test_a_text_without_words_is_contained_in_nothing(text: str) -> None:
    empty = fingerprint(text)

    assert empty == TextFingerprint()
    assert containment(empty, fingerprint(WIRE)) == 0.0
    assert not is_same_text(empty, empty)


def test_a_text_shorter_than_a_shingle_still_equals_itself() -> None:
    short = fingerprint("Ferries stopped.")

    assert short.shingles == 1
    assert is_same_text(short, fingerprint("ferries stopped"))


def test_one_common_phrase_does_not_make_a_brief_a_reprint() -> None:
    brief = fingerprint("Minister Ada Corvel told reporters nothing.")

    assert containment(brief, fingerprint(WIRE)) >= 0.3
    assert not is_same_text(brief, fingerprint(WIRE))


def test_a_sketch_is_small_and_ascending() -> None:
    sketch = fingerprint(_numbered("word", 5_000))
    packed = base64.b64decode(sketch.hashes)
    hashes = struct.unpack(f"<{len(packed) // 4}I", packed)

    assert len(hashes) == module.SKETCH_SIZE
    assert list(hashes) == sorted(set(hashes))


def test_sketches_agree_across_processes_with_different_hash_seeds() -> None:
    code = "import sys; from claimwire.fingerprint import fingerprint; print(fingerprint(sys.argv[1]).hashes)"
    shared = str(Path(module.__file__).parents[1])

    elsewhere = [
        subprocess.run(
            [sys.executable, "-c", code, WIRE],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": shared},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]

    assert elsewhere == [fingerprint(WIRE).hashes] * 2


def test_no_more_words_are_remembered_than_the_limit_and_forgetting_changes_no_sketch() -> None:
    before = fingerprint(WIRE)

    fingerprint(" ".join(f"word{number}" for number in range(module._KNOWN_WORDS + 10)))

    assert len(module._HASHES) <= module._KNOWN_WORDS
    assert fingerprint(WIRE) == before
