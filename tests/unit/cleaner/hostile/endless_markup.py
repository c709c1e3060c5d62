"""Documents whose markup never ends, and facts for machines without measure, by name."""

import json
from collections.abc import Callable, Mapping

from services.cleaner.document import RawDocument
from tests.unit.cleaner.hostile.make_documents import (
    MILLION,
    SENTENCE,
    STORY,
    around,
    before,
    facts,
    fill,
    letters,
    page,
)

_NAMES = (
    *("og:title", "og:description", "og:site_name", "og:url", "og:locale", "author", "keywords"),
    *("article:published_time", "article:modified_time", "article:section", "article:author", "date"),
)
_FACTS = (
    *("headline", "description", "author", "publisher", "datePublished", "dateModified", "inLanguage"),
    *("articleSection", "keywords", "url", "articleBody", "isAccessibleForFree"),
)
#: Where a page says something of itself, to machines or above its story.
_TOLD: Mapping[str, Callable[[str], RawDocument]] = {
    "title": lambda told: page(f"<title>{told}</title>{STORY}"),
    "meta elements": lambda told: page("".join(f'<meta property="{n}" content="{told}">' for n in _NAMES) + STORY),
    "facts": lambda told: facts(json.dumps({"@type": "NewsArticle", **dict.fromkeys(_FACTS, told)})),
    "byline": lambda told: page(f"<h1>Storm</h1><p class=byline>{told}</p>{STORY}"),
    "attributes": lambda told: page(
        f"<html lang='{told}'><time datetime='{told}'>{told}</time><p class='{told}'>{STORY}"
    ),
}

ENDLESS: Mapping[str, Callable[[], RawDocument]] = {
    **{
        f"5 MB behind an unterminated {what}": (lambda opening=opening: before(fill(opening, 5 * MILLION)))
        for what, opening in {
            "comment, again and again": "<!-- a ",
            "script, again and again": "<script>a ",
            "style, again and again": "<style>a ",
            "textarea, again and again": "<textarea>a ",
            "attribute, again and again": "<p a=\"b' ",
            "attribute of the other quote, again and again": "<p a='b <i c=\"d> ",
            "attribute that ends, again and again": "<p a=\"b' > ",
            "tag, again and again": "<p ",
            "tag with names, again and again": "<p a b c d e f g ",
            "name, again and again": "<p",
            "end tag, again and again": "</p ",
            "declaration, again and again": "<!doctype ",
            "section of characters, again and again": "<![CDATA[ ",
            "instruction, again and again": "<?xml ",
            "bracket of facts, again and again": '<script type="application/ld+json">{',
        }.items()
    },
    "5 MB of a comment's dashes": lambda: before("<!--" + "-" * 5 * MILLION),
    "5 MB of comments": lambda: before(fill("<!-- a > b -->", 5 * MILLION)),
    "5 MB of tags with signs in quotes": lambda: before(fill("<i a='>' b=\"<\">x</i>", 5 * MILLION)),
    "5 MB of attributes without end": lambda: before("<p " + fill("a b=c ", 5 * MILLION)),
    "5 MB of equals signs": lambda: before("<p a" + fill("= ", 5 * MILLION) + ">"),
    "5 MB of slashes": lambda: before("<p " + "/" * 5 * MILLION + ">"),
    "5 MB of white space in a tag": lambda: before("<p a=" + " " * 5 * MILLION + "'>"),
    "5 MB of white space": lambda: before("<p>" + " \n\t" * (5 * MILLION // 3)),
    "5 MB of white space between letters": lambda: before("<p>" + "a \u00a0" * (5 * MILLION // 4)),
    "5 MB in nested scripts": lambda: before(fill("<script>'<script></scrip'</script >", 5 * MILLION)),
}
FACTS: Mapping[str, Callable[[], RawDocument]] = {
    "JSON-LD 100,000 deep": lambda: facts("[" * 100_000 + "]" * 100_000),
    "JSON-LD 100,000 objects deep": lambda: facts('{"@graph":' * 100_000 + "1" + "}" * 100_000),
    "JSON-LD 900 deep of 900 broad": lambda: facts('{"@graph":[' * 900 + "1" + ("]}" * 900)),
    "JSON-LD 100,000 open": lambda: facts('{"@graph":[' * 100_000),
    "JSON-LD of 5 MB": lambda: facts(json.dumps([{"@type": "NewsArticle", "headline": SENTENCE}] * 50_000)),
    "JSON-LD of 5 MB in one word": lambda: facts(json.dumps({"@type": "NewsArticle", "headline": "a" * 5 * MILLION})),
    "JSON-LD of a body of 5 MB": lambda: facts(
        json.dumps({"@type": "NewsArticle", "articleBody": fill(SENTENCE, 5 * MILLION)})
    ),
    "JSON-LD of 100,000 authors": lambda: facts(
        json.dumps({"@type": "NewsArticle", "author": [{"name": f"Ana Sample {n}"} for n in range(100_000)]})
    ),
    "JSON-LD of a number of a million digits": lambda: facts(
        '{"@type":"NewsArticle","headline":' + "1" * MILLION + "}"
    ),
    "10,000 scripts of JSON-LD": lambda: page(
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Storm"}</script>' * 10_000 + STORY
    ),
    "a picture of 5 MB in an address": lambda: around(f"<img src='data:image/png;base64,{letters(5 * MILLION)}'>"),
    "a picture of 5 MB in the text": lambda: around(f"<p>data:image/png;base64,{letters(5 * MILLION)}</p>"),
    "a script of 5 MB": lambda: around(
        f"<script>{fill('if (a < b && c > d) { e(); } // only a few of them' + ' ' * 50, 5 * MILLION)}</script>"
    ),
    **{
        f"200 KB of {piece!r} in a page's {what}": (lambda piece=piece, tell=tell: tell(fill(piece, 200_000)))
        for piece in (" ", "a ", "a, ", "a - ", "1", "1:", "a.", "By Ana ", "6 May ", "and ")
        for what, tell in _TOLD.items()
    },
}
