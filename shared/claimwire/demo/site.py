"""The sample newsroom as a web site: what lies at each path, before and after the news moves on. Knows no server."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from claimwire.demo.feeds import WRITERS, Entry, Feed
from claimwire.demo.newsroom import Article, OtherPage, Outlet
from claimwire.demo.read_newsroom import read_newsroom
from claimwire.demo.render import Html, fill, render_body, render_page

LAST_PHASE = 2
ROBOTS = "User-agent: *\nDisallow: /private/\n"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """What a server answers for a path."""

    body: bytes
    media_type: str
    charset: str = "utf-8"
    last_modified: datetime | None = None

    @property
    def etag(self) -> str:
        """Derive a validator from the content, without its quotation marks."""
        return hashlib.sha256(self.body).hexdigest()[:16]


class DemoSite:
    """The sample newsroom in phase 1; ``advance()`` publishes the updates and the edited article of phase 2."""

    def __init__(self, folder: Path) -> None:
        self.outlets = read_newsroom(folder)
        self.phase = 1
        self._published: dict[tuple[int, str], Mapping[str, Resource]] = {}

    def feeds(self) -> list[tuple[str, str]]:
        """List each feed's path with its outlet's name."""
        return [(outlet.source.feed.path, outlet.source.name) for outlet in self.outlets]

    def articles(self) -> dict[str, Article]:
        """Give the articles of the current phase by path; pages that are no articles are not among them."""
        return {article.path: article for outlet in self.outlets for article in outlet.published(self.phase)}

    def advance(self) -> None:
        """Let the news move on to the next phase; nothing happens after the last one."""
        self.phase = min(self.phase + 1, LAST_PHASE)

    def resources(self, base_url: str) -> Mapping[str, Resource]:
        """Give everything that is published in the current phase by path, with addresses under the base."""
        key = (self.phase, base_url)
        if key not in self._published:
            self._published[key] = dict(_publish(self.outlets, self.phase, base_url))
        return self._published[key]


def _publish(outlets: tuple[Outlet, ...], phase: int, base_url: str) -> Iterator[tuple[str, Resource]]:
    yield "/robots.txt", Resource(body=ROBOTS.encode(), media_type="text/plain")
    yield "/", _front_page(outlets, phase, base_url)
    for outlet in outlets:
        yield outlet.source.feed.path, _feed(outlet, phase, base_url)
        for article in outlet.published(phase):
            yield (
                article.path,
                Resource(
                    body=render_page(outlet, article, base_url),
                    media_type="text/html",
                    charset=outlet.source.charset,
                    last_modified=article.updated,
                ),
            )
        for page in outlet.source.other_pages:
            if page.file:
                yield page.path, _other_page(outlet, page, page.file, base_url)


def _other_page(outlet: Outlet, page: OtherPage, file: str, base_url: str) -> Resource:
    text = (outlet.folder / file).read_text(encoding="utf-8")
    return Resource(
        body=fill(text, {"base": Html(base_url)}).encode(outlet.source.charset),
        media_type="text/html",
        charset=outlet.source.charset,
        last_modified=page.published,
    )


def _feed(outlet: Outlet, phase: int, base_url: str) -> Resource:
    source = outlet.source
    entries = [_entry_of_article(outlet, article, base_url) for article in outlet.published(phase)]
    entries += [_entry_of_page(outlet, page, base_url) for page in source.other_pages]
    feed = Feed(
        title=source.name,
        language=source.language,
        home_url=f"{base_url}/",
        url=base_url + source.feed.path,
        entries=sorted(entries, key=lambda entry: entry.published, reverse=True),
    )
    media_type, write = WRITERS[source.feed.kind]
    return Resource(body=write(feed), media_type=media_type, last_modified=feed.updated)


def _entry_of_article(outlet: Outlet, article: Article, base_url: str) -> Entry:
    about, feed = article.about, outlet.source.feed
    return Entry(
        entry_id=_entry_id(outlet, article.slug),
        url=base_url + article.path + feed.link_suffix,
        title=about.title,
        summary=_summary(outlet, about.summary, base_url),
        author=about.author,
        content=render_body(outlet, article, base_url) if feed.full_text else None,
        published=about.published,
        updated=article.updated,
    )


def _entry_of_page(outlet: Outlet, page: OtherPage, base_url: str) -> Entry:
    return Entry(
        entry_id=_entry_id(outlet, page.slug),
        url=base_url + page.path + outlet.source.feed.link_suffix,
        title=page.title,
        summary=_summary(outlet, page.summary, base_url),
        published=page.published,
        updated=page.published,
    )


def _entry_id(outlet: Outlet, slug: str) -> str:
    # A tag URI (RFC 4151) stays the same when the site moves to another port.
    return f"tag:{outlet.folder.name}.example,2026:{slug}"


def _summary(outlet: Outlet, summary: str, base_url: str) -> str:
    frame = fill(outlet.source.feed.summary, {"base": Html(base_url)})
    return frame.format(escape(summary, quote=False))


def _front_page(outlets: tuple[Outlet, ...], phase: int, base_url: str) -> Resource:
    parts = ["<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>The sample newsroom</title>"]
    for outlet in outlets:
        name = escape(outlet.source.name)
        parts.append(f"<h2>{name}</h2><p><a href='{base_url}{outlet.source.feed.path}'>Feed</a></p><ul>")
        parts += [
            f"<li><a href='{base_url}{article.path}'>{escape(article.about.title)}</a></li>"
            for article in outlet.published(phase)
        ]
        parts.append("</ul>")
    return Resource(body="\n".join(parts).encode(), media_type="text/html")
