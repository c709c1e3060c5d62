"""The fetcher's judgement on 151 real pages: none is taken for a wall, and each is known by the address it names."""

import gzip
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from services.fetcher.canonicalise import canonicalise
from services.fetcher.examine_page import examine_page
from services.fetcher.page import Page
from tests.quality.publishers import pages

PAGES = pages()
_NAMED = re.compile(rb"""<link\b[^<>]*\brel=["']?canonical\b[^<>]*>""", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref=["']?([^"'\s<>]+)""", re.IGNORECASE)
#: Two pages name none, and some name one that is not on their host any more.
_FEWEST_NAMED = 145

pytestmark = pytest.mark.skipif(not PAGES, reason="NOT RUN: the pages of publishers are not on this machine")


def named_address(body: bytes) -> str | None:
    link = _NAMED.search(body)
    href = _HREF.search(link.group()) if link else None
    if href is None:
        return None
    # One page names its address without a host.
    return urljoin("https://www.publisher.example/", unescape(href[1].decode("utf-8", "replace")))


def forms(address: str) -> list[str]:
    """Return addresses that the same page may be found at."""
    mobile = re.sub(r"^https://(?:www\.)?", "http://m.", address)
    return [address, mobile, f"{address.rstrip('/')}/amp", f"{address}?ref=front&utm_source=feed"]


def test_no_page_of_a_publisher_is_taken_for_a_wall() -> None:
    for path in PAGES:
        page = Page(url="https://publisher.example/x", body=gzip.decompress(path.read_bytes()), media_type="text/html")

        examine_page(page, page.url)  # which raises where it takes it for one


def test_each_form_of_a_page_is_known_by_the_address_that_the_page_names() -> None:
    named = 0
    for path in PAGES:
        body = gzip.decompress(path.read_bytes())
        address = named_address(body)
        if address is None:
            continue
        named += 1
        for form in forms(address):
            page = Page(url=canonicalise(form), body=body, media_type="text/html")
            # What is named without a host is on the host that the page was found at.
            canonical = urlsplit(examine_page(page, page.url).canonical)

            assert canonical.path == urlsplit(canonicalise(address)).path, path.name
            assert canonical.hostname in (urlsplit(address).hostname, urlsplit(form).hostname)
        other = f"https://{urlsplit(address).hostname}/2031/ferry-sails-again-after-storm-48151"
        stray = Page(url=other, body=body, media_type="text/html")

        assert examine_page(stray, other).canonical == other, path.name
    assert named >= _FEWEST_NAMED
