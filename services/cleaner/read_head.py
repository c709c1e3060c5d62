"""Collects what a page's head says about the article, while the page is scanned."""

import html
import re

from services.cleaner.page import PageHead

_ATTRIBUTE = re.compile(r"""([^\s=/>"']{1,64})\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

#: A page with more is no article; the rest is not worth its memory.
_LIMIT = 200


class HeadReader:
    """Remembers the elements of a page that speak about the article."""

    READS = frozenset({"html", "meta", "link", "time"})

    def __init__(self) -> None:
        self._language: str | None = None
        self._canonical: str | None = None
        self._title: str | None = None
        self._metas: dict[str, tuple[str, ...]] = {}
        self._json_ld: list[str] = []
        self._times: list[str] = []

    def read(self, tag: str, raw_attributes: str) -> None:
        """Take in one start tag out of READS."""
        attributes = {
            found.group(1).lower(): html.unescape(found.group(2) or found.group(3) or found.group(4) or "").strip()
            for found in _ATTRIBUTE.finditer(raw_attributes)
        }
        if tag == "meta":
            name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
            content = attributes.get("content")
            if name and content and len(self._metas) < _LIMIT:
                self._metas[name] = (*self._metas.get(name, ())[:20], content)
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
            self._canonical = self._canonical or attributes.get("href")
        elif tag == "time" and attributes.get("datetime") and len(self._times) < _LIMIT:
            self._times.append(attributes["datetime"])
            if attributes.get("itemprop"):
                self._metas.setdefault(attributes["itemprop"].lower(), (attributes["datetime"],))
        elif tag == "html":
            self._language = self._language or attributes.get("lang") or attributes.get("xml:lang")

    @staticmethod
    def speaks_of_article(raw_attributes: str) -> bool:
        """Tell whether a script holds facts for machines: JSON-LD."""
        return "ld+json" in raw_attributes.lower()

    def read_facts(self, content: str) -> None:
        """Take in a script that holds facts."""
        if len(self._json_ld) < _LIMIT:
            self._json_ld.append(content)

    def read_title(self, title: str) -> None:
        """Take in a title; the first one is the page's."""
        self._title = self._title or title

    def head(self) -> PageHead:
        """Return what was found."""
        return PageHead(
            title=self._title,
            language=self._language,
            canonical=self._canonical,
            metas=self._metas,
            json_ld=tuple(self._json_ld),
            times=tuple(self._times),
        )
