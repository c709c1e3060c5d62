import pytest

from claimwire.events import DropReason
from services.cleaner.clean import clean
from services.cleaner.document import NotAnArticle, RawDocument

MENU = "<nav>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(40)) + "</nav>"


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        ("", "text/html", DropReason.NO_ARTICLE),
        (" \n\t ", "text/plain", DropReason.NO_ARTICLE),
        ("<html><body><div id='root'></div></body></html>", "text/html", DropReason.NO_ARTICLE),
        (f"<html><title>Velmora Post</title><body>{MENU}</body></html>", "text/html", DropReason.NO_ARTICLE),
        ("Home\nSport\nIslands\nWeather", "text/plain", DropReason.NO_ARTICLE),
        (
            "<noscript><p>Please enable JavaScript to continue using this site.</p></noscript>",
            "text/html",
            DropReason.NEEDS_SCRIPT,
        ),
        (
            "<h1>Before you continue</h1><p>We and our partners store data.</p><button>Accept all</button>",
            "text/html",
            DropReason.CONSENT_WALL,
        ),
        (
            "<title>404 - Page not found</title><p>The page you requested could not be found here.</p>",
            "text/html",
            DropReason.SOFT_NOT_FOUND,
        ),
        ("%PDF-1.7", "application/pdf", DropReason.MEDIA_TYPE),
        ("\x00\x01\x02\x03" * 100, "text/html", DropReason.UNREADABLE),
    ],
)
def test_a_page_without_an_article_says_why(body: str, media_type: str, reason: DropReason) -> None:
    with pytest.raises(NotAnArticle) as raised:
        clean(RawDocument(body=body.encode(), media_type=media_type))

    assert raised.value.reason is reason
    assert raised.value.detail


def test_a_flash_of_one_sentence_is_an_article() -> None:
    article = clean(
        RawDocument(body=b"The harbour of Velmora has been closed, officials say.", media_type="text/plain")
    )

    assert article.text == "The harbour of Velmora has been closed, officials say."


def test_an_article_about_cookies_is_an_article() -> None:
    sentence = "The council of Velmora will fine sites that show a banner where only accept all can be chosen. "

    article = clean(RawDocument(body=(sentence * 20).encode(), media_type="text/plain"))

    assert article.text.startswith("The council of Velmora")


def test_a_page_that_is_called_a_text_is_read_as_a_page() -> None:
    body = b"<!DOCTYPE html><html><body><p>The harbour of Velmora has been closed, officials say.</p></body></html>"

    article = clean(RawDocument(body=body, media_type="text/plain"))

    assert article.text == "The harbour of Velmora has been closed, officials say."


PARAGRAPH = "The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings."
COOKIE_BAR = "<div id='cookie-bar'>We and our 90 partners use cookies. <button>Accept all</button></div>"


def reason_of(page: str, media_type: str = "text/html") -> DropReason:
    with pytest.raises(NotAnArticle) as raised:
        clean(RawDocument(body=page.encode(), media_type=media_type))
    return raised.value.reason


@pytest.mark.parametrize("bar", [COOKIE_BAR, COOKIE_BAR.replace("cookie-bar", "bar")])
def test_a_cookie_bar_is_no_consent_wall(bar: str) -> None:
    article = clean(RawDocument(body=f"{bar}<div><p>{PARAGRAPH}</p></div>".encode(), media_type="text/html"))

    assert PARAGRAPH in article.text


def test_a_wall_of_several_sentences_is_a_wall() -> None:
    page = (
        "<h1>Before you continue</h1><p>We value your privacy. We and our 611 partners store cookies.</p>"
        "<p>You can accept or refuse at any time.</p><p>Advertising pays for the work of our partners.</p>"
    )

    assert reason_of(page) is DropReason.CONSENT_WALL


def test_a_list_of_links_is_no_article() -> None:
    links = "".join(f"<li><a href='/{n}'>How much do you know about storm {n}?</a></li>" for n in range(8))

    assert reason_of(f"<h1>Storms</h1><ul>{links}</ul>") is DropReason.NO_ARTICLE


def test_a_list_of_teasers_is_no_article() -> None:
    cards = "".join(
        f"<li><h3><a href='/{n}'>Storm {n} shuts the harbour of Velmora</a></h3><p>Storm {n} {PARAGRAPH[4:]}</p></li>"
        for n in range(8)
    )

    assert reason_of(f"<h1>Storms</h1><ul>{cards}</ul>") is DropReason.NO_ARTICLE


def test_an_article_with_a_link_to_another_story_below_each_paragraph_is_an_article() -> None:
    body = "".join(
        f"<p>Storm {n} {PARAGRAPH[4:]}</p><p><a href='/{n}'>Harbour {n} was never safe</a></p>" for n in range(8)
    )

    article = clean(RawDocument(body=f"<article>{body}</article>".encode(), media_type="text/html"))

    assert article.text.count("tore two ferries") == 8


@pytest.mark.parametrize(("piece", "media_type"), [("a\n", "text/plain"), ("<p>a", "text/html")])
def test_a_document_of_countless_pieces_is_too_large(piece: str, media_type: str) -> None:
    assert reason_of(piece * 150_000, media_type) is DropReason.TOO_LARGE
