"""The pages, the feeds and what is expected of them agree."""

import json
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlsplit

import feedparser
import pytest

from claimwire.demo.expected import Expected
from claimwire.demo.newsroom import Article
from claimwire.demo.site import DemoSite, Resource
from claimwire.models import Stance

BASE = "http://127.0.0.1:8099"
#: Names of formats and vocabularies, which nobody fetches.
VOCABULARIES = {"schema.org", "www.w3.org", "purl.org", "jsonfeed.org"}


def readable(resource: Resource) -> str:
    """Give a page's text roughly as a reader sees it: no tags, white space folded."""
    text = re.sub(r"<(script|style).*?</\1>", " ", resource.body.decode(resource.charset), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def word_fours(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def links_of(feed: Resource) -> list[str]:
    if feed.media_type == "application/feed+json":
        return [item["url"] for item in json.loads(feed.body)["items"]]
    return [entry.link for entry in feedparser.parse(feed.body).entries]


def paths_of(feed: Resource) -> list[str]:
    return [re.sub(r"\?utm_.*", "", link.removeprefix(BASE)) for link in links_of(feed)]


def announced(site: DemoSite) -> list[str]:
    resources = site.resources(BASE)
    return [path for feed, _ in site.feeds() for path in paths_of(resources[feed])]


def in_phase(site: DemoSite, phase: int) -> Mapping[str, Article]:
    while site.phase < phase:
        site.advance()
    return site.articles()


def test_each_kind_of_feed_is_published(site: DemoSite) -> None:
    kinds = {site.resources(BASE)[path].media_type for path, _ in site.feeds()}

    assert kinds == {"application/rss+xml", "application/atom+xml", "application/feed+json"}


@pytest.mark.parametrize("phase", [1, 2])
def test_every_feed_can_be_read(site: DemoSite, phase: int) -> None:
    in_phase(site, phase)
    feeds = [site.resources(BASE)[path] for path, _ in site.feeds()]

    for feed in feeds:
        if feed.media_type == "application/feed+json":
            document = json.loads(feed.body)
            assert all(item["content_html"] and item["date_published"] for item in document["items"])
        else:
            parsed = feedparser.parse(feed.body)
            assert not parsed.bozo
            assert all(entry.id and entry.title and entry.summary for entry in parsed.entries)
            assert all(entry.published_parsed for entry in parsed.entries)


def test_the_feeds_announce_all_articles_and_the_links_that_lead_to_none(site: DemoSite, expected: Expected) -> None:
    paths = announced(site)

    assert sorted(paths) == sorted([*site.articles(), *(drop.path for drop in expected.dropped)])


def test_only_the_dead_link_is_dead(site: DemoSite, expected: Expected) -> None:
    dead = [path for path in announced(site) if path not in site.resources(BASE)]

    assert dead == [drop.path for drop in expected.dropped if drop.reason == "not_found"]


def test_an_entry_keeps_its_identity_when_the_site_moves(site: DemoSite) -> None:
    feeds = [path for path, _ in site.feeds()]

    here, there = (
        [re.findall(r"tag:[^<\"]+", site.resources(base)[path].body.decode()) for path in feeds]
        for base in (BASE, "http://127.0.0.1:8100")
    )

    assert here == there
    resources = site.resources(BASE)
    assert [len(set(each)) for each in here] == [len(paths_of(resources[path])) for path in feeds]


def test_the_second_phase_changes_exactly_what_is_expected(site: DemoSite, expected: Expected) -> None:
    before, pages_before = site.articles(), site.resources(BASE)
    after = in_phase(site, 2)
    pages_after = site.resources(BASE)

    changed = {path for path in pages_before if pages_after[path].etag != pages_before[path].etag}
    new = set(pages_after) - set(pages_before)
    touched = {*new, *expected.articles.edited}
    feeds = {path for path, _ in site.feeds() if touched.intersection(paths_of(pages_after[path]))}
    assert (expected.articles.phase_1, expected.articles.phase_2) == (len(before), len(after))
    assert new == set(expected.articles.new)
    assert changed == {*expected.articles.edited, *feeds, "/"}
    assert set(pages_before) <= set(pages_after)


def test_an_edited_article_is_newer_than_it_was(site: DemoSite, expected: Expected) -> None:
    (path,) = expected.articles.edited
    before = site.articles()[path]
    after = in_phase(site, 2)[path]

    assert before.about.published == after.about.published
    assert before.updated < after.updated


def test_the_news_ends_with_the_last_phase(site: DemoSite) -> None:
    last = in_phase(site, 2)

    site.advance()

    assert site.articles() == last


def test_each_expected_statement_stands_in_the_text_of_its_article(site: DemoSite, expected: Expected) -> None:
    bodies = {phase: {path: a.body for path, a in in_phase(site, phase).items()} for phase in (1, 2)}

    missing = [
        (cluster.name, statement.text)
        for cluster in expected.clusters
        for statement in cluster.statements
        if statement.text not in bodies[statement.phase].get(statement.path, "")
    ]
    assert missing == []


def test_the_outlets_and_names_of_a_cluster_are_those_of_its_statements(expected: Expected) -> None:
    against = {Stance.DENIES, Stance.NO_EVIDENCE}

    for cluster in expected.clusters:
        outlets = {each.path.split("/")[1] for each in cluster.statements if each.stance not in against}
        deniers = {each.speaker for each in cluster.statements if each.stance is Stance.DENIES}
        without_evidence = {each.speaker for each in cluster.statements if each.stance is Stance.NO_EVIDENCE}

        assert set(cluster.outlets) == outlets, cluster.name
        assert deniers <= set(cluster.deniers), cluster.name
        assert without_evidence <= set(cluster.no_evidence), cluster.name


def test_residue_stands_on_the_pages_and_never_in_the_text(site: DemoSite, expected: Expected) -> None:
    for phase in (1, 2):
        articles = in_phase(site, phase)
        pages = {path: readable(site.resources(BASE)[path]) for path in articles}
        bodies = "\n".join(article.body for article in articles.values())
        for residue in expected.residue:
            if residue.path in expected.articles.new and phase == 1:
                continue
            concerned = [path for path in pages if path == residue.path or residue.path == f"/{path.split('/')[1]}/"]

            assert concerned, residue.path
            assert [path for path in concerned if residue.text not in pages[path]] == [], residue.text
            assert residue.text not in bodies


def test_the_whole_text_of_each_article_stands_on_its_page(site: DemoSite) -> None:
    for path, article in in_phase(site, 2).items():
        page = readable(site.resources(BASE)[path])
        text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r" \1 ", article.body)

        lost = [block for block in text.split("\n\n") if " ".join(block.split()) not in page]
        assert lost == [], path


def test_the_agency_report_is_reprinted_by_two_outlets_and_reworded_by_a_third(site: DemoSite) -> None:
    articles = site.articles()
    courier, today, observer = (
        word_fours(articles[path].body)
        for path in (
            "/haldre-courier/national/brannock-villages-evacuated.html",
            "/varlund-today/news/dam-leak-drives-1200-from-their-beds-884120",
            "/corvany-observer/world/2026/villagers-flee-leaking-dam/",
        )
    )

    assert len(courier & today) > 0.8 * min(len(courier), len(today))
    assert len(courier & observer) < 0.1 * min(len(courier), len(observer))


def test_no_address_leads_out_of_the_demo(site: DemoSite) -> None:
    in_phase(site, 2)

    hosts = {
        urlsplit(address).hostname or ""
        for resource in site.resources(BASE).values()
        for address in re.findall(r"https?://[^\s\"'<>]+", resource.body.decode(resource.charset))
    }
    outside = {host for host in hosts - VOCABULARIES if host != "127.0.0.1" and not host.endswith(".example")}
    assert outside == set()


def test_nothing_is_left_to_fill_in(site: DemoSite) -> None:
    in_phase(site, 2)

    unfilled = [path for path, resource in site.resources(BASE).items() if b"{{" in resource.body]
    assert unfilled == []


def test_the_gazette_is_written_in_windows_1252(site: DemoSite) -> None:
    page = site.resources(BASE)["/luth-valley-gazette/article.php?id=1187"]

    assert page.charset == "windows-1252"
    assert b"Caf\xe9 Tarn" in page.body
