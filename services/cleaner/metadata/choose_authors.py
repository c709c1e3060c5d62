"""Decides who wrote an article: people, apart from agencies, from the outlet itself and from its accounts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from services.cleaner.metadata.agencies import agency_in_credit, is_credit_line
from services.cleaner.metadata.read_byline import split_names, without_place
from services.cleaner.metadata.read_json_ld import JsonLd, texts
from services.cleaner.metadata.same_words import fold, squash

_MOST = 20
_LONGEST_FIELD = 600
_LONGEST_NAME = 80
_FEWEST_LETTERS = 3
#: "STV Velmora" is a newsroom of STV.
_LONGEST_INITIALS = 4
#: Accounts that a newsroom's software has, and sections where a name should be.
_ACCOUNT_NAMES = """
admin administrator administrador root webmaster webadmin developer developers editor user author guest gast online
onlineredaktion news newsdesk nachrichten noticias notícias notizie actualité actualités actu nieuws nyheter nyheder
новини новости unknown null none undefined default test
"""
_ACCOUNTS = frozenset(_ACCOUNT_NAMES.split())
_ACCOUNT_ADDRESS = re.compile(
    r"/(?:authors?|autor|auteur|user|profile)/(?:admin|administrator|root|webmaster|editor)\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"://|@|\bwww\.|\b[\w-]{2,40}\.(?:com|net|org|de|at|ch|fr|es|it|nl|pt|se|ua|uk|co|info|news|tv|eu)\b", re.IGNORECASE
)
#: What stands beside the outlet's name where it signs itself, folded.
_BESIDE_OUTLET = re.compile(
    r"(?:the|der|die|das|gmbh|ag|ltd|inc|llc|corp|sa|bv|ab|news|nachrichten|online|redaktion|redaction|rédaction|redacción|redazione|"
    r"redactie|redação|redaktionen|newsroom|newsdesk|desk|staff|reporters?|writers?|editors?|team|agencies|und|and|mit|webdesk|bureau|"
    r"com|net|org|de|at|ch|fr|es|it|nl|pt|se|ua|uk|couk|tv){1,4}"
)


class Credits(NamedTuple):
    """Whom a page names as authors."""

    people: tuple[str, ...] = ()
    outlet: str | None = None
    """The outlet itself, as it calls itself in its byline."""
    agency: str | None = None


def choose_authors(sources: Iterable[Iterable[str]], outlets: Sequence[str], *, language: str | None) -> Credits:
    """Take the people of the first source that names any, and the first agency that any source names.

    The outlet counts for its own author where no better source names an agency.
    """
    own = frozenset(folded for outlet in outlets if len(folded := fold(outlet)) >= _FEWEST_LETTERS)
    people: tuple[str, ...] = ()
    agency: str | None = None
    itself: str | None = None
    for source in sources:
        fields = [squash(field[:_LONGEST_FIELD]) for field in islice(source, _MOST) if "://" not in field]
        names = [name for field in fields for name in split_names(field, is_dutch=_is_dutch(language))][:_MOST]
        named = [name for name in names if not _agency(name)]
        if agency is None:
            itself = itself or next((name for name in named if _names_outlet(name, own)), None)
        agency = agency or next(filter(None, map(_agency, names)), None)
        people = people or tuple(dict.fromkeys(name for name in named if _is_person(name, own)))[:_MOST]
    return Credits(people, itself, agency)


def json_ld_authors(facts: JsonLd) -> list[str]:
    """Return the authors that a page's JSON-LD names, one by one."""
    for node in facts.articles:
        for key in ("author", "creator"):
            names = list(_names(node.get(key), facts))
            if names:
                return names
    return []


def _names(value: object, facts: JsonLd) -> Iterable[str]:
    for one in value[:_MOST] if isinstance(value, list) else [value]:
        author = facts.resolve(one)
        if isinstance(author, Mapping):
            if _ACCOUNT_ADDRESS.search(f"{author.get('url')} {author.get('@id')}"):
                continue
            if not author.get("name"):
                yield " ".join(text for key in ("givenName", "familyName") for text in texts(author.get(key)))
                continue
        yield from texts(author)


def _is_dutch(language: str | None) -> bool:
    return (language or "").lower().startswith("nl")


def _agency(name: str) -> str | None:
    name = without_place(name)
    return agency_in_credit(name) if is_credit_line(name) else None


def _is_person(name: str, own: frozenset[str]) -> bool:
    """Tell whether a name may be somebody's: no agency, outlet, address, number or account."""
    folded = fold(name)
    if not folded or len(name) > _LONGEST_NAME or folded.isdigit() or folded in _ACCOUNTS or _ADDRESS.search(name):
        return False
    return not _names_outlet(name, own)


def _names_outlet(name: str, own: frozenset[str]) -> bool:
    """Tell whether it is the outlet's name, "Ltd" or "staff" behind it, or its first letters: "STI" of "STI News"."""
    folded = fold(name)
    if len(folded) < _FEWEST_LETTERS or len(name) > _LONGEST_NAME:
        return False
    first = name.partition(" ")[0]
    if first.isupper() and len(first) <= _LONGEST_INITIALS and fold(first) in own:
        return True
    for outlet in own:
        if folded == outlet or (" " not in name and outlet.startswith(folded)):
            return True
        rest = folded.replace(outlet, "", 1) if len(outlet) < len(folded) else folded
        if rest != folded and _BESIDE_OUTLET.fullmatch(rest):
            return True
    return False
