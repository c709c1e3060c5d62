import pytest

from services.fetcher.examine_page import content_key, examine_page
from services.fetcher.page import FetchFailed, Page

ASKED = "https://tidepost.example/ferry-sails-again-48151"
STORY = "<p>" + "The ferry to Vessel Bay sails again after the storm. " * 10 + "</p>"


def key(body: str, media_type: str = "text/html") -> str:
    return content_key(body.encode(), media_type)


def canonical(ended: str, head: str = "") -> str:
    body = f"<html><head>{head}</head><body>{STORY}</body></html>".encode()
    return examine_page(Page(url=ended, body=body, media_type="text/html"), ASKED).canonical


def test_what_a_reader_does_not_see_makes_no_difference() -> None:
    assert key(f"<div class='a1'>{STORY}</div>") == key(f"<div  class='b2'>{STORY}\n</div><script>1</script>")
    assert key(STORY) != key(STORY.replace("storm", "war", 1))


def test_a_text_is_told_by_its_words() -> None:
    text = "It sails. " * 40

    assert key(text, "text/plain") == key(text.replace(" ", "\n"), "text/plain")
    assert key(f"{text}<b>", "text/plain") != key(text, "text/plain")


def test_a_page_of_more_tags_than_any_is_left_to_the_cleaner() -> None:
    named = f'<link rel="canonical" href="{ASKED}-b">'
    body = named + "<b>" * 200_000

    assert examine_page(Page(url=ASKED, body=body.encode(), media_type="text/html"), ASKED).canonical == ASKED
    assert key(body) != key(body.replace("<b>", "<i>"))


def test_a_page_is_known_by_what_it_says_then_by_where_it_is_then_by_what_was_asked() -> None:
    named = "https://www.tidepost.example/news/ferry-sails-again-48151"
    moved = "https://tidepost.example/2031/ferry-sails-again-48151"

    assert canonical(moved, f'<link rel="canonical" href="{named}">') == named
    assert canonical(f"{moved}?utm_source=x") == moved
    assert canonical("https://elsewhere.example/48151", f'<link rel="canonical" href="{named}">') == ASKED
    assert canonical("file:///archive/ferry-48151.html") == ASKED


def test_a_feeds_content_is_judged_by_nobody() -> None:
    page = Page(url=ASKED, body=b"<title>404</title><p>It sails.</p>", media_type="text/html")

    with pytest.raises(FetchFailed):
        examine_page(page, ASKED)
    examine_page(Page(url=ASKED, body=page.body, media_type="text/html", from_feed=True), ASKED)
