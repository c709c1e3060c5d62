# ruff: noqa: RUF001 - datelines are written with dashes

from claimwire.models import CleanArticle
from services.cleaner.clean import clean
from services.cleaner.document import RawDocument

LEAD = "The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings."
SECOND = '"We did not expect this, and nobody warned us," Mayor Ilka Brand told reporters in the old town hall.'
THIRD = "Fishermen on the northern islands said that they would not sail before the pier had been repaired."
FOURTH = "The council will meet again on Friday to decide how the repair of the pier is going to be paid for."


def clean_text(*lines: str, between: str = "\n\n", title_hint: str | None = None) -> CleanArticle:
    body = between.join(lines).encode()
    return clean(RawDocument(body=body, media_type="text/plain", title_hint=title_hint))


def rules(article: CleanArticle) -> list[str]:
    return [removal.rule for removal in article.ledger.removed]


def test_plain_paragraphs_are_kept_as_they_are() -> None:
    article = clean_text(LEAD, SECOND, THIRD)

    assert article.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    assert article.ledger.removed == ()
    assert article.language == "en"


def test_everything_above_the_byline_is_header() -> None:
    article = clean_text(
        "News, Islands, Velmora, Harbour",
        "Storm shuts Velmora harbour for a week",
        "By Ana Sample 10:22 am May 6, 2031",
        "The harbour on Tuesday. (Jon Example/AFP)",
        LEAD,
        SECOND,
    )

    assert article.text == f"{LEAD}\n\n{SECOND}"
    assert article.title == "Storm shuts Velmora harbour for a week"
    assert (article.byline, article.authors) == ("Ana Sample", ("Ana Sample",))
    assert article.published is not None
    assert (article.published.text, article.published.source) == ("2031-05-06T10:22", "byline")
    assert article.agency is None


def test_a_dump_s_date_is_parted_from_the_lead() -> None:
    article = clean_text(f" date 2031-05-06 {LEAD}", SECOND)

    assert article.text == f"{LEAD}\n\n{SECOND}"
    assert article.published is not None
    assert (article.published.text, article.published.source) == ("2031-05-06", "text")


def test_a_deck_that_equals_the_lead_is_a_subtitle() -> None:
    article = clean_text("Storm shuts Velmora harbour", LEAD, LEAD, SECOND, between="\n")

    assert article.text == f"{LEAD}\n\n{SECOND}"
    assert (article.title, article.subtitle) == ("Storm shuts Velmora harbour", LEAD)


def test_a_machine_s_summary_is_removed_up_to_its_closing_words() -> None:
    article = clean_text(
        "Summarize Simplifying... In short The harbour of Velmora is closed.",
        "Fishermen will not sail, and the council meets on Friday.",
        "Was a long read? Making it simpler...",
        "Storm shuts Velmora harbour",
        "By Ana Sample May 6, 2031",
        LEAD,
    )

    assert article.text == LEAD
    assert "box.machine-summary" in rules(article)


def test_an_article_about_summaries_has_no_summary_box() -> None:
    first = "Summarizing the debate took the speaker of the council of Velmora more than two hours on Tuesday."

    assert clean_text(first, LEAD, SECOND).text == f"{first}\n\n{LEAD}\n\n{SECOND}"


def test_what_stands_behind_the_end_mark_is_appended() -> None:
    brief = "Lawmakers on the mainland passed a bill on fishing quotas, which the president is expected to sign soon."

    article = clean_text(LEAD, SECOND, THIRD, FOURTH, "Author: Ana Sample", "Quota bill passes.", brief)

    assert article.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}\n\n{FOURTH}"
    assert rules(article) == ["tail.end-mark", "tail.behind-end-mark"]


def test_an_author_line_at_the_top_cuts_nothing() -> None:
    article = clean_text("Storm shuts Velmora harbour", "Author: Ana Sample", LEAD, SECOND, THIRD, FOURTH)

    assert article.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}\n\n{FOURTH}"
    assert article.authors == ("Ana Sample",)


def test_a_teaser_that_stops_in_mid_sentence_goes_with_its_headline() -> None:
    article = clean_text(
        LEAD,
        SECOND,
        THIRD,
        "How the ferries of Velmora grew old",
        "The ferries that link the islands were built half a century ago, and since then the town has had to",
        "Velmora PostJon Example",
    )

    assert article.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


def test_a_last_paragraph_that_was_cut_off_is_kept() -> None:
    last = "The ferries that link the islands were built half a century ago, and since then the town has had to"

    assert clean_text(LEAD, SECOND, THIRD, last).text.endswith(last)


def test_a_section_s_heading_stays() -> None:
    article = clean_text(LEAD, SECOND, "Repairs will take weeks", THIRD)

    assert "Repairs will take weeks" in article.text


def test_an_agency_s_author_page_is_removed_but_remembered() -> None:
    article = clean_text(LEAD, SECOND, "https://news.example/author/afp-2", THIRD)

    assert article.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    assert article.agency == "AFP"


def test_a_dateline_names_the_agency_and_stays() -> None:
    article = clean_text(f"VELMORA (AFP) – {LEAD}", SECOND)

    assert article.text.startswith("VELMORA (AFP)")
    assert article.agency == "AFP"


def test_a_word_that_contains_an_agency_s_name_is_no_credit() -> None:
    sentence = "The islanders are preparing for another storm, and the maps of the harbour are being redrawn (perhaps)."

    article = clean_text(LEAD, sentence)

    assert article.text == f"{LEAD}\n\n{sentence}"
    assert article.agency is None


def test_the_feed_s_title_tells_the_headline() -> None:
    article = clean_text(
        "Islands", "Storm shuts Velmora harbour!", LEAD, SECOND, title_hint="Storm shuts Velmora harbour"
    )

    assert article.text == f"{LEAD}\n\n{SECOND}"


def test_cleaning_twice_gives_the_same_article() -> None:
    assert clean_text("Storm shuts harbour now", LEAD, SECOND) == clean_text("Storm shuts harbour now", LEAD, SECOND)
