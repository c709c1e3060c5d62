"""Tells a reprint from an independent text, from sketches of a few hundred bytes. Knows no article, no store."""

import base64
import hashlib
import re
import struct
import unicodedata

from claimwire.models import TextFingerprint

#: Words per shingle. At four a phrase that two reporters use alike is rare, and an editor's small change breaks few.
SHINGLE_WORDS = 4

#: Hashes per sketch: the standard error of a containment is below .05 for two texts of like length, in 684 characters.
SKETCH_SIZE = 128

#: From this share on the smaller text counts as the same text. On news copy a wire story and its edited reprint
#: share .60 to .74 of their word 4-grams, independent reports of one event at most .14: the gap's middle.
SAME_TEXT_CONTAINMENT = 0.30

#: Shared shingles that a verdict needs, so that one common phrase does not tie a two-line brief to a story.
_FEWEST_SHARED = 3

_WORD = re.compile(r"\w+")


def fingerprint(text: str) -> TextFingerprint:
    """Sketch a text by the smallest hashes of its word 4-grams; case and punctuation make no difference.

    A text of fewer than four words is one shingle, an empty one has none. The hash is BLAKE2b without salt, so that
    sketches agree across processes, machines and versions of Python. A checksum would be faster, and is not random
    enough: CRC-32 made texts of like phrases look a fifth more alike than they are.
    """
    words = " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold())).encode().split()
    if len(words) < SHINGLE_WORDS:
        shingles = [b" ".join(words)] if words else []
    else:
        shingles = list(map(b" ".join, zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False)))
    digests = b"".join([hashlib.blake2b(shingle, digest_size=4).digest() for shingle in shingles])
    hashes = set(struct.unpack(f"<{len(shingles)}I", digests))
    smallest = sorted(hashes)[:SKETCH_SIZE]
    packed = struct.pack(f"<{len(smallest)}I", *smallest)
    return TextFingerprint(hashes=base64.b64encode(packed).decode("ascii"), shingles=len(hashes))


def containment(one: TextFingerprint, other: TextFingerprint) -> float:
    """Estimate the share of the smaller text's shingles that the other text has too, 0.0 if either is empty."""
    shared, sampled = _sample(one, other)
    return shared / sampled if sampled else 0.0


def is_same_text(one: TextFingerprint, other: TextFingerprint) -> bool:
    """Tell whether one text is a reprint, a cut or an edited copy of the other, rather than independent of it."""
    if not one.shingles or not other.shingles:
        return False
    if one == other:
        return True
    shared, sampled = _sample(one, other)
    return shared >= _FEWEST_SHARED and shared / sampled >= SAME_TEXT_CONTAINMENT


def _sample(one: TextFingerprint, other: TextFingerprint) -> tuple[int, int]:
    """Count the smaller text's hashes that both sketches are able to show, and how many of them the other has.

    A full sketch shows every hash up to its greatest one, a text with fewer shingles shows all. Below the lower of
    the two bounds both are complete, so the shares there are unbiased (coordinated bottom-k sampling: Cohen and
    Kaplan, "Summarizing data using bottom-k sketches", PODC 2007).
    """
    smaller, larger = sorted((one, other), key=lambda each: (each.shingles, each.hashes))
    small, large = _hashes(smaller), _hashes(larger)
    if not small or not large:
        return 0, 0
    bounds = [hashes[-1] for hashes, sketch in ((small, smaller), (large, larger)) if sketch.shingles > len(hashes)]
    visible = [value for value in small if not bounds or value <= min(bounds)]
    return len(set(visible).intersection(large)), len(visible)


def _hashes(sketch: TextFingerprint) -> tuple[int, ...]:
    packed = base64.b64decode(sketch.hashes)
    return struct.unpack(f"<{len(packed) // 4}I", packed)
