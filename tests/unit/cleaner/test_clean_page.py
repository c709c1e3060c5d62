import json

import pytest

from claimwire.models import BlockKind, CleanArticle, RemovalReason
from services.cleaner.clean import clean
from services.cleaner.decode import decode
from services.cleaner.document import RawDocument

LEAD = (
    "The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings, officials said."
)
SECOND = (
    "&ldquo;We did not expect this,&rdquo; Mayor <a href='/brand'>Ilka Brand</a> told reporters in the town&nbsp;hall."
)
THIRD = "Fishermen on the northern islands said that they would not sail before the pier had been repaired and tested."

FACTS = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": ["NewsArticle"],
            "headline": "Storm shuts Velmora harbour",
            "author": [{"@type": "Person", "name": "Ana Sample"}, {"@type": "Organization", "name": "AFP"}],
            "datePublished": "2031-05-06T10:22:00+02:00",
            "dateModified": "2031-05-06T12:00:00+02:00",
        }
    ],
}

PAGE = f"""<!doctype html><html lang="en"><head><title>Storm shuts Velmora harbour - Velmora Post</title>
<meta property="og:site_name" content="Velmora Post"><meta property="article:section" content="Islands">
<link rel="canonical" href="/2031/05/06/storm"><script type="application/ld+json">{json.dumps(FACTS)}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Storm shuts Velmora harbour</h1><div class="byline">By Ana Sample</div>
<figure><img src="p.jpg"><figcaption>The pier on Tuesday. Jon Example/AFP</figcaption></figure>
<p>{LEAD}</p><div class="newsletter-box"><p>Sign up for our newsletter and never miss a story</p></div>
<p>{SECOND}</p><p>Also Read: <a href="/fares">Ferry fares rise again in the northern islands</a></p>
<h2>Repairs will take weeks</h2><p>{THIRD}</p></article>
<aside class="related"><h3>More stories</h3><p><a href="/x">Council sells the lighthouse</a></p></aside>
<footer><p>© 2031 Velmora Post</p></footer></body></html>"""


def clean_page(page: str = PAGE, url: str | None = "https://news.example/2031/05/06/storm?x=1") -> CleanArticle:
    return clean(RawDocument(body=page.encode(), media_type="text/html; charset=utf-8", url=url, outlet="news.example"))


def test_the_body_is_kept_and_nothing_else() -> None:
    article = clean_page()

    assert article.text.split("\n\n") == [
        LEAD,
        "\u201cWe did not expect this,\u201d Mayor Ilka Brand told reporters in the town hall.",
        "Repairs will take weeks",
        THIRD,
    ]
    assert [block.kind for block in article.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


def test_each_removal_says_why() -> None:
    removed = {removal.text: removal.reason for removal in clean_page().ledger.removed}

    assert removed["Home Sport"] is RemovalReason.NAVIGATION
    assert removed["© 2031 Velmora Post"] is RemovalReason.FOOTER
    assert removed["The pier on Tuesday. Jon Example/AFP"] is RemovalReason.CAPTION
    assert removed["Sign up for our newsletter and never miss a story"] is RemovalReason.NEWSLETTER
    assert removed["Also Read: Ferry fares rise again in the northern islands"] is RemovalReason.RELATED


def test_a_kept_sentence_leads_back_to_the_raw_page() -> None:
    article = clean_page()
    start = article.text.index("Mayor Ilka")

    span = article.ledger.raw_span(start, start + len("Mayor Ilka Brand told"))

    assert span is not None
    assert PAGE[span.start : span.end] == "Mayor <a href='/brand'>Ilka Brand</a> told"


def test_the_page_s_own_facts_are_believed() -> None:
    article = clean_page()

    assert (article.title, article.outlet, article.section) == (
        "Storm shuts Velmora harbour",
        "Velmora Post",
        "Islands",
    )
    assert (article.authors, article.byline, article.agency) == (("Ana Sample",), "Ana Sample", "AFP")
    assert article.url == "https://news.example/2031/05/06/storm"
    assert article.published is not None
    assert (article.published.text, article.published.source) == ("2031-05-06T10:22:00+02:00", "json-ld")
    assert article.modified is not None
    assert article.modified.text == "2031-05-06T12:00:00+02:00"
    assert article.language == "en"


@pytest.mark.parametrize(
    "junk", ["{", "[" * 5_000, '{"@type":"NewsArticle","headline":{"name":[[]]}}', "null", '{"@type":5}']
)
def test_broken_facts_are_passed_over(junk: str) -> None:
    article = clean_page(PAGE.replace(json.dumps(FACTS), junk))

    assert article.title == "Storm shuts Velmora harbour"


def test_without_any_date_the_address_gives_one() -> None:
    article = clean_page(PAGE.replace(json.dumps(FACTS), "{}"))

    assert article.published is not None
    assert (article.published.text, article.published.source) == ("2031-05-06", "url")


def test_a_page_that_nests_too_deep_for_the_parser_keeps_its_body() -> None:
    article = clean_page(PAGE.replace("<article>", "<article>" + "<div>" * 400))

    assert LEAD in article.text
    assert THIRD in article.text
    assert "Home" not in article.text


def test_a_page_of_megabytes_keeps_its_body() -> None:
    article = clean_page(PAGE.replace("</nav>", f"<a href='/{'y' * 100}'>Link</a> " * 60_000 + "</nav>"))

    assert article.text.startswith(LEAD)


def test_nul_bytes_and_controls_do_no_harm() -> None:
    article = clean_page(PAGE.replace("Velmora was", "Vel\x00mora\x0b was"))

    assert article.text.startswith("The harbour of Velmora was closed")


def test_offsets_count_characters_of_the_decoded_body() -> None:
    page = PAGE.replace("Velmora was closed", "Velmöra was closed").encode("windows-1252", "xmlcharrefreplace")
    document = RawDocument(body=page, media_type="text/html", charset="iso-8859-1")

    span = clean(document).ledger.raw_span(0, 22)

    assert span is not None
    assert decode(document).text[span.start : span.end] == "The harbour of Velmöra"
