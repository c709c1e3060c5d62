"""Reads and writes what the memory of outlets holds, as it lies in Redis; ``remember.lua`` writes the counts."""

import base64
import json
from dataclasses import astuple
from datetime import date

from claimwire.drift import DriftKind
from claimwire.models import TextFingerprint
from services.cleaner.outlet.habits import Habit, Habits, read_habits
from services.cleaner.outlet.watch_drift import Track, Watch

#: A text that an outlet stopped repeating loses half of its count in so many days, again and again.
HALF_LIFE_DAYS = 14
#: What stands for a decision where a page held no article; no habits are written so.
DROPPED = "dropped"
#: So much of a key tells the few hundred texts of one article apart, and an article takes half of the room.
OWN_KEY_CHARACTERS = 6
#: Behind the key of a text of which the article was the first on its day.
_OPENED_DAY = "+"
#: Texts of an outlet share up to a tenth of their shingles by chance: of 16 hashes a few more made a reprint of one.
_SKETCH_HASHES = 32
_HASH_BYTES = 4


def read_decision(written: str) -> Habits | None:
    """Read by which habits a version was decided; None where it held no article."""
    return None if written == DROPPED else read_habits(written)


def read_own(taught: bytes) -> dict[str, bool]:
    """Read the beginnings of the keys that an article taught, and of which it opened a day."""
    return {key.removesuffix(_OPENED_DAY): key.endswith(_OPENED_DAY) for key in taught.decode("ascii").split()}


def read_habit(count: bytes, articles_of_outlet: int, today: date, opened_day: bool | None) -> Habit:
    """Read a count without the article's own part in it; ``opened_day`` is None where it has none.

    Whether others came on the day that it opened is not known: it is taken off.
    """
    articles, days, last, first = map(int, count.split())
    if opened_day is not None:
        articles, days, articles_of_outlet = articles - 1, days - opened_day, articles_of_outlet - 1
    if articles < 1:
        return Habit(0, 0, 0.0)
    faded = 2 ** max((today.toordinal() - last) // HALF_LIFE_DAYS, 0)
    share = articles / max(articles_of_outlet - first + 1, articles)
    return Habit(articles=articles // faded, days=days // faded, share=round(share, 4))


def write_sketch(sketch: TextFingerprint) -> bytes:
    """Write the beginning of a text's sketch."""
    hashes = base64.b64decode(sketch.hashes)[: _SKETCH_HASHES * _HASH_BYTES]
    return f"{sketch.shingles} ".encode() + base64.b64encode(hashes)


def read_sketch(text: bytes) -> TextFingerprint:
    """Read what ``write_sketch`` wrote."""
    shingles, hashes = text.decode("ascii").split(" ")
    return TextFingerprint(hashes=hashes, shingles=int(shingles))


def write_watch(watch: Watch) -> str:
    """Write an outlet's measures."""
    return json.dumps({kind.value: [round(number, 5) for number in astuple(track)] for kind, track in watch.items()})


def read_watch(text: bytes | None) -> Watch:
    """Read what ``write_watch`` wrote."""
    stored = json.loads(text) if text else {}
    return {kind: Track(*stored[kind.value]) for kind in DriftKind if kind.value in stored}
