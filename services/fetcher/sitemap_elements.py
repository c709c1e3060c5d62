"""Collects what the elements of a sitemap say.

Names are told by where they stand, not by their namespaces, which sitemaps get wrong or leave undeclared; so the
address of an image is not taken for that of its page.
"""

import re

#: As many as the protocol lets a sitemap name.
_MOST_NAMED = 50_000
_START_LOOKED_AT = 64 * 1024
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?(urlset|sitemapindex)[\s/>]")

Named = dict[str, str]
"""What a sitemap says of an address: ``loc``, ``lastmod``, and for news ``title``, ``publication_date``, ``language``.
"""


def looks_like_sitemap(body: bytes) -> bool:
    """Tell whether a body's first element is a sitemap's."""
    start = body[:_START_LOOKED_AT].replace(b"\0", b"")  # as UTF-16 holds ASCII
    at = start.find(b"<")
    while at >= 0 and start.startswith((b"<?", b"<!"), at):
        end = start.find(b"-->" if start.startswith(b"<!--", at) else b">", at)
        at = start.find(b"<", end) if end >= 0 else -1
    return at >= 0 and _ROOT.match(start, at) is not None


class SitemapElements:
    """Takes the elements of a sitemap or an index of sitemaps."""

    def __init__(self) -> None:
        self.root = ""
        self.named: list[Named] = []
        self.overflowed = False
        """Whether it names more than the protocol allows."""
        self.publication = ""
        self.language = ""
        self._current: Named = {}

    def start(self, path: tuple[str, ...], _: dict[str, str]) -> None:
        """Take an element that begins."""
        if len(path) == 1:
            self.root = path[0]

    def end(self, path: tuple[str, ...], text: str) -> None:
        """Take an element that ends, with the text directly in it."""
        match path:
            case (_, "url" | "sitemap"):
                self._keep()
            case (_, "url" | "sitemap", "loc" | "lastmod" as name):
                self._current.setdefault(name, text)
            case (_, "url", "news", "title" | "publication_date" as name):
                self._current.setdefault(name, text)
            case (_, "url", "news", "publication", "language"):
                self._current.setdefault("language", text)
                self.language = self.language or text
            case (_, "url", "news", "publication", "name"):
                self.publication = self.publication or text

    def _keep(self) -> None:
        self.overflowed = len(self.named) >= _MOST_NAMED
        if not self.overflowed:
            self.named.append(self._current)
        self._current = {}
