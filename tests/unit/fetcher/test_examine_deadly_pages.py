"""Pages that are examined in the event loop hold it up no longer than usual ones of their size, nearly."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from services.fetcher.examine_page import content_key, examine_page
from services.fetcher.page import FetchFailed, Page
from services.fetcher.settle_page import _SMALL_BYTES

ASKED = "https://tidepost.example/ferry-sails-again-48151"
STORY = b"<p>" + b"The ferry to Vessel Bay sails again after the storm. " * 40
#: To read all of a usual page of the same size takes 5 ms; these expressions and lists once cost 15 to 60 times that.
MOST_TIMES_USUAL = 8


def links(write: str, count: int) -> bytes:
    return "".join(write % number for number in range(count)).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"<script></script><div id=root>" + b" " * (_SMALL_BYTES - 100),
        b"<script></script>" + (b"<div " + b"id=root " * 35 + b"id=root>" + b" " * 5000) * 97,
        links("<link rel=canonical href=/%d>", 6_500) + STORY,
        links("<meta name=og:url content=/%d>", 6_500) + STORY,
        links("<link rel=canonical href=//[::%x]>", 5_500) + STORY,
        links("<link rel=canonical href='//" + "\u00e4\u00f6%d." * 30 % ((0,) * 30) + "x%d'>", 1_500) + STORY,
        (b"<link canonical " + b"a" * 3980 + b">") * 50 + STORY,
    ],
    ids=["white space in a root", "many roots", "canonicals", "open graph", "IPv6", "IDNA", "a long attribute name"],
)
def test_no_small_page_holds_up_the_event_loop(body: bytes) -> None:
    assert len(body) <= _SMALL_BYTES
    usual = b"<p class='text'>The ferry to <a href='/bay'>Vessel Bay</a> sails again.</p>\n"

    def examine() -> None:
        with suppress(FetchFailed):
            examine_page(Page(url=ASKED, body=body, media_type="text/html"), ASKED)

    def read_usual() -> None:
        content_key(usual * (len(body) // len(usual)), "text/html")

    assert seconds(examine) < MOST_TIMES_USUAL * seconds(read_usual)


def seconds(work: Callable[[], None]) -> float:
    """Return the processor time that some work takes."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)
