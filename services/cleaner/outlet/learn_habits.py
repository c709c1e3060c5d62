"""Decides what an outlet's memory learns from an article."""

from collections.abc import Sequence
from typing import NamedTuple

from claimwire.fingerprint import fingerprint, is_same_text
from claimwire.models import TextFingerprint
from services.cleaner.outlet.habits import Habits, habit_key
from services.cleaner.outlet.mark_habits import habit_candidates, own_text
from services.cleaner.unit import Unit

#: More paragraphs than any article has that an outlet repeats itself in.
_MOST_KEYS = 256


class Lesson(NamedTuple):
    """What one article adds to an outlet's memory."""

    keys: tuple[str, ...]
    """The texts that it may share with other articles; none where it tells an earlier article again."""
    own: TextFingerprint
    """The sketch of what no other article has."""


def candidate_keys(units: Sequence[Unit], title: str | None) -> tuple[str, ...]:
    """Name the texts of an article that may be a habit, each once, in the order of the page."""
    keys = dict.fromkeys(habit_key(units[at].text) for at in habit_candidates(units, title))
    return tuple(keys)[:_MOST_KEYS]


def learn_habits(
    units: Sequence[Unit], keys: tuple[str, ...], habits: Habits, recent: Sequence[TextFingerprint]
) -> Lesson:
    """Learn the texts of an article, unless it is a reprint, a cut or a new address of a recent one.

    That is judged without the texts that other articles have, too: they would make any two articles of an outlet
    that lets much residue through look like one. An article with nothing of its own is a reprint.
    """
    own = fingerprint(own_text(units, habits))
    if not own.shingles or any(is_same_text(own, other) for other in recent):
        return Lesson((), own)
    return Lesson(keys, own)
