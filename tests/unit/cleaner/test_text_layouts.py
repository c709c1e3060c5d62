"""What stands in texts that were extracted elsewhere, kind by kind: each goes, and what resembles it stays."""

# ruff: noqa: RUF001 - pages speak Ukrainian, too

from textwrap import wrap

import pytest

from claimwire.models import CleanArticle
from services.cleaner.clean import clean
from services.cleaner.document import RawDocument

STORY = [
    "The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings, officials said.",
    '"We did not expect this, and nobody warned us," Mayor Ilka Brand told reporters in the old town hall.',
    "Fishermen on the northern islands said that they would not sail before the pier had been repaired.",
    "The council will meet again on Friday to decide how the repair of the pier is going to be paid for.",
]
TITLE = "Storm shuts Velmora harbour for a week"
TEASER = "The bakers of Port Ost say that their bread has healed a hundred patients, while the physicians of"


def clean_text(*lines: str, between: str = "\n\n") -> CleanArticle:
    return clean(RawDocument(body=between.join(lines).encode(), media_type="text/plain"))


def kept(*lines: str) -> list[str]:
    return clean_text(*lines).text.split("\n\n")


def reasons(article: CleanArticle) -> dict[str, str]:
    return {removal.text: removal.reason.value for removal in article.ledger.removed}


def test_hard_wrapped_lines_are_joined_before_they_are_judged() -> None:
    lines = [*wrap(STORY[0], 64), "", *wrap(STORY[2], 64)]

    assert clean_text(*lines, between="\n").text == f"{STORY[0]}\n\n{STORY[2]}"


def test_a_doubled_title_goes_twice() -> None:
    article = clean_text(TITLE, TITLE, *STORY)

    assert article.text == "\n\n".join(STORY)
    assert article.title == TITLE


def test_a_sentence_said_twice_is_kept_twice_where_it_is_short() -> None:
    refrain = "Nobody was hurt."

    assert kept(STORY[0], refrain, STORY[1], refrain, *STORY[2:]).count(refrain) == 2


@pytest.mark.parametrize(
    ("heading", "disclosure"),
    [
        ("In short", "This summary was generated with the help of AI."),
        ("In breve", "Questo riassunto è stato generato dalla IA."),
        ("In het kort", "Deze samenvatting is gemaakt door AI."),
        ("Em resumo", "Este resumo foi gerado por IA."),
        ("I korthet", "Denna sammanfattning är gjord av AI."),
        ("Коротко", "Це резюме створив ШІ."),
    ],
)
def test_a_machine_s_summary_goes_with_its_heading_and_its_disclosure(heading: str, disclosure: str) -> None:
    article = clean_text(TITLE, heading, "The harbour is closed and two ferries sank.", disclosure, *STORY)

    assert article.text == "\n\n".join(STORY)
    assert reasons(article)[f"{heading} The harbour is closed and two ferries sank. {disclosure}"] == "summary"


def test_a_summary_that_no_machine_wrote_is_the_editor_s() -> None:
    summary = "The harbour of Velmora is closed, two ferries were torn loose, and nobody knows who is going to pay."

    assert summary in kept(TITLE, summary, *STORY)


def test_a_section_label_glued_to_the_lead_is_parted() -> None:
    article = clean_text(TITLE, f"What's the story {STORY[0]}", *STORY[1:])

    assert article.text == "\n\n".join(STORY)
    assert reasons(article)["What's the story"] == "section_label"


def test_a_list_of_tags_above_and_below_the_story_goes() -> None:
    article = clean_text(
        "Islands, Velmora, Harbour", TITLE, "By Ana Sample", *STORY, "Storms, Ferries, Northern Islands"
    )

    assert article.text == "\n\n".join(STORY)
    assert reasons(article)["Storms, Ferries, Northern Islands"] == "tags"


def test_a_list_of_names_between_paragraphs_is_no_list_of_tags() -> None:
    names = "Gull, Tern, Old Ilka"

    assert "tags" not in reasons(clean_text(*STORY[:2], names, *STORY[2:])).values()


@pytest.mark.parametrize("caption", ["The harbour on Tuesday. (Jon Example/AFP)", "Photo: Jon Example"])
def test_a_caption_with_its_credit_goes(caption: str) -> None:
    assert kept(*STORY[:2], caption, *STORY[2:]) == STORY


def test_a_paragraph_that_closes_with_an_aside_is_no_caption() -> None:
    aside = "The ferries that were torn loose had served the islands for half a century (a third one had sunk in May)."

    assert aside in kept(*STORY, aside)


def test_a_byline_and_a_date_inside_the_text_go() -> None:
    article = clean_text(*STORY[:1], "By Ana Sample and Jon Example", "Published May 6, 2031", *STORY[1:])

    assert article.text == "\n\n".join(STORY)


def test_addresses_go_and_sentences_about_addresses_stay() -> None:
    about = "The page https://harbour.example was down for most of the day, the harbour office said on Tuesday evening."

    assert kept(*STORY, about, "https://news.example/harbour", "desk@news.example") == [*STORY, about]


@pytest.mark.parametrize(
    ("language", "call"),
    [
        ("en", "Also read: Ferry fares rise again."),
        ("en", "Subscribe to our newsletter for more."),
        ("en", "Follow us on Instagram."),
        ("de", "Lesen Sie auch: Fähren bleiben im Hafen."),
        ("it", "Iscriviti alla nostra newsletter."),
        ("nl", "Lees ook: Haven blijft dicht."),
        ("pt", "Leia também: Porto é fechado."),
        ("sv", "Prenumerera på vårt nyhetsbrev."),
        ("uk", "Читайте також: Порт закрито."),
    ],
)
def test_a_call_on_the_reader_among_sentences_is_cut_out(language: str, call: str) -> None:
    stories = {
        "de": "Der Hafen von Velmora ist seit dem Sturm am Dienstag geschlossen. {}Die Fähren bleiben auf den Inseln.",
        "it": "Il porto di Velmora è chiuso dopo la tempesta di martedì. {}I traghetti restano sulle isole del nord.",
        "nl": "De haven van Velmora is sinds de storm van dinsdag gesloten. {}De veerboten blijven bij de eilanden.",
        "pt": "O porto de Velmora está fechado depois da tempestade de terça. {}As balsas ficam nas ilhas do norte.",
        "sv": "Hamnen i Velmora är stängd sedan stormen i tisdags kväll. {}Färjorna ligger kvar vid öarna i norr.",
        "uk": "Порт Вельмори закрито після шторму у вівторок увечері. {}Пороми лишаються біля північних островів.",
        "en": "The harbour of Velmora is closed since the storm on Tuesday. {}The ferries stay at the islands.",
    }

    article = clean_text(stories[language].format(call + " "))

    assert article.text == stories[language].format("").replace(". ", ".\n\n")
    assert article.ledger.removed[0].text == call


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour is closed. Follow the ferries out and you will see why, the mayor said. Nobody did.",
        "The paper was small. Subscribe was the word that the bank printed on its bonds. It is gone.",
        "He asked for patience. Read more closely, the letter says the opposite. Nobody answered him.",
        "The council met. Share prices of the ferry company fell by a fifth on Tuesday. It was a blow.",
    ],
)
def test_a_sentence_that_begins_like_a_call_stays(sentence: str) -> None:
    assert sentence in kept(*STORY, sentence)


def test_a_teaser_that_breaks_off_goes_with_or_without_an_ellipsis() -> None:
    card = ["Bread that heals a hundred patients", TEASER]

    assert kept(*STORY, *card) == STORY
    assert kept(*STORY, f"{TEASER}…") == STORY


def test_an_appended_brief_goes_from_its_label_on() -> None:
    assert kept(*STORY, "In other news: A circus lost its bear near Port Ost, the police said on Monday.") == STORY


@pytest.mark.parametrize(
    "tail",
    [
        "© 2031 Velmora Post. All rights reserved.",
        "Unsubscribe | Manage your preferences",
        "Sign up for our daily newsletter",
        "You are reading the newsletter of the Velmora Post. Was it forwarded to you? Sign up here.",
        "Enter your email address",
        "Already a subscriber? Log in",
    ],
)
def test_footers_and_tails_of_newsletters_go(tail: str) -> None:
    assert kept(*STORY, tail) == STORY


def test_a_last_sentence_about_a_newsletter_stays() -> None:
    last = (
        "The harbour office had sent a newsletter about the storm to all of its subscribers on the islands on Sunday."
    )

    assert kept(*STORY, last) == [*STORY, last]
