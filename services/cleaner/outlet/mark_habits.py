"""Marks what an outlet says on one article after another: its appeals, its notes, its labels.

A newsroom repeats real sentences, too: what an official says every day, the paragraph that explains a long story.
So a repeated text goes only where nothing speaks for its being the story's own.
"""

import re
from collections.abc import Callable, Sequence

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.letters import letters
from services.cleaner.outlet.habits import NO_HABITS, Habit, Habits, habit_key
from services.cleaner.outlet.reports_speech import reports_speech
from services.cleaner.sentences import ends_as_sentence, word_count
from services.cleaner.unit import Unit

RULE = "outlet.repeated"
"""The rule's name in the ledger; behind a colon stands on how many other articles the text was seen."""

#: Three articles of one day may be three reports of one event, by one hand.
_FEWEST_ARTICLES = 3
_FEWEST_DAYS = 2
#: Without a second day to look back on, so many articles do.
_ARTICLES_OF_ONE_DAY = 8
#: What stands on so many of all articles is the outlet's and no story's, even where it may look like a story's.
_WIDESPREAD_SHARE = 0.3
_WIDESPREAD_ARTICLES = 8
#: Newsrooms write the same short sentence twice by themselves ("Nobody was hurt."), and hardly the same long one.
_SHORT_WORDS = 8
#: A paragraph of more words is a story's, or told apart by other means.
_LONGEST_WORDS = 80
_MOST_LINKED = 0.5
_LEAD_WORDS = 8
#: Above the lead stand a standfirst, a note, an appeal; not more.
_LEAD_WITHIN = 5
_FLASH_WORDS = 5

_NEVER = frozenset(
    {BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.SUMMARY, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CAPTION}
)
_OFTEN_OWN = frozenset({BlockKind.HEADING, BlockKind.LIST})

_NAME_WORD = re.compile(r"[^\W\d_]{3,}")
_AFTER_STOP = re.compile(r"[.!?:…\"“”„«»]\s*\Z")
_TITLE_STEM_LETTERS = 5
_SHORTEST_TITLE_WORD = 4


def mark_habits(
    units: Sequence[Unit], habits: Habits, *, title: str | None = None, outlet: str | None = None
) -> list[Unit]:
    """Mark the kept units that an outlet has said on at least three other articles, on at least two days.

    ``habits`` must not count the article itself, nor another version of it. Never marked are quotations and reported
    speech, the title, the lead, tables and captions, and anything on a page that says nothing of its own. Headings,
    items of lists, short sentences, labels between paragraphs, and what shares a name with the rest of the article
    are the outlet's only where a third of its articles, and eight at least, have them.
    """
    if not habits:
        return list(units)
    repeated = set(find_repeated(units, habits, _is_settled, title=title, outlet=outlet))
    if not repeated:
        return list(units)
    repeated |= set(_empty_headings(units, habits, repeated))
    return [
        unit.removed(RemovalReason.REPEATED_BY_OUTLET, f"{RULE}:{habits[habit_key(unit.text)].articles}")
        if at in repeated
        else unit
        for at, unit in enumerate(units)
    ]


def find_repeated(
    units: Sequence[Unit],
    habits: Habits,
    is_enough: Callable[[Habit], bool],
    *,
    title: str | None = None,
    outlet: str | None = None,
) -> list[int]:
    """Find the places of the kept units that are the outlet's and not the story's, as far as habits tell."""
    met = {at for at, unit in enumerate(units) if unit.verdict is None and habit_key(unit.text) in habits}
    if not met:
        return []
    known = {at: habits[habit_key(units[at].text)] for at in habit_candidates(units, title) if at in met}
    own = [at for at, unit in enumerate(units) if unit.verdict is None and at not in known]
    story = [at for at in own if word_count(units[at].text) >= _FLASH_WORDS and ends_as_sentence(units[at].text)]
    if not story:
        return []
    names = _names([units[at].text for at in own]) - set(_NAME_WORD.findall(outlet or ""))
    return [
        at
        for at, habit in known.items()
        if is_enough(habit)
        and (_is_widespread(habit) or not _may_be_own(units[at], names, between=story[0] < at < story[-1]))
    ]


def habit_candidates(units: Sequence[Unit], title: str | None) -> list[int]:
    """Find the places of the kept units that may be a habit at all; the others are neither counted nor marked."""
    lead = _lead(units, title)
    headline = letters(title or "").casefold()
    return [
        at
        for at, unit in enumerate(units)
        if unit.verdict is None
        and at != lead
        and unit.kind not in _NEVER
        and unit.words <= _LONGEST_WORDS
        and letters(unit.text).casefold() not in ("", headline)
        and not reports_speech(unit.text)
    ]


def own_text(units: Sequence[Unit], habits: Habits = NO_HABITS) -> str:
    """Return the kept text that no other article of the outlet has."""
    return "\n\n".join(
        unit.text for unit in units if unit.verdict is None and not (habits and habit_key(unit.text) in habits)
    )


def _is_settled(habit: Habit) -> bool:
    if habit.articles >= _ARTICLES_OF_ONE_DAY:
        return True
    return habit.articles >= _FEWEST_ARTICLES and habit.days >= _FEWEST_DAYS


def _is_widespread(habit: Habit) -> bool:
    return habit.articles >= _WIDESPREAD_ARTICLES and habit.share >= _WIDESPREAD_SHARE


def _may_be_own(unit: Unit, names: set[str], *, between: bool) -> bool:
    """Tell whether a repeated text may be the story's; ``between`` says that the story goes on behind it."""
    if unit.link_share > _MOST_LINKED:
        return False
    if unit.kind in _OFTEN_OWN:
        return True
    if word_count(unit.text) < _SHORT_WORDS and (between or ends_as_sentence(unit.text)):
        return True
    return not names.isdisjoint(_NAME_WORD.findall(unit.text))


def _lead(units: Sequence[Unit], title: str | None) -> int | None:
    """Find the lead: the first paragraph that speaks of what the title speaks of, or the first at all."""
    paragraphs = [
        at
        for at, unit in enumerate(units)
        if unit.verdict is None and word_count(unit.text) >= _LEAD_WORDS and ends_as_sentence(unit.text)
    ]
    stems = _stems(title or "")
    speaks = (at for at in paragraphs[:_LEAD_WITHIN] if not stems.isdisjoint(_stems(units[at].text)))
    return next(speaks, paragraphs[0] if paragraphs else None)


def _stems(text: str) -> set[str]:
    words = _NAME_WORD.findall(text.casefold())
    return {word[:_TITLE_STEM_LETTERS] for word in words if len(word) >= _SHORTEST_TITLE_WORD}


def _names(texts: Sequence[str]) -> set[str]:
    """Collect the words that are written with a capital inside a sentence."""
    return {
        found.group()
        for text in texts
        for found in _NAME_WORD.finditer(text)
        if found.group()[0].isupper() and not _begins_sentence(text, found.start())
    }


def _begins_sentence(text: str, at: int) -> bool:
    return at == 0 or _AFTER_STOP.search(text, max(at - 3, 0), at) is not None


def _empty_headings(units: Sequence[Unit], habits: Habits, repeated: set[int]) -> list[int]:
    """Find settled headings over nothing but repeated texts."""
    empty = []
    heading: int | None = None
    section: list[int] = []
    kept = [at for at, unit in enumerate(units) if unit.verdict is None]
    for at in (*kept, None):
        if at is not None and (units[at].kind is not BlockKind.HEADING or at in repeated):
            section.append(at)
            continue
        if heading is not None and section and repeated.issuperset(section):
            habit = habits.get(habit_key(units[heading].text))
            if habit is not None and _is_settled(habit) and not reports_speech(units[heading].text):
                empty.append(heading)
        heading, section = at, []
    return empty
