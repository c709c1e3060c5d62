"""Writes one page that shows a person what the cleaner kept, what it removed and why. It needs no script and no server.

All that comes from the document is escaped, and a policy in the page forbids scripts, pictures and connections besides.
"""

from collections.abc import Iterator, Mapping
from html import escape
from string import Template

from claimwire.cleaning_style import STYLE
from claimwire.explain_cleaning import Fact, Kept, Passage, Tally, facts, passages, tallies
from claimwire.models import BlockKind, CleanArticle, RemovalReason

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="claimwire clean">
"""
_PAGE = Template(
    _HEAD
    + """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$name, cleaned by claimwire</title>
<style>$style</style>
</head>
<body>
<input type="checkbox" id="removed" checked>
<header>
<p class="file">$name</p>
<h1 dir="auto">$title</h1>
<dl>$facts</dl>
</header>
<section aria-label="What was removed">
<p class="sum"><strong>$kept</strong> characters kept in $blocks, <strong>$gone</strong> removed in $places.
<label for="removed">Show what was removed</label></p>
<div class="bar" aria-hidden="true">$bar</div>
<ul class="legend">$legend</ul>
</section>
<main>
$passages
</main>
<footer>Offsets count characters of the decoded document. Text crossed out is not in the cleaned article.</footer>
</body>
</html>
"""
)

#: What reasons have in common gives them their colour; a legend of as many colours as reasons could not be read.
_FAMILIES: Mapping[str, tuple[RemovalReason, ...]] = {
    "about": (
        *(RemovalReason.TITLE, RemovalReason.SUBTITLE, RemovalReason.BYLINE, RemovalReason.DATE),
        *(RemovalReason.SUMMARY, RemovalReason.SECTION_LABEL, RemovalReason.TAGS),
    ),
    "picture": (RemovalReason.CAPTION, RemovalReason.CREDIT),
    "others": (RemovalReason.RELATED, RemovalReason.TEASER, RemovalReason.APPENDED, RemovalReason.DUPLICATE),
    "sells": (RemovalReason.ADVERTISEMENT, RemovalReason.NEWSLETTER, RemovalReason.SUBSCRIBE),
    "asks": (RemovalReason.SHARE, RemovalReason.CONSENT, RemovalReason.COMMENTS),
    "learned": (RemovalReason.REPEATED_BY_OUTLET, RemovalReason.OUTLET_RULE),
}
_FAMILY_OF = {reason: family for family, reasons in _FAMILIES.items() for reason in reasons}
_ELEMENTS = {
    BlockKind.TITLE: "h2",
    BlockKind.SUBTITLE: "h3",
    BlockKind.HEADING: "h3",
    BlockKind.QUOTE: "blockquote",
}


def write_cleaning_page(name: str, article: CleanArticle) -> str:
    """Write the page of one document; ``name`` is what its reader knows it by."""
    removed = article.ledger.removed
    counts, gone = tallies(removed), sum(len(each.text) for each in removed)
    return _PAGE.substitute(
        name=_safe(name),
        style=STYLE,
        title=_safe(article.title or "without a title"),
        facts="".join(_fact(fact) for fact in facts(article) if fact.name != "title"),
        kept=f"{len(article.text):,}",
        blocks=_counted(len(article.blocks), "block"),
        gone=f"{gone:,}",
        places=_counted(len(removed), "place"),
        bar="".join(_bar(article, counts)),
        legend="".join(_legend_entry(tally) for tally in counts),
        passages="\n".join(_passage(passage) for passage in passages(article)),
    )


def is_cleaning_page(text: str) -> bool:
    """Tell whether a file's text, or its beginning, is that of a page written here; no document is lost with it."""
    return text.startswith(_HEAD)


def _fact(fact: Fact) -> str:
    source = f' <span class="source">from {_safe(fact.source)}</span>' if fact.source else ""
    return f"<dt>{_safe(fact.name)}</dt><dd><bdi>{_safe(fact.value)}</bdi>{source}</dd>"


def _bar(article: CleanArticle, counts: list[Tally]) -> Iterator[str]:
    yield f'<span class="kept" style="flex-grow:{len(article.text)}"></span>'
    for tally in counts:
        yield f'<span class="{_family(tally.reason)}" style="flex-grow:{tally.characters}"></span>'


def _legend_entry(tally: Tally) -> str:
    amount = f"{tally.characters:,} in {_counted(tally.places, 'place')}"
    return f'<li class="{_family(tally.reason)}"><i></i>{_words(tally.reason.value)} <span>{amount}</span></li>'


def _passage(passage: Passage) -> str:
    offsets = f"characters {passage.raw_start} to {passage.raw_end}"
    if isinstance(passage, Kept):
        element = _ELEMENTS.get(passage.kind, "p")
        return (
            f'<div class="kept {passage.kind.value}" title="kept, {offsets}"><b>{passage.kind.value}</b>'
            f'<{element} dir="auto">{_safe(passage.text)}</{element}></div>'
        )
    rule = _safe(passage.rule)
    return (
        f'<div class="gone {_family(passage.reason)}" title="{rule}, {offsets}"><b>{_words(passage.reason.value)}</b>'
        f'<p><del dir="auto">{_safe(passage.text)}</del> <code>{rule}</code></p></div>'
    )


def _family(reason: RemovalReason) -> str:
    return _FAMILY_OF.get(reason, "around")


def _safe(text: str) -> str:
    return escape(text.replace("\0", "\ufffd"), quote=True)


def _words(name: str) -> str:
    return escape(name.replace("_", " "))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
