import pytest

from services.fetcher.page_of_entry import page_of_entry
from tests.integration.fetcher.newsdesk import discovered

STORY = "The ferry to Vessel Bay sails again. " * 15


def body_of(content: str, title: str | None = "Ferry sails", **more: str) -> str:
    page = page_of_entry(discovered("https://tidepost.example/ferry", content=content, title=title, **more))
    assert page is not None
    return page.body.decode()


def test_content_becomes_a_page_with_its_title_above_it() -> None:
    body = body_of(f"<p>{STORY}</p>", language="en-GB")

    assert '<html lang="en-GB">' in body
    assert "<title>Ferry sails</title>" in body
    assert f"<h1>Ferry sails</h1>\n<p>{STORY}</p>" in body


def test_a_title_is_text_whatever_it_holds() -> None:
    body = body_of(STORY, title="Ferry &amp; <script>bay</script>")

    assert "<h1>Ferry &amp; &lt;script&gt;bay&lt;/script&gt;</h1>" in body


def test_no_language_breaks_out_of_its_attribute() -> None:
    assert "<html>" in body_of(STORY, language='en" onload="x')


def test_a_text_keeps_its_paragraphs() -> None:
    body = body_of(f"{STORY}\n\nIt took 1 < 2 hours.\r\n \r\nAll are well.")

    assert body.count("<p>") == 3
    assert "<p>It took 1 &lt; 2 hours.</p>" in body


@pytest.mark.parametrize("content", ["", "<p>Too short.</p>", f"<!-- {STORY} -->", f"<script>{STORY}</script>"])
def test_what_is_no_article_makes_no_page(content: str) -> None:
    assert page_of_entry(discovered("https://tidepost.example/ferry", content=content)) is None


def test_lone_surrogates_do_not_make_it_fail() -> None:
    assert "?" in body_of(f"{STORY} \ud800", title="\udfff")
