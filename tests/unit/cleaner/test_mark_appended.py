import pytest

from services.cleaner.lines.read_lines import read_lines
from services.cleaner.residue.mark_appended import mark_appended

STORY = [
    "The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings, officials said.",
    "Mayor Ilka Brand told reporters in the old town hall that nobody had expected the storm to turn to the north.",
    "Fishermen on the northern islands said that they would not sail before the pier had been repaired and tested.",
    "The council will meet again on Friday to decide how the repair of the pier and of the ferries is to be paid for.",
]
BRIEF = "A circus lost its bear near Port Ost, the police said."


def kept(*lines: str) -> list[str]:
    return [unit.text for unit in mark_appended(read_lines("\n\n".join(lines)), None) if unit.verdict is None]


@pytest.mark.parametrize("label", ["In other news: ", "Elsewhere – ", "In brief\n\n", "Weitere Meldungen: "])  # noqa: RUF001
def test_other_news_is_cut_off_to_the_end(label: str) -> None:
    assert kept(*STORY, label + BRIEF, "The bear is said to like fish.") == STORY


@pytest.mark.parametrize("start", ["In other news conferences ", "Elsewhere on the islands, ", "In brief remarks "])
def test_a_sentence_that_begins_like_a_label_stays(start: str) -> None:
    sentence = start + "the mayor promised that the ferries would sail before the winter."

    assert kept(*STORY, sentence) == [*STORY, sentence]


def test_a_label_above_the_story_cuts_nothing() -> None:
    assert kept("In brief", *STORY) == ["In brief", *STORY]


def test_a_teaser_of_another_story_that_breaks_off_is_removed() -> None:
    teaser = "A baker in Port Ost says that his bread has healed a hundred patients, and physicians are silent because…"

    assert kept(*STORY, teaser) == STORY


def test_a_paragraph_that_breaks_off_before_a_paywall_stays() -> None:
    last = "Officials said that the ferries and the pier of the harbour would be repaired before the council decided…"

    assert kept(*STORY, last) == [*STORY, last]
