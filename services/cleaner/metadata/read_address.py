"""Decides which address is an article's own."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

#: Parameters that tell who sent a reader; the fetcher leaves out the same and more.
_TRACKING = re.compile(r"(?:utm_\w{1,20}|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id)=[^&]{0,400}&?")
#: "com", "co", "org", "gov", "ac": below these a country's registry gives out names.
_LONGEST_PUBLIC_LABEL = 3


def read_address(links: Iterable[str | None], url: str | None) -> str | None:
    """Return the canonical address.

    ``links`` are those that the page calls its own, best first; ``url`` is where it was fetched. A page's word is
    believed if it names a page of the same site, or if two of its links agree; a home page is no article's address.
    """
    own = [address for link in links if link and (address := _absolute(link, url)) is not None]
    for at, address in enumerate(own):
        if url is not None and _path(address) == "" and _path(url) != "":
            continue
        agrees = any(same_page(address, other) for other in own[at + 1 :])
        if url is None or _same_outlet(site(address), site(url)) or agrees:
            return address
    return url


def same_page(one: str, other: str) -> bool:
    """Tell whether two addresses lead to one page, whatever their protocol, query and final slash."""
    one_path, other_path = _path(one), _path(other)
    if not one_path or one_path != other_path:
        return False
    # A path without a host is on the page's own.
    return one.startswith("/") or other.startswith("/") or site(one) == site(other)


def site(url: str | None) -> str:
    """Return the host without what only parts an outlet's own pages: "www.", "m.", "amp."."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"\A(?:www\d?|m|amp|mobile)\.", "", host)


def _same_outlet(one: str, other: str) -> bool:
    """Tell whether two hosts are parts of one: "news.example.org" and "example.org", not "a.co.uk" and "b.co.uk"."""
    if one == other or one.endswith(f".{other}") or other.endswith(f".{one}"):
        return True
    labels = one.split(".")[-2:]
    return len(labels) == 2 and len(labels[0]) > _LONGEST_PUBLIC_LABEL and labels == other.split(".")[-2:]


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _absolute(link: str, url: str | None) -> str | None:
    try:
        absolute = urljoin(url or "", link.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    return _without_tracking(absolute) if parts.scheme in ("http", "https") and parts.netloc else None


def _without_tracking(url: str) -> str:
    url = url.partition("#")[0]
    head, mark, query = url.partition("?")
    query = _TRACKING.sub("", query).rstrip("&")
    return f"{head}?{query}" if mark and query else head
