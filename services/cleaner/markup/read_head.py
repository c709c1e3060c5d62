"""Collects what a page's head says about the article, while the page is scanned."""

import re
from html import unescape

from services.cleaner.markup.page import PageHead

_ATTRIBUTE = re.compile(r"""([^\s=/>"']{1,64})\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

#: A page with more is no article; the rest is not worth its memory.
_LIMIT = 200
_LONGEST = 10_000


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
        # Most links are to style sheets, and reading attributes is what costs.
        if (tag == "link" and (self._canonical or "canonical" not in raw_attributes)) or len(raw_attributes) > _LONGEST:
            return
        attributes: dict[str, str] = {}
        for found in _ATTRIBUTE.finditer(raw_attributes):
            value = found[2] or found[3] or found[4] or ""
            attributes.setdefault(found[1].lower(), (unescape(value) if "&" in value else value).strip())
        if tag == "meta":
            self._read_meta(attributes)
        elif tag == "link":
            if "canonical" in attributes.get("rel", "").lower().split():
                self._canonical = attributes.get("href")
        elif tag == "time":
            self._read_time(attributes)
        else:
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
        """Return what was found. Microdata has names of its own: "itemprop:datepublished"."""
        return PageHead(
            title=self._title,
            language=self._language,
            canonical=self._canonical,
            metas=self._metas,
            json_ld=tuple(self._json_ld),
            times=tuple(self._times),
        )

    def _read_meta(self, attributes: dict[str, str]) -> None:
        name = attributes.get("property") or attributes.get("name") or attributes.get("http-equiv")
        if not name and (mark := attributes.get("itemprop")):
            name = f"itemprop:{mark}"
        if name and (content := attributes.get("content")):
            self._remember(_short(name), content)

    def _read_time(self, attributes: dict[str, str]) -> None:
        written = attributes.get("datetime")
        if written and len(self._times) < _LIMIT:
            self._times.append(written)
            if mark := attributes.get("itemprop"):
                self._remember(f"itemprop:{mark.lower()}", written)

    def _remember(self, name: str, content: str) -> None:
        if name in self._metas or len(self._metas) < _LIMIT:
            self._metas[name] = (*self._metas.get(name, ())[:20], content[:_LONGEST])


def _short(name: str) -> str:
    """Return a property's usual name; some write the vocabulary's address: "http://ogp.me/ns/article#author"."""
    name = name.lower()
    if "://" not in name:
        return name
    vocabulary, _, last = name.rpartition("#")
    kind = vocabulary.rpartition("/")[2]
    return f"{'og' if kind == 'ns' else kind}:{last}"
