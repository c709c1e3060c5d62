"""Decides whether one address may stand for another: a page's word for its article's address is not always true. Pure.

An address too few makes two articles one and loses news; one too many only makes an article known twice. So what
cannot be told is refused.
"""

import re
from urllib.parse import unquote, urlsplit

#: Labels of hosts that serve another form of the same site. There is no list of public suffixes here, so any other
#: subdomain may be another person's: of ``a.blogs.example`` and ``blogs.example`` nobody can tell.
_FORMS = frozenset({"www", "www1", "www2", "www3", "m", "mobile", "mobi", "amp", "touch", "wap"})
_FEWEST_LABELS = 2
#: Caches of AMP pages say whose page it is in their path; ``s`` stands for https, ``c`` for the whole document
#: (https://developers.google.com/amp/cache/amp-cache-urls).
_CACHED = re.compile(r"/(?:[cv]/)?(?:s/)?([a-z0-9.-]+\.[a-z]{2,})/", re.IGNORECASE)
_VIEWED = re.compile(r"/amp/(?:s/)?([a-z0-9.-]+\.[a-z]{2,})/", re.IGNORECASE)
_CACHES = ("cdn.ampproject.org", "www.google.com")

#: What stands behind an article's address for another form of it.
_FORM_SEGMENTS = frozenset({"amp", "amp.html", "print", "full", "single", "all"})
_FRONT = re.compile(r"/?(?:(?:index|default|home|start)(?:\.[a-z]{3,5})?/?)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-3]\d)?")
_CODE = re.compile(r"[a-z0-9]{6,}", re.IGNORECASE)
#: A day, or a month, and one name behind it.
_DATED = re.compile(r"/((?:19|20)\d{2}/\d{1,2}/(?:\d{1,2}/)?[^/]+)")
#: Headlines have at least so many words of three letters and more; sections have fewer, as a rule.
_FEWEST_WORDS = 3
_MOST_LENGTH = 2_000


def site_of(address: str) -> str:
    """Return the site that an address belongs to, the same for its desktop, mobile and AMP hosts."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    for cache, path in zip(_CACHES, (_CACHED, _VIEWED), strict=True):
        if (host == cache or host.endswith(f".{cache}")) and (cached := path.match(parts.path)):
            return _without_forms(cached[1].lower())
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return _without_forms(host) + port


def is_front(address: str) -> bool:
    """Tell whether an address is that of a site's home page."""
    parts = urlsplit(address)
    return _FRONT.fullmatch(parts.path) is not None and not parts.query


def may_move(address: str, target: str) -> bool:
    """Tell whether a redirect within a site leads to the article itself, rather than to a section or the home page."""
    if site_of(address) != site_of(target) or is_front(target) or len(target) > _MOST_LENGTH:
        return False
    return _same_document(address, target) or _Marks(target).any or not _Marks(address).any


def leads_up(address: str, target: str) -> bool:
    """Tell whether a redirect leads from an article to a section above it, as many do whose article is gone."""
    return site_of(address) == site_of(target) and _is_section_of(target, address) and not may_move(address, target)


def name_the_same(one: str, other: str) -> bool:
    """Tell whether two addresses of a site share what tells its articles apart."""
    marks = _Marks(one)
    return site_of(one) == site_of(other) and marks.any and _Marks(other).any and marks.agree_with(_Marks(other))


def may_stand_for(canonical: str, address: str) -> bool:
    """Tell whether the page at an address may be known by the canonical address that it names.

    Beside what holds for redirects, the two must have something in common that tells articles apart: a number, a code
    or a headline. Templates name a section, or the article that was rendered before.
    """
    if site_of(canonical) != site_of(address) or is_front(canonical) or len(canonical) > _MOST_LENGTH:
        return False
    if _same_document(canonical, address):
        return True
    marks = _Marks(canonical)
    return marks.any and not _is_section_of(canonical, address) and marks.agree_with(_Marks(address))


class _Marks:
    """What in an address tells one article of a site from another."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        path, query = unquote(parts.path[:_MOST_LENGTH]), unquote(parts.query[:_MOST_LENGTH])
        self.numbers = {number for number in _NUMBER.findall(f"{path} {query}") if not _DATE.fullmatch(number)}
        self.codes = {
            code.lower()
            for code in _CODE.findall(f"{path} {query}")
            if not code.isdigit() and any(character.isdigit() for character in code)
        }
        self.codes.update(found.lower() for found in _DATED.findall(path))
        words = [_WORD.findall(segment.lower()) for segment in path.split("/")]
        self.words = set(next((found for found in reversed(words) if len(found) >= _FEWEST_WORDS), ()))

    @property
    def any(self) -> bool:
        return bool(self.numbers or self.codes or self.words)

    def agree_with(self, other: "_Marks") -> bool:
        """Tell whether nothing in the other address speaks against its being the same article."""
        if not other.any or self.numbers & other.numbers or self.codes & other.codes:
            return True
        fewer = min(len(self.words), len(other.words))
        return bool(fewer) and 2 * len(self.words & other.words) >= fewer


def _without_forms(host: str) -> str:
    labels = host.split(".")
    kept = [label for label in labels[:-_FEWEST_LABELS] if label not in _FORMS]
    return ".".join((*kept, *labels[-_FEWEST_LABELS:]))


def _same_document(one: str, other: str) -> bool:
    return urlsplit(one)._replace(scheme="", netloc="") == urlsplit(other)._replace(scheme="", netloc="")


def _is_section_of(canonical: str, address: str) -> bool:
    """Tell whether an address lies below another, other than as its AMP or printed form."""
    above = urlsplit(canonical).path.strip("/").split("/")
    below = urlsplit(address).path.strip("/").split("/")
    return below[: len(above)] == above and not _FORM_SEGMENTS.issuperset(below[len(above) :])
