"""Reads who publishes a page, under all the names that it has."""

import re

from services.cleaner.markup.page import PageHead
from services.cleaner.metadata.read_address import site
from services.cleaner.metadata.read_json_ld import JsonLd, texts
from services.cleaner.metadata.same_words import fold, squash

_SITE = ("og:site_name",)
_PUBLISHERS = ("application-name", "publisher", "dc.publisher", "dcterms.publisher")
_ACCOUNTS = ("twitter:site",)
_LONGEST = 80
_END = re.compile(r"\s[|–—·-]\s")  # noqa: RUF001 - titles are parted with dashes
#: "co" and "com" before a country's code.
_LONGEST_PUBLIC_LABEL = 3


def outlet_names(head: PageHead, facts: JsonLd, address: str | None) -> tuple[str, ...]:
    """Return what the outlet calls itself, best first: names, accounts, its host and the host's own label."""
    host = site(address)
    accounts = [account.removeprefix("@") for account in _plain(_metas(head, _ACCOUNTS))]
    return tuple(dict.fromkeys(filter(None, (*_names(head, facts), *accounts, host, _label(host)))))


def outlet_name(head: PageHead, facts: JsonLd, address: str | None) -> str | None:
    """Return the outlet's name, or None where the page does not say it.

    An account is a poor name: the window's title may have a better one, if it is known to be the outlet's.
    """
    accounts = [account.removeprefix("@") for account in _plain(_metas(head, _ACCOUNTS))]
    host = site(address)
    known = {fold(name) for name in (host, _label(host), *accounts)} - {""}
    ends = (squash(end) for end in _END.split(head.title or "")[1:])
    return next(iter([*_names(head, facts), *(end for end in ends if fold(end) in known), *accounts]), None)


def _names(head: PageHead, facts: JsonLd) -> list[str]:
    publishers = [text for node in facts.articles for text in texts(facts.resolve(node.get("publisher")))]
    return _plain([*_metas(head, _SITE), *publishers, *_metas(head, _PUBLISHERS)])


def _plain(written: list[str]) -> list[str]:
    names = (squash(name) for name in written if "/" not in name and len(name) <= _LONGEST)
    return [name for name in names if name]


def _label(host: str) -> str:
    """Return the name in a host: "sample" of "news.sample.co.uk"."""
    labels = host.split(".")[:-1]
    if len(labels) > 1 and len(labels[-1]) <= _LONGEST_PUBLIC_LABEL:
        labels.pop()
    return labels[-1] if labels else ""


def _metas(head: PageHead, names: tuple[str, ...]) -> list[str]:
    return [content for name in names for content in head.metas.get(name, ())]
