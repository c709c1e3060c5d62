"""Finds the article among a page's JSON-LD (https://schema.org/NewsArticle)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import islice

from services.cleaner.metadata.mend_json import read_json
from services.cleaner.metadata.read_address import same_page
from services.cleaner.metadata.same_words import fold, squash

Node = Mapping[str, object]

_ARTICLE = re.compile(r"\w{0,40}(?:Article|BlogPosting|LiveBlogPosting|DiscussionForumPosting|Report|Review)\Z")
_PAGE = re.compile(r"\w{0,40}[Pp]age\Z")
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
#: Deeper than any page nests its facts, and shallow enough for any interpreter.
_DEEPEST = 6
_MOST_NODES = 400
_MOST_CHARACTERS = 1_000_000
_MOST_ITEMS = 100
_TAG = re.compile(r"<[^<>]{1,200}>")
_FACT = re.compile(
    r'"(headline|datePublished|dateModified|description|articleSection)"\s{0,4}:\s{0,4}"([^"\\]{1,400})"'
)
_LONGEST_TORN = 200_000


@dataclass(frozen=True, kw_only=True)
class JsonLd:
    """What a page's JSON-LD says, its own article first."""

    articles: Sequence[Node] = ()
    """The nodes that are about this page's article, the most telling one first."""
    pages: Sequence[Node] = ()
    breadcrumbs: Sequence[str] = ()
    named: Mapping[str, Node] = field(default_factory=dict, repr=False)
    """Nodes by their ``@id``, to which others only refer."""

    def resolve(self, value: object) -> object:
        """Return the node that a value merely refers to, else the value."""
        if isinstance(value, Mapping) and "name" not in value:
            return self.named.get(str(value.get("@id")), value)
        return value


def read_json_ld(scripts: Iterable[str], addresses: Sequence[str], titles: Iterable[str]) -> JsonLd:
    """Read a page's JSON-LD.

    Pages list other articles too; ``addresses`` and ``titles`` are what the page says elsewhere that it is about.
    """
    nodes = list(islice((node for script in _affordable(scripts) for node in _nodes(script)), _MOST_NODES))
    articles = [node for node in nodes if _is(node, _ARTICLE)]
    folded = {fold(title) for title in titles} - {""}
    ranked = sorted(articles, key=lambda node: -_likeness(node, addresses, folded))
    own = ranked[:1] + [node for node in ranked[1:] if _is_same(node, ranked[0], addresses)]
    return JsonLd(
        articles=own,
        pages=[node for node in nodes if _is(node, _PAGE)],
        breadcrumbs=next((crumbs for node in nodes if (crumbs := _breadcrumbs(node))), ()),
        named={str(node["@id"]): node for node in nodes if "@id" in node and "name" in node},
    )


def _affordable(scripts: Iterable[str]) -> Iterator[str]:
    room = _MOST_CHARACTERS
    for script in scripts:
        room -= len(script)
        if room >= 0:
            yield script


def texts(value: object) -> Iterator[str]:
    """Yield the plain texts in a value: itself, the name of a thing, or each of a list."""
    if isinstance(value, str):
        text = squash(unescape(_TAG.sub("", unescape(value))))
        if text:
            yield text
    elif isinstance(value, Mapping):
        yield from texts(value.get("name") or value.get("@value"))
    elif isinstance(value, list):
        for item in value[:_MOST_ITEMS]:
            if not isinstance(item, list):
                yield from texts(item)


def first_text(nodes: Iterable[Node], key: str) -> str | None:
    """Return the first text that a node has under a key."""
    return next((text for node in nodes for text in texts(node.get(key))), None)


def _nodes(script: str) -> Iterator[Node]:
    values = list(read_json(script))
    if values:
        for value in values:
            yield from _walk(value, _DEEPEST)
    elif len(script) <= _LONGEST_TORN and "Article" in script:
        yield from _torn(script)


def _torn(script: str) -> Iterator[Node]:
    """Read single facts out of a script that is no JSON; those that it names twice differently count for nothing."""
    facts: dict[str, set[str]] = {}
    for found in _FACT.finditer(script):
        facts.setdefault(found[1], set()).add(found[2])
    node: dict[str, object] = {key: next(iter(values)) for key, values in facts.items() if len(values) == 1}
    if node:
        yield {"@type": "Article", **node}


def _walk(value: object, depth: int) -> Iterator[Node]:
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value[:_MOST_ITEMS]:
            yield from _walk(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        if not _is(value, _LIST):
            for key in _WITHIN:
                if isinstance(value.get(key), (dict, list)):
                    yield from _walk(value[key], depth - 1)


_LIST = re.compile(r"BreadcrumbList\Z|ItemList\Z")


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    # Some write the type's whole address.
    return any(isinstance(name, str) and kind.match(re.split(r"[/:#]", name)[-1]) for name in names)


def _addresses(node: Node) -> list[str]:
    found = []
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, Mapping):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http", "/")):
            found.append(value)
    return found


def _is_here(node: Node, addresses: Sequence[str]) -> bool:
    return any(same_page(one, other) for one in _addresses(node) for other in addresses)


def _likeness(node: Node, addresses: Sequence[str], titles: set[str]) -> int:
    headline = fold(first_text([node], "headline") or first_text([node], "name"))
    here = 4 if _is_here(node, addresses) else 0
    titled = 4 if headline in titles else 2 if any(headline and headline in title for title in titles) else 0
    return here + titled + ("datePublished" in node) + ("author" in node) + ("headline" in node)


def _is_same(node: Node, main: Node, addresses: Sequence[str]) -> bool:
    headline = fold(first_text([node], "headline"))
    return headline == fold(first_text([main], "headline")) or _is_here(node, addresses)


def _breadcrumbs(node: Node) -> tuple[str, ...]:
    items = node.get("itemListElement") if _is(node, re.compile("BreadcrumbList")) else None
    if not isinstance(items, list):
        return ()
    placed = sorted(
        (item for item in items[:20] if isinstance(item, Mapping)),
        key=lambda item: int(item["position"]) if str(item.get("position")).isdecimal() else 0,
    )
    return tuple(text for item in placed for text in list(texts(item.get("name") or item.get("item")))[:1])
