from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.models import CleanArticle, DatedBelief, Granularity, QuoteType, Speaker, SpeakerType
from services.extractor.extract import Extractor
from services.extractor.find_statements import find_statements
from services.extractor.normalise import normalise
from services.extractor.quotes import find_quotes
from services.extractor.read_times import read_times
from services.extractor.voices import Voices

#: A Thursday.
PUBLISHED = DatedBelief(
    text="2030-05-16", instant=datetime(2030, 5, 16, tzinfo=UTC), granularity=Granularity.DAY, source="meta"
)
BRANDT = Speaker(name="Oona Brandt", mention="Brandt", type=SpeakerType.PERSON)
MINISTRY = Speaker(name="transport ministry", mention="The transport ministry", type=SpeakerType.ORGANISATION)
YARD = Speaker(name="Dovrel Yards", mention="Dovrel Yards", type=SpeakerType.ORGANISATION)
OFFICIALS = Speaker(name="officials", mention="officials", type=SpeakerType.OFFICIAL_ANONYMOUS)
NOBODY = Speaker(name=None, mention="she", type=SpeakerType.PERSON)


def normalised(extractor: Extractor, text: str, speaker: Speaker = BRANDT, *, antecedent: str | None = None) -> str:
    (doc,) = extractor.annotator.annotate([text])
    quotes = find_quotes(text)
    statement = find_statements(doc, quotes, extractor.vocabulary)[-1]
    inside = [quote for quote in quotes if statement.start <= quote.start and quote.end <= statement.end]
    is_whole = bool(inside) and inside[0].start == statement.start and inside[-1].end == statement.end
    quote_type = QuoteType.DIRECT if is_whole else QuoteType.MIXED if inside else QuoteType.INDIRECT
    times = read_times(text, statement.start, statement.end, published=PUBLISHED, offset=0)
    voices = Voices(speaker, (), antecedent)
    return normalise(doc, statement, quotes, quote_type, voices, times=times)


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("I will resign in June.", "Oona Brandt will resign in June 2030."),
        ("I have never met him.", "Oona Brandt has never met him."),
        ("I am sure of it.", "Oona Brandt is sure of it."),
        ("I'm sure of it.", "Oona Brandt is sure of it."),
        ("I've paid for it.", "Oona Brandt has paid for it."),
        ("I know the harbour and love it.", "Oona Brandt knows the harbour and loves it."),
        ("I don't know the harbour.", "Oona Brandt doesn't know the harbour."),
        ("My office knew of it.", "Oona Brandt's office knew of it."),
        ("They thanked me for my report.", "They thanked Oona Brandt for Brandt's report."),
        ("We will begin work in May.", "Oona Brandt and others will begin work in May 2030."),
        ("We have searched our files.", "Oona Brandt and others have searched their files."),
        ("They know what they did to us.", "They know what they did to Oona Brandt and others."),
        ("The bridge is closed until Friday.", "The bridge is closed until 17 May 2030."),
    ],
)
def test_a_quotation_is_told_in_the_third_person(extractor: Extractor, quotation: str, text: str) -> None:
    assert normalised(extractor, f'"{quotation}" Oona Brandt said.') == text


def test_an_organisation_speaks_of_itself(extractor: Extractor) -> None:
    text = normalised(extractor, '"We have paid our workers and are proud of it," Dovrel Yards said.', YARD)

    assert text == "Dovrel Yards has paid its workers and is proud of it."


def test_a_spokeswoman_speaks_of_whom_she_speaks_for(extractor: Extractor) -> None:
    speaker = Speaker(
        name="Pia Vellan", mention="Vellan", type=SpeakerType.PERSON, role="spokeswoman", organisation="Dovrel Yards"
    )

    assert normalised(extractor, '"We know of no letter," Vellan said.', speaker) == "Dovrel Yards knows of no letter."


@pytest.mark.parametrize(
    "quotation",
    ["I counted them out myself.", "Let us wait for the report.", "He told me, \u2018I will leave,\u2019 and left."],
)
def test_what_cannot_be_turned_keeps_its_first_person_and_names_the_speaker(
    extractor: Extractor, quotation: str
) -> None:
    text = normalised(extractor, f"“{quotation}” Oona Brandt said.")

    assert text.startswith("Oona Brandt says: ")
    assert text.endswith(quotation)


def test_without_a_name_the_words_are_kept(extractor: Extractor) -> None:
    assert normalised(extractor, '"I have never met him," she said.', NOBODY) == "I have never met him."


def test_short_quotations_of_two_speakers_are_told_apart(extractor: Extractor) -> None:
    other = Speaker(name="Jan Arvo", mention="Arvo", type=SpeakerType.PERSON)

    one = normalised(extractor, '"It was a mistake," Oona Brandt said.')
    two = normalised(extractor, '"It was a mistake," Jan Arvo said.', other)

    assert (one, two) == ("Oona Brandt says: It was a mistake.", "Jan Arvo says: It was a mistake.")


def test_a_number_and_its_revision_keep_one_wording(extractor: Extractor) -> None:
    before = normalised(extractor, "Brandt said on Tuesday that 1,200 people had been evacuated.")
    after = normalised(extractor, "1,900 people had been evacuated, Brandt said on Wednesday.")

    assert before.replace("1,200", "N") == after.replace("1,900", "N") == "N people had been evacuated."


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The transport ministry said it had warned the yard.", "The transport ministry had warned the yard."),
        ("The transport ministry said it had been warned.", "The transport ministry had been warned."),
        ("The transport ministry said its staff had left.", "The transport ministry's staff had left."),
        ("The transport ministry said it was aware of the risk.", "The transport ministry was aware of the risk."),
    ],
)
def test_it_is_the_speaker_where_only_a_speaker_can_be_meant(extractor: Extractor, sentence: str, text: str) -> None:
    assert normalised(extractor, sentence, MINISTRY) == text


@pytest.mark.parametrize(
    "sentence",
    [
        "The transport ministry said it would open in June.",
        "The transport ministry said it was too early to say more.",
        "The transport ministry said it had been built in 1968.",
    ],
)
def test_it_is_not_the_speaker_where_a_thing_can_be_meant(extractor: Extractor, sentence: str) -> None:
    assert "ministry had" not in normalised(extractor, sentence, MINISTRY)
    assert "ministry would" not in normalised(extractor, sentence, MINISTRY)
    assert "ministry was" not in normalised(extractor, sentence, MINISTRY)


def test_he_is_no_spokeswoman(extractor: Extractor) -> None:
    speaker = Speaker(name="Pia Vellan", mention="the spokeswoman", type=SpeakerType.PERSON)

    text = normalised(extractor, "The spokeswoman said he had left the harbour.", speaker)

    assert "Pia Vellan had left" not in text


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Brandt said the bridge had not been closed.", "The bridge had not been closed."),
        ("Brandt said the bridge might be closed.", "The bridge might be closed."),
        ("Brandt said the bridge would be closed if it rained.", "The bridge would be closed if it rained."),
        ("Brandt said no bridge was ever safe.", "No bridge was ever safe."),
        ('"We will not close the bridge," Brandt said.', "Oona Brandt and others will not close the bridge."),
        ('"I never closed the bridge," Brandt said.', "Oona Brandt never closed the bridge."),
        ('"I won\'t close the bridge," Brandt said.', "Oona Brandt won't close the bridge."),
    ],
)
def test_negation_doubt_and_condition_are_kept(extractor: Extractor, sentence: str, text: str) -> None:
    assert normalised(extractor, sentence) == text


def test_what_an_outlet_could_not_verify_stays_unverified(extractor: Extractor) -> None:
    agency = Speaker(name="The Harbour Post", mention="The Harbour Post", type=SpeakerType.ORGANISATION)

    text = normalised(extractor, "The Harbour Post has not been able to verify the document.", agency)

    assert text == "The Harbour Post has not been able to verify the document."


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("on Tuesday", "on 14 May 2030"),
        ("yesterday", "on 15 May 2030"),
        ("on Tuesday night", "on the night of 14 May 2030"),
        ("last week", "in the week of 6 May 2030"),
        ("earlier this month", "earlier in May 2030"),
        ("last year", "in 2029"),
        ("in March", "in March 2030"),
        ("two days ago", "on 14 May 2030"),
        ("two months ago", "around March 2030"),
        ("at the end of last month", "at the end of April 2030"),
        ("not before the weekend", "not before the weekend of 11 May 2030"),
        ("in 2016", "in 2016"),
        ("a few days ago", "a few days ago"),
    ],
)
def test_times_are_said_so_that_they_stand_alone(extractor: Extractor, words: str, text: str) -> None:
    assert normalised(extractor, f"Brandt said the bridge was closed {words}.") == f"The bridge was closed {text}."


def test_a_time_that_names_a_thing_is_kept(extractor: Extractor) -> None:
    assert normalised(extractor, "Brandt said Tuesday's vote was void.") == "Tuesday's vote was void."


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("PORT SARNE (LPA) — The bridge was closed, Brandt said.", "The bridge was closed."),
        ("Brandt said that the bridge was closed and that the ferry ran.", "The bridge was closed and the ferry ran."),
        ("The bridge was closed, Brandt said, and the ferry ran.", "The bridge was closed and the ferry ran."),
        ('"The bridge is closed," Brandt said. "The ferry runs."', "The bridge is closed. The ferry runs."),
        ("“It is closed,” Brandt said, “and ships must wait.”", "It is closed, and ships must wait."),
    ],
)
def test_datelines_cues_and_joints_are_taken_off(extractor: Extractor, sentence: str, text: str) -> None:
    assert normalised(extractor, sentence).removeprefix("Oona Brandt says: ") == text


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Brandt explained why the bridge was closed.", "Oona Brandt explained why the bridge was closed."),
        ("Brandt has called the plan reckless.", "The plan is reckless."),
        ("It was part of what Brandt called a reckless plan.", "Oona Brandt called it a reckless plan."),
        ("Brandt urged the yard to pay.", "Oona Brandt urged the yard to pay."),
    ],
)
def test_words_that_are_no_sentence_are_made_one(extractor: Extractor, sentence: str, text: str) -> None:
    assert normalised(extractor, sentence) == text


def test_a_request_of_a_pronoun_keeps_its_subject(extractor: Extractor) -> None:
    text = normalised(extractor, "She urged the yard to pay.", NOBODY)

    assert text == "She urged the yard to pay."


def test_a_stop_within_a_closing_mark_is_no_second_one(extractor: Extractor) -> None:
    text = normalised(extractor, "“He told me, \u2018It is closed.\u2019” Oona Brandt said.")

    assert text.endswith("It is closed.\u2019")


def test_a_denial_says_what_is_denied_and_leaves_the_denying_to_its_stance(extractor: Extractor) -> None:
    text = normalised(
        extractor, "The ship was late, a claim the ministry denies.", MINISTRY, antecedent="The ship was late."
    )

    assert text == "The ship was late."


PIECES = st.sampled_from(
    [
        "I ",
        "we ",
        "my ",
        "\u2018",
        "\u2019",
        '" ',
        "“",
        "”",
        "myself ",
        "said ",
        "Brandt ",
        "on Tuesday ",
        "and ",
        "that ",
        ". ",
        "'m ",
        "not ",
        "they ",
        "it ",
        "us, ",
        "The bridge ",
        "is closed ",
        "claims to ",
        "denied ",
        "\n",
        "— ",
        "(LPA) — ",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, min_size=3, max_size=40).map("".join))
def test_any_claim_has_a_text_of_one_line_without_quotation_marks(extractor: Extractor, words: str) -> None:
    article = CleanArticle(text=f'"We saw it," Oona Brandt said. {words}', published=PUBLISHED)

    for claim in extractor.extract(article, "ver_test"):
        assert "\n" not in claim.text
        assert not set(claim.text) & set('“”"«»')
        assert claim.text == "" or not claim.text[0].islower()
