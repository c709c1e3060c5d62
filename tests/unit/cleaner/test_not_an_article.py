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
