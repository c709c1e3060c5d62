"""What an outlet has the habit of repeating: on how many of its articles a text stood before. Knows no store."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from services.cleaner.sentences import ends_as_sentence

_DIGITS = re.compile(r"\d+")


class Habit(NamedTuple):
    """How often an outlet has said a text, on other articles than the one that is read."""

    articles: int
    """Distinct articles; versions and reprints of one article are one."""
    days: int
    """Distinct days on which those were fetched."""
    share: float
    """How many of the outlet's articles had it, since the first that did, 0 to 1."""


Habits = Mapping[str, Habit]
"""Texts, by ``habit_key``, that other articles of the outlet have, too."""

NO_HABITS: Habits = MappingProxyType({})


def habit_key(text: str) -> str:
    """Name a text by what stays the same where an outlet repeats it: not its case or spaces, and no label's digits.

    A sentence keeps its digits: "The index closed at 4,210 points." is news every day.
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not ends_as_sentence(text):
        folded = _DIGITS.sub("0", folded)
    digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def write_habits(habits: Habits) -> str:
    """Write habits as text, to be read again by ``read_habits`` as they were."""
    return " ".join(f"{key}:{habit.articles}:{habit.days}:{habit.share:.4f}" for key, habit in sorted(habits.items()))


def read_habits(text: str) -> Habits:
    """Read what ``write_habits`` wrote."""
    habits = {}
    for part in text.split():
        key, articles, days, share = part.split(":")
        habits[key] = Habit(int(articles), int(days), float(share))
    return habits
