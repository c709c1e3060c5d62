"""What an outlet repeats goes, what a story may say itself stays."""

# ruff: noqa: RUF001 - newsrooms write Ukrainian, too

from collections.abc import Sequence
from dataclasses import replace

import pytest

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.outlet.habits import Habit, Habits, habit_key, read_habits, write_habits
from services.cleaner.outlet.learn_habits import candidate_keys, learn_habits
from services.cleaner.outlet.mark_habits import mark_habits
from services.cleaner.unit import Segment, Unit

TITLE = "Ferries return to Velmora harbour"
LEAD = "The ferries of Velmora sail again after the storm, the harbour office announced on Tuesday."
STORY = "Passengers had waited since the weekend in the old customs hall beside the Brannock pier."
END = "The next crossing leaves in the morning, and the one after that before noon, in any weather."
APPEAL = "Get our best reading every morning at seven, free of charge, in your mailbox."
LABEL = "Story continues below"

SETTLED = Habit(articles=3, days=2, share=0.2)
WIDESPREAD = Habit(articles=9, days=3, share=0.5)


def page(*texts: str | Unit) -> list[Unit]:
    units, position = [], 0
    for text in texts:
        each = unit(text) if isinstance(text, str) else text
        units.append(replace(each, segments=(Segment(0, len(each.text), position, len(each.text)),)))
        position += len(each.text) + 1
    return units


def unit(text: str, kind: BlockKind = BlockKind.PARAGRAPH, link_share: float = 0.0) -> Unit:
    return Unit(text, (Segment(0, len(text), 0, len(text)),), kind=kind, link_share=link_share)


def habits(habit: Habit, *texts: str) -> Habits:
    return {habit_key(text): habit for text in texts}


def removed(units: Sequence[Unit]) -> list[str]:
    return [each.text for each in units if each.verdict is not None]


def test_a_text_that_three_articles_of_two_days_have_goes_with_its_count() -> None:
    units = page(LEAD, STORY, APPEAL, END)

    marked = mark_habits(units, habits(SETTLED, APPEAL), title=TITLE)

    assert removed(marked) == [APPEAL]
    assert marked[2].verdict == (RemovalReason.REPEATED_BY_OUTLET, "outlet.repeated:3")


@pytest.mark.parametrize(
    ("habit", "goes"),
    [
        (Habit(2, 2, 1.0), False),
        (Habit(3, 1, 1.0), False),
        (Habit(7, 1, 1.0), False),
        (Habit(8, 1, 1.0), True),
        (Habit(3, 2, 0.01), True),
    ],
)
def test_three_articles_of_one_day_are_too_few_and_eight_are_enough(habit: Habit, *, goes: bool) -> None:
    marked = mark_habits(page(LEAD, STORY, APPEAL, END), habits(habit, APPEAL), title=TITLE)

    assert removed(marked) == ([APPEAL] if goes else [])


@pytest.mark.parametrize(
    "text",
    [
        "\u201cWe will rebuild every house in this valley, one after the other.\u201d",
        'As the mayor of Ilmer puts it, "not one more stone" is what the valley needs now.',
        "Der Minister wies die Vorwürfe in einer Mitteilung an die Presse zurück.",
        "The ministry declined to comment on the operations of its troops.",
        "Міністерство відмовилося коментувати дії своїх військових у цьому районі.",
    ],
)
def test_a_quotation_and_reported_speech_are_never_a_habit(text: str) -> None:
    marked = mark_habits(page(LEAD, STORY, text, END), habits(WIDESPREAD, text), title=TITLE)

    assert removed(marked) == []


@pytest.mark.parametrize("text", ["Nobody was hurt.", "The cause is not yet known.", "What happens next"])
def test_a_short_sentence_or_label_within_the_story_needs_a_third_of_all_articles(text: str) -> None:
    units = page(LEAD, STORY, text, END)

    assert removed(mark_habits(units, habits(Habit(40, 9, 0.1), text), title=TITLE)) == []
    assert removed(mark_habits(units, habits(WIDESPREAD, text), title=TITLE)) == [text]


def test_a_short_real_sentence_that_ends_a_story_stays() -> None:
    units = page(LEAD, STORY, "The inquiry goes on.")

    assert removed(mark_habits(units, habits(SETTLED, "The inquiry goes on."), title=TITLE)) == []


def test_a_label_behind_the_story_goes() -> None:
    assert removed(mark_habits(page(LEAD, STORY, LABEL), habits(SETTLED, LABEL), title=TITLE)) == [LABEL]


@pytest.mark.parametrize("text", [TITLE, LEAD])
def test_the_title_and_the_lead_stay_however_often_they_are_said(text: str) -> None:
    marked = mark_habits(page(TITLE, LEAD, STORY, END), habits(WIDESPREAD, text), title=TITLE)

    assert removed(marked) == []


def test_an_appeal_above_the_lead_is_not_the_lead() -> None:
    marked = mark_habits(page(APPEAL, LEAD, STORY, END), habits(SETTLED, APPEAL), title=TITLE)

    assert removed(marked) == [APPEAL]


def test_the_first_paragraph_stays_where_none_speaks_of_the_title() -> None:
    marked = mark_habits(page(APPEAL, STORY, END), habits(WIDESPREAD, APPEAL), title="Budget talks open")

    assert removed(marked) == []


def test_a_background_that_names_what_the_story_names_stays() -> None:
    background = "The Brannock pier was built ninety years ago and has been closed twice since then."

    marked = mark_habits(page(LEAD, STORY, background, END), habits(SETTLED, background), title=TITLE)

    assert removed(marked) == []


@pytest.mark.parametrize("kind", [BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.SUBTITLE])
def test_blocks_of_some_kinds_are_never_a_habit(kind: BlockKind) -> None:
    marked = mark_habits(page(LEAD, STORY, unit(APPEAL, kind), END), habits(WIDESPREAD, APPEAL), title=TITLE)

    assert removed(marked) == []


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.LIST])
def test_headings_and_items_of_lists_go_only_with_links_or_where_most_articles_have_them(kind: BlockKind) -> None:
    text = "From the archive"
    plain, linked = unit(text, kind), unit(text, kind, link_share=1.0)

    assert removed(mark_habits(page(LEAD, plain, STORY, END), habits(SETTLED, text), title=TITLE)) == []
    assert removed(mark_habits(page(LEAD, linked, STORY, END), habits(SETTLED, text), title=TITLE)) == [text]
    assert removed(mark_habits(page(LEAD, plain, STORY, END), habits(WIDESPREAD, text), title=TITLE)) == [text]


def test_a_repeated_heading_goes_with_all_that_stood_under_it() -> None:
    heading = unit("Read with us", BlockKind.HEADING)
    known = habits(SETTLED, heading.text, APPEAL)

    assert removed(mark_habits(page(LEAD, STORY, END, heading, APPEAL), known, title=TITLE)) == [heading.text, APPEAL]
    assert removed(mark_habits(page(LEAD, STORY, heading, APPEAL, END), known, title=TITLE)) == [APPEAL]


def test_a_page_without_a_sentence_of_its_own_stays_whole() -> None:
    units = page(LABEL, "Our picture of the day", "More of the same")

    assert mark_habits(units, habits(WIDESPREAD, *(each.text for each in units)), title=TITLE) == units


def test_numbers_case_and_spaces_make_no_other_text() -> None:
    assert habit_key("Page 3 of  12") == habit_key("page 12 of 3")
    assert habit_key("Page three") != habit_key("Page four")


def test_a_sentence_with_other_numbers_is_another_sentence() -> None:
    one, other = "The index closed at 4,210 points.", "The index closed at 4,197 points."

    assert habit_key(one) != habit_key(other)


def test_habits_are_written_and_read_as_they_were() -> None:
    known = {habit_key("one"): Habit(3, 2, 0.3333), habit_key("two"): Habit(1, 1, 1.0)}

    assert read_habits(write_habits(known)) == known
    assert read_habits("") == {}


def test_an_article_teaches_what_may_be_a_habit() -> None:
    units = page(LEAD, "\u201cNot yet,\u201d the mayor of the town told us.", APPEAL, APPEAL, END)

    assert candidate_keys(units, TITLE) == (habit_key(APPEAL), habit_key(END))


def test_a_reprint_teaches_nothing() -> None:
    units = page(LEAD, STORY, END)
    first = learn_habits(units, ("key",), {}, ())

    again = learn_habits(page(LEAD, STORY, END, "And a last line was added here."), ("key",), {}, (first.own,))

    assert (first.keys, again.keys) == (("key",), ())


def test_articles_that_share_much_residue_only_are_no_reprints() -> None:
    residue = [APPEAL, "All rights to this text belong to the paper and its printers alone, since its first day."]
    first = learn_habits(page(LEAD, *residue), ("key",), {}, ())
    other = page("A bakery in the old town of Ilmer burned down at night without anybody inside.", *residue)

    assert learn_habits(other, ("key",), habits(Habit(1, 1, 1.0), *residue), (first.own,)).keys == ("key",)


def test_an_article_of_known_texts_only_is_a_reprint() -> None:
    assert learn_habits(page(STORY, END), ("key",), habits(Habit(1, 1, 1.0), STORY, END), ()).keys == ()
