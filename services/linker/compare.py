"""Tells where two claims of like wording differ in what matters: a number, a date, done or planned."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claimwire.models import Aspect, Granularity, Modality, Quantity, SpeakerType, TimeExpression
from services.linker.origins import is_named, same_source
from services.linker.record import LinkRecord

#: "About 10,000" and 9,200 do not contradict each other.
_APPROXIMATE_SHARE = 0.1

#: Share of words in common, numbers aside, from which two sentences are one statement with another number.
_SAME_STATEMENT = 0.8

#: Words for one kind of thing; any other unit must be the same word.
_KINDS = {
    word: kind
    for kind, words in {
        "soldier": "soldier troop personnel serviceman servicemen serviceperson fighter",
        "person": "person people persons man men individual",
        "percent": "% percent pct percentage",
        "dollar": "dollar usd $",
        "euro": "euro eur €",
    }.items()
    for word in words.split()
}
_DATED = {Granularity.DAY: 10, Granularity.WEEK: 8, Granularity.MONTH: 7}
"""Granularities fine enough for a date to be said to have moved, with the characters of ISO 8601 that carry it."""


@dataclass(frozen=True)
class Moved:
    """A number or date that a claim gives otherwise than one before it."""

    earlier: LinkRecord
    before: Quantity | TimeExpression
    after: Quantity | TimeExpression


def moved_number(record: LinkRecord, earlier: Sequence[LinkRecord]) -> Moved | None:
    """Return the number that contradicts all that earlier claims say of the same kind of thing, or None.

    Numbers that one of the earlier claims agrees with have not moved. The newest contradicted claim is named.
    """
    for kind in dict.fromkeys(_kind(quantity) for quantity in record.quantities):
        ours = [quantity for quantity in record.quantities if _kind(quantity) == kind and _bounds(quantity)]
        theirs = [
            (other, quantity)
            for other in earlier
            for quantity in other.quantities
            if _kind(quantity) == kind and _bounds(quantity)
        ]
        if ours and theirs and not any(_overlap(our, their) for our in ours for _, their in theirs):
            other, before = theirs[-1]
            return Moved(other, before, ours[0])
    return None


def moved_date(record: LinkRecord, earlier: Iterable[LinkRecord]) -> Moved | None:
    """Return the date of something yet to come that differs from the newest earlier claim's, or None.

    Only dates after both claims were made are compared: a past date is as often that of the speaking.
    """
    ours = _future_date(record)
    if ours is None:
        return None
    moved = None
    for other in earlier:
        theirs = _future_date(other)
        if theirs is None or not is_same_statement(record, other):
            continue
        if _same_date(ours, theirs):
            return None
        moved = Moved(other, theirs, ours)
    return moved


def is_revision(record: LinkRecord, moved: Moved) -> bool:
    """Tell whether another number or date is said of the same thing, rather than of another thing.

    It is, when the same source or the same outlet's own narration moves it, or when the sentence is otherwise the
    same. It never is within one version of an article: a text does not revise itself.
    """
    earlier = moved.earlier
    if earlier.version_id == record.version_id:
        return False
    return _is_of_one_source(record, earlier) or is_same_statement(record, earlier)


def in_order(record: LinkRecord, moved: Moved) -> tuple[Moved, LinkRecord] | None:
    """Return what moved and the claim that moved it, by the time of publication; None where nobody can know.

    The order in which claims are read tells which number is the newer one only within a source or an outlet. Two
    outlets of which one gives no date, or both the same, merely differ.
    """
    earlier = moved.earlier
    if _was_published_before(record, earlier):
        return Moved(record, before=moved.after, after=moved.before), earlier
    is_known = _was_published_before(earlier, record) or record.outlet == earlier.outlet
    return (moved, record) if is_known or _is_of_one_source(record, earlier) else None


def _was_published_before(one: LinkRecord, other: LinkRecord) -> bool:
    return one.is_dated and other.is_dated and one.at < other.at


def _is_of_one_source(record: LinkRecord, earlier: LinkRecord) -> bool:
    if any(same_source(one, other) for one in record.speakers for other in earlier.speakers):
        return True
    return earlier.outlet == record.outlet and not (_has_named(record) and _has_named(earlier))


def is_same_statement(one: LinkRecord, other: LinkRecord) -> bool:
    """Tell whether two claims are worded nearly alike, numbers aside."""
    left, right = _words_without_numbers(one), _words_without_numbers(other)
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _SAME_STATEMENT


def is_done_against_planned(one: LinkRecord, other: LinkRecord) -> bool:
    """Tell whether one claim says that it happened and the other that it will."""
    return {one.aspect, other.aspect} == {Aspect.DONE, Aspect.PLANNED}


def _kind(quantity: Quantity) -> str | None:
    if not quantity.unit:
        return None
    head = quantity.unit.casefold().replace("per cent", "percent").split(" of ")[0].split()
    if not head:
        return None
    word = head[-1]
    singular = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return _KINDS.get(singular, _KINDS.get(word, singular))


def _bounds(quantity: Quantity) -> tuple[float, float] | None:
    if quantity.value is not None:
        slack = abs(quantity.value) * _APPROXIMATE_SHARE if quantity.approximate else 0.0
        return quantity.value - slack, quantity.value + slack
    if quantity.low is None and quantity.high is None:
        return None
    low = -math.inf if quantity.low is None else quantity.low
    return low, math.inf if quantity.high is None else quantity.high


def _overlap(one: Quantity, other: Quantity) -> bool:
    left, right = _bounds(one), _bounds(other)
    return left is None or right is None or (left[0] <= right[1] and right[0] <= left[1])


def _future_date(record: LinkRecord) -> TimeExpression | None:
    if record.aspect is not Aspect.PLANNED and record.modality is not Modality.PLANNED:
        return None
    dated = [time for time in record.times if time.resolved and time.granularity in _DATED]
    if len(dated) != 1:
        return None
    (time,) = dated
    today = record.at.date()
    year, week, _ = today.isocalendar()
    now = f"{year}-W{week:02}" if time.granularity is Granularity.WEEK else today.isoformat()
    resolved = str(time.resolved)
    return time if resolved > now[: len(resolved)] else None


def _same_date(one: TimeExpression, other: TimeExpression) -> bool:
    if one.granularity is other.granularity:
        return one.resolved == other.resolved
    if Granularity.WEEK in (one.granularity, other.granularity):
        return True  # A week and a month or day in it cannot be told apart from here: no move is claimed.
    shorter = min(len(str(one.resolved)), len(str(other.resolved)))
    return str(one.resolved)[:shorter] == str(other.resolved)[:shorter]


def _has_named(record: LinkRecord) -> bool:
    return any(is_named(speaker) or speaker.type is not SpeakerType.OUTLET for speaker in record.speakers)


def _words_without_numbers(record: LinkRecord) -> list[str]:
    given = [quantity.text for quantity in record.quantities] + [time.text for time in record.times]
    numbers = {word for text in given for word in re.findall(r"\w+", text.casefold())}
    words = re.findall(r"\w+", record.text.casefold())
    return [word for word in words if word not in numbers and not word[0].isdigit()]
