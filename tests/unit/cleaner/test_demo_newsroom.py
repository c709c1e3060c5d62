"""The sample newsroom's pages, cleaned, against what an editor expects of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.demo.expected import ExpectedDrop, read_expected
from claimwire.demo.site import LAST_PHASE, DemoSite
from claimwire.events import DropReason
from claimwire.models import CleanArticle
from services.cleaner.clean import clean
from services.cleaner.document import NotAnArticle, RawDocument

FOLDER = Path(__file__).parents[3] / "deploy" / "demo"
BASE = "http://127.0.0.1:9"
EXPECTED = read_expected(FOLDER)

#: A dead link has no page to clean: the fetcher drops it.
DROPPED = [drop for drop in EXPECTED.dropped if drop.reason is not DropReason.NOT_FOUND]

#: Besides the body a page keeps its standfirst, which many outlets begin the story with, and what an editor tells the
#: reader about this version.
EDITORS_NOTES = ("UPDATED ",)


def clean_page(site: DemoSite, path: str) -> CleanArticle:
    page = site.resources(BASE)[path]
    return clean(RawDocument(body=page.body, media_type=page.media_type, charset=page.charset, url=BASE + path))


def phases() -> Iterator[tuple[int, str]]:
    site = DemoSite(FOLDER)
    for phase in range(1, LAST_PHASE + 1):
        yield from ((phase, path) for path in site.articles())
        site.advance()


def site_in(phase: int) -> DemoSite:
    site = DemoSite(FOLDER)
    while site.phase < phase:
        site.advance()
    return site


@pytest.mark.parametrize(("phase", "path"), [*phases()])
def test_an_article_keeps_its_body_and_loses_its_residue(phase: int, path: str) -> None:
    site = site_in(phase)

    cleaned = clean_page(site, path)

    paragraphs = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", site.articles()[path].body).split("\n\n")
    assert [text for text in paragraphs if text not in cleaned.text] == []
    residue = [each.text for each in EXPECTED.residue if path.startswith(each.path)]
    assert [text for text in residue if text in cleaned.text] == []
    foreign = [block for block in cleaned.text.split("\n\n") if not any(block in text for text in paragraphs)]
    allowed = (site.articles()[path].about.dek, *EDITORS_NOTES)
    assert [block for block in foreign if not block.startswith(allowed)] == []


@pytest.mark.parametrize(("phase", "path"), [*phases()])
def test_headline_and_date_of_an_article_are_found(phase: int, path: str) -> None:
    site = site_in(phase)
    about = site.articles()[path].about

    cleaned = clean_page(site, path)

    assert cleaned.title == about.title
    assert cleaned.published is not None
    assert cleaned.published.text[:10] == about.published.date().isoformat()


@pytest.mark.parametrize("drop", DROPPED, ids=[drop.path for drop in DROPPED])
def test_a_page_without_an_article_is_dropped_for_its_reason(drop: ExpectedDrop) -> None:
    with pytest.raises(NotAnArticle) as raised:
        clean_page(DemoSite(FOLDER), drop.path)

    assert raised.value.reason is drop.reason


def test_an_article_in_another_language_says_so() -> None:
    (silent,) = EXPECTED.without_claims

    assert clean_page(DemoSite(FOLDER), silent.path).language == silent.language
