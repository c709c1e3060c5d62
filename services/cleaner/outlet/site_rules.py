"""What people say about a site's pages: where the article stands, and what on them is none of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit


class Selector(NamedTuple):
    """Elements of a page, or a phrase of a text, and the rule's name in the ledger."""

    what: str
    """An XPath 1.0 expression, or the phrase."""
    rule: str


@dataclass(frozen=True, kw_only=True)
class SiteRules:
    """All that is said about one page. Of title, body, author and date the first that finds anything counts."""

    title: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()
    strip: tuple[Selector, ...] = ()
    keep: tuple[Selector, ...] = ()
    strip_phrases: tuple[Selector, ...] = ()
    keep_phrases: tuple[Selector, ...] = ()

    @property
    def select_units(self) -> bool:
        """Whether any selector is about the parts of a page."""
        return bool(self.body or self.strip or self.keep)


NO_RULES = SiteRules()


class DatedRules(NamedTuple):
    """Rules of a host, and the days on which its pages looked so."""

    host: str
    """Without ``www.``; with a dot before it, for every host below it."""
    rules: SiteRules
    valid_from: date = date.min
    valid_until: date = date.max


class SiteRuleBook:
    """The rules of all sites."""

    def __init__(self, entries: Iterable[DatedRules] = ()) -> None:
        self._by_host: dict[str, list[DatedRules]] = {}
        for entry in entries:
            self._by_host.setdefault(entry.host, []).append(entry)

    def __len__(self) -> int:
        return sum(map(len, self._by_host.values()))

    def find(self, url: str | None, day: date) -> SiteRules:
        """Return all rules for an address on a day, those of the host itself before those for all below its parents."""
        found = [
            entry.rules
            for name in _names(_host(url))
            for entry in self._by_host.get(name, ())
            if entry.valid_from <= day <= entry.valid_until
        ]
        return _join(found) if found else NO_RULES


def _host(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # an address that is none belongs to no site
        return ""
    return host.removeprefix("www.")


def _names(host: str) -> list[str]:
    parts = host.split(".")
    return [host, *("." + ".".join(parts[at:]) for at in range(1, len(parts) - 1))] if host else []


def _join(rules: Sequence[SiteRules]) -> SiteRules:
    return SiteRules(
        **{field.name: tuple(each for one in rules for each in getattr(one, field.name)) for field in fields(SiteRules)}
    )
