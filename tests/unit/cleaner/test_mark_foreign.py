import numpy as np
import pytest

from claimwire.models import RemovalReason
from services.cleaner.document import MOST_UNITS
from services.cleaner.lines.describe_lines import FEATURES, describe_lines
from services.cleaner.lines.mark_foreign import choose_lines, mark_foreign
from services.cleaner.lines.read_lines import read_lines
from services.cleaner.lines.score_lines import score_lines

STORY = [
    "The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings, officials said.",
    "Mayor Ilka Brand told reporters in the old town hall that nobody had expected the storm to turn to the north.",
    "“We heard the ropes break before we saw the ferries move,” said Jon Example, who keeps the light of the harbour.",
    "Fishermen on the northern islands said that they would not sail before the pier had been repaired and tested.",
    "The storm had been announced on Sunday, but the harbour office had expected it to pass south of the islands.",
    "The council will meet again on Friday to decide how the repair of the pier and of the ferries is to be paid for.",
]
#: What stands around a story where a whole page was flattened.
ABOVE = ["Menu", "News", "Sport", "Weather", "Islands", "My account"]
BELOW = [
    "More from the islands",
    "Baker wins prize for a loaf in the shape of a whale",
    "Circus loses its bear near Port Ost",
    "Ten walks for the first warm days",
    "Contact",
    "Imprint",
    "Terms of use",
    "Velmora Post",
]


def reading(*lines: str) -> list[tuple[str, str | None]]:
    text = "\n\n".join(lines)
    return [(unit.text, unit.verdict.rule if unit.verdict else None) for unit in mark_foreign(read_lines(text), text)]


def kept(*lines: str) -> list[str]:
    return [line for line, rule in reading(*lines) if rule is None]


def test_menus_and_footers_around_a_story_are_marked_and_named_for_their_place() -> None:
    marked = reading(*ABOVE, *STORY, *BELOW)

    assert [line for line, rule in marked if rule is None] == STORY
    assert {rule for line, rule in marked if line in ABOVE} == {"learned.above-body"}
    assert {rule for line, rule in marked if line in BELOW} == {"learned.below-body"}


def test_what_was_marked_by_its_looks_is_said_to_be_outside_the_article() -> None:
    text = "\n\n".join([*ABOVE, *STORY])

    reasons = {unit.verdict.reason for unit in mark_foreign(read_lines(text), text) if unit.verdict}

    assert reasons == {RemovalReason.OUTSIDE_ARTICLE}


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_a_text_without_residue_stays_whole(separator: str) -> None:
    text = separator.join(STORY)
    units = read_lines(text)

    assert mark_foreign(units, text) == units


def test_a_section_s_heading_inside_a_story_stays() -> None:
    story = [*STORY[:3], "Repairs of the pier will take weeks", *STORY[3:]]

    assert kept(*ABOVE, *story, *BELOW) == story


def test_a_text_of_one_sentence_stays() -> None:
    assert kept("The harbour of Velmora is closed.") == ["The harbour of Velmora is closed."]


def test_where_no_sentence_would_be_left_nothing_is_marked() -> None:
    assert kept(*BELOW) == BELOW


def test_a_line_that_a_rule_has_marked_keeps_its_verdict() -> None:
    text = "\n\n".join([*STORY, "Share", *BELOW])
    units = [
        unit.removed(RemovalReason.SHARE, "en.share") if unit.text == "Share" else unit for unit in read_lines(text)
    ]

    marked = {unit.text: unit.verdict for unit in mark_foreign(units, text)}

    assert marked["Share"] is not None
    assert marked["Share"].rule == "en.share"


def test_of_a_text_that_is_nearly_all_story_only_what_is_surely_foreign_goes() -> None:
    units = read_lines("\n\n".join([*STORY, "Velmora"]))
    rows = np.zeros((len(units), len(FEATURES)), dtype=np.float32)
    likelihoods = np.array([0.9] * len(STORY) + [0.3])

    assert choose_lines(units, rows, likelihoods).all()
    assert not choose_lines(units, rows, likelihoods - 0.2)[-1]
    assert not choose_lines(units[-2:], rows[-2:], np.array([0.1, 0.3]))[-1]


@pytest.mark.parametrize(("neighbour", "stays"), [(0.9, True), (0.7, False)])
def test_a_doubtful_line_between_two_sure_paragraphs_is_their_heading(neighbour: float, *, stays: bool) -> None:
    text = "\n\n".join([STORY[0], "The pier", STORY[1], *BELOW])
    units = read_lines(text)
    likelihoods = np.array([neighbour, 0.3, 0.9] + [0.01] * len(BELOW))

    assert choose_lines(units, describe_lines(units, text), likelihoods)[1] == stays


def test_lines_are_described_by_numbers_whatever_they_are() -> None:
    for text in (
        "a",
        "。",
        "本",
        "1",
        "\N{EM DASH}",
        "港は閉鎖された。\n新しい船",
        "Порт закрито.\n© 2031",
        "x" * 5_000,
    ):
        rows = describe_lines(read_lines(text), text)

        assert rows.shape == (len(read_lines(text)), len(FEATURES))
        assert np.isfinite(rows).all()


def test_nothing_is_described_by_its_words() -> None:
    """The same shapes in a made-up language have the same figures: no list of words decides."""
    text = "\n\n".join([*ABOVE, *STORY, *BELOW])
    other = text.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba"))

    assert (describe_lines(read_lines(text), text) == describe_lines(read_lines(other), other)).all()


def test_the_longest_text_is_scored() -> None:
    text = "\n".join(["Velmora"] * MOST_UNITS)

    assert len(score_lines(describe_lines(read_lines(text), text))) == MOST_UNITS


def test_an_empty_text_has_nothing_to_mark() -> None:
    assert mark_foreign([], "") == []


def test_a_sentence_beside_what_stays_is_kept_unless_nearly_all_speaks_against_it() -> None:
    lines = ["The tunnel of Velmora stays shut, the police said.", "Nobody was hurt.", "A survey is due on Friday."]
    text = "\n\n".join(lines)
    units = read_lines(text)
    rows = describe_lines(units, text)

    stays = choose_lines(units, rows, np.array([0.9, 0.25, 0.1]))

    assert stays.tolist() == [True, True, False]
