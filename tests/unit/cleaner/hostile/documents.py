"""Documents that cost a careless reader minutes or gigabytes, by name; each is made when it is asked for."""

# ruff: noqa: RUF001 - hostile letters are the point

import base64
import importlib
import json
import pkgutil
import random
import re
from collections.abc import Callable, Mapping

import services.cleaner.residue
from services.cleaner.bounds import MOST_AMPERSANDS, MOST_CHARACTERS, MOST_SEGMENTS, MOST_TAGS
from services.cleaner.document import MOST_UNITS, RawDocument
from tests.unit.cleaner.hostile.bait import bait

MILLION = 1_000_000
#: As many as are just read; a story and a title are beside them.
_MOST = MOST_UNITS - 10
_STORY = (
    "<h1>Storm shuts Velmora harbour</h1>"
    "<p>The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings.</p>"
    "<p>Nobody was hurt, the harbour master said, and the ferries will be repaired before the summer begins.</p>"
)
_SENTENCE = "The harbour of Velmora was closed on Tuesday, the harbour master said. "


def _page(body: str | bytes, charset: str | None = None) -> RawDocument:
    return RawDocument(
        body=body.encode("utf-8", "replace") if isinstance(body, str) else body, media_type="text/html", charset=charset
    )


def _around(middle: str) -> RawDocument:
    return _page(f"<html><body><article>{_STORY}{middle}</article></body></html>")


def _before(tail: str) -> RawDocument:
    """A story, and behind it what never ends."""
    return _page(f"<html><body><article>{_STORY}{tail}")


def _text(text: str) -> RawDocument:
    return RawDocument(body=text.encode("utf-8", "replace"), media_type="text/plain")


def _fill(piece: str, size: int) -> str:
    return piece * (size // len(piece) + 1)


def _nested(name: str, depth: int, *, closed: bool = True) -> RawDocument:
    return _before(f"<{name}>" * depth + _SENTENCE + (f"</{name}>" * depth if closed else ""))


def _facts(facts: str) -> RawDocument:
    return _page(f'<html><head><script type="application/ld+json">{facts}</script></head><body>{_STORY}</body></html>')


def _noise(size: int) -> bytes:
    return random.Random(3).randbytes(size)


def _letters(size: int) -> str:
    return base64.b64encode(_noise(size * 3 // 4)).decode()


_LANGUAGES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
    "portuguese": "pt",
    "swedish": "sv",
    "ukrainian": "uk",
}
_BAIT_CHARACTERS = 900
_RULES = tuple(
    module.name.rpartition(".")[2]
    for module in pkgutil.iter_modules(services.cleaner.residue.__path__)
    if module.name not in ("rule", "matcher")
)


def _residue_bait(rules: str) -> list[str]:
    """Make paragraphs of which each nearly is what a residue rule of a language looks for, again and again."""
    paragraphs: list[str] = []
    for rule in getattr(importlib.import_module(f"services.cleaner.residue.{rules}"), "RULES", ()):
        made = [" ".join(text.split()) for text in bait(re.compile(rule.pattern), _BAIT_CHARACTERS)]
        paragraphs += [line for text in made if text for line in (text, _SENTENCE + text)]
    return paragraphs[: min(MOST_UNITS - 100, 1_900_000 // _BAIT_CHARACTERS)]


def _page_of_bait(rules: str) -> RawDocument:
    told = "".join(f"<p>{text}</p>" for text in _residue_bait(rules))
    return _page(f"<html lang={_LANGUAGES.get(rules, 'en')}><body><article>{_STORY}{told}</article>")


_UNCLOSED = (
    *(
        "p",
        "div",
        "span",
        "a",
        "b",
        "i",
        "li",
        "ul",
        "td",
        "tr",
        "table",
        "h2",
        "blockquote",
        "article",
        "section",
        "nav",
    ),
    *(
        "aside",
        "font",
        "dd",
        "option",
        "select",
        "form",
        "button",
        "label",
        "figure",
        "svg",
        "template",
        "x-card",
        "title",
    ),
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
    "title": lambda told: _page(f"<title>{told}</title>{_STORY}"),
    "meta elements": lambda told: _page("".join(f'<meta property="{n}" content="{told}">' for n in _NAMES) + _STORY),
    "facts": lambda told: _facts(json.dumps({"@type": "NewsArticle", **dict.fromkeys(_FACTS, told)})),
    "byline": lambda told: _page(f"<h1>Storm</h1><p class=byline>{told}</p>{_STORY}"),
    "attributes": lambda told: _page(
        f"<html lang='{told}'><time datetime='{told}'>{told}</time><p class='{told}'>{_STORY}"
    ),
}

DOCUMENTS: Mapping[str, Callable[[], RawDocument]] = {
    # depth
    **{
        f"100,000 nested {name}": (lambda name=name: _nested(name, 100_000))
        for name in ("div", "span", "blockquote", "b", "ul><li", "table><tr><td", "x-card")
    },
    **{f"100,000 unclosed {name}": (lambda name=name: _before(f"<{name}>Storm. " * 100_000)) for name in _UNCLOSED},
    "100,000 end tags of nothing": lambda: _before("</div></p></article></span>" * 25_000),
    "50,000 pairs that cross": lambda: _before("<b><i>Storm</b> and</i> rain. " * 50_000),
    "100,000 tags of each their own name": lambda: _before("".join(f"<t{n}>a" for n in range(100_000))),
    "100,000 elements inside 200": lambda: _before("<div>" * 200 + "<div class='related'>x</div>" * 100_000),
    # number
    "50 MB of paragraphs": lambda: _before(_fill(f"<p>{_SENTENCE}</p>", 50 * MILLION)),
    "50 MB of one paragraph": lambda: _before("<p>" + _fill(_SENTENCE, 50 * MILLION)),
    "5 MB of paragraphs": lambda: _before(_fill(f"<p>{_SENTENCE * 8}</p>", 5 * MILLION)),
    "5 MB of one paragraph": lambda: _before("<p>" + _fill(_SENTENCE, 5 * MILLION)),
    "5 MB of one paragraph in links": lambda: _before("<p>" + _fill(f"<a href='/x'>{_SENTENCE}</a>", 5 * MILLION)),
    "5 MB of sentences parted by line breaks": lambda: _before("<p>" + _fill(f"{_SENTENCE}<br><br>", 5 * MILLION)),
    "a million attributes": lambda: _before("<p " + " ".join(f"a{n}=b" for n in range(MILLION)) + f">{_SENTENCE}</p>"),
    "a million quoted attributes": lambda: _before("<p " + 'a="b" ' * MILLION + f">{_SENTENCE}</p>"),
    "a million attributes of a page's body": lambda: _page("<body " + 'a="b>" ' * MILLION + f">{_STORY}"),
    "a million classes": lambda: _before(f"<div class='{'related ' * MILLION}'>{_SENTENCE}</div>"),
    "a million empty tags": lambda: _around("<i></i>" * 500_000),
    "a million empty elements": lambda: _around("<div></div>" * 500_000),
    "a million line breaks": lambda: _around("<br>" * MILLION),
    "a million images": lambda: _around("<img src=x>" * MILLION),
    "a million bold letters": lambda: _around("<b>a</b> " * 500_000),
    "a million entities": lambda: _around(f"<p>{'&amp;' * MILLION}</p>"),
    "a million spaces as entities": lambda: _around(f"<p>{'a&nbsp;' * MILLION}</p>"),
    "a million ampersands": lambda: _around(f"<p>{'&' * MILLION}</p>"),
    "a million digits of one entity": lambda: _around(f"<p>&#{'1' * MILLION};</p>"),
    "a million entities of long names": lambda: _around(f"<p>{'&CounterClockwiseContourIntegra' * 150_000}</p>"),
    "a million less-than signs": lambda: _around("<" * MILLION),
    "the most less-than signs": lambda: _around("< a " * (MOST_TAGS - 50)),
    "the most tags": lambda: _around("<b>a</b> " * (MOST_TAGS // 2 - 50)),
    "the most elements": lambda: _around("<div></div>" * (MOST_TAGS // 2 - 50)),
    "the most odd tags": lambda: _around("<i a='>' b=\"<\">x" * (MOST_TAGS // 2 - 50)),
    "the most ampersands": lambda: _around(f"<p>{'&' * MOST_AMPERSANDS}</p>"),
    "the most entities": lambda: _around(f"<p>{'&amp;' * (MOST_SEGMENTS - 100)}</p>"),
    "the most readable characters": lambda: _around("<p>" + _fill(_SENTENCE, MOST_CHARACTERS - 1_000) + "</p>"),
    "900 KB of lines full of tabs": lambda: _text("\n".join(["a\tb\tc\t" * 30] * 5_000)),
    "the most readable characters in lines": lambda: _text(_fill(f"{_SENTENCE * 8}\n", MOST_CHARACTERS - 1_000)),
    "a million spaced less-than signs": lambda: _around("< a " * MILLION),
    "100,000 empty paragraphs": lambda: _around("<p></p>" * 100_000),
    "100,000 paragraphs of a space": lambda: _around("<p>&nbsp;</p>" * 100_000),
    "the most short paragraphs": lambda: _around(f"<p>{_SENTENCE}</p>" * _MOST),
    "the most different paragraphs": lambda: _around("".join(f"<p>Ferry {n} {_SENTENCE}</p>" for n in range(_MOST))),
    "the most paragraphs 200 deep": lambda: _before("<div>" * 200 + f"<p>{_SENTENCE}</p>" * _MOST),
    "the most paragraphs each in their box": lambda: _before(
        f"<div class='a b c'><div><p>{_SENTENCE}</p></div></div>" * _MOST
    ),
    "the most headings": lambda: _around("<h2>Storm shuts Velmora harbour again</h2>" * _MOST),
    "the most list items": lambda: _around("<ul>" + "<li><a href='/x'>Storm shuts harbour</a></li>" * _MOST + "</ul>"),
    "the most table cells": lambda: _around(
        "<table>" + f"<tr><td>{_SENTENCE}</td><td>4</td></tr>" * (_MOST // 2) + "</table>"
    ),
    "the most captions": lambda: _around("<figure><figcaption>Ana Sample/AFP</figcaption></figure>" * _MOST),
    "a million tiny paragraphs": lambda: _around("<p>a</p>" * MILLION),
    "50,000 meta elements": lambda: _page("<meta name='author' content='Ana Sample'>" * 50_000 + _STORY),
    "50,000 times": lambda: _around("<time datetime='2031-05-06'>6 May</time> " * 50_000),
    "50,000 titles": lambda: _page("<title>Storm shuts Velmora harbour</title>" * 50_000 + _STORY),
    "a title of 5 MB": lambda: _page(f"<title>{_fill(_SENTENCE, 5 * MILLION)}</title>{_STORY}"),
    "a description of 5 MB": lambda: _page(
        f"<meta name=description content='{_fill(_SENTENCE, 5 * MILLION)}'>{_STORY}"
    ),
    "an address of 5 MB": lambda: _page(
        f"<link rel=canonical href='https://velmora.example/{'a' * 5 * MILLION}'>{_STORY}"
    ),
    # what never ends
    **{
        f"5 MB behind an unterminated {what}": (lambda opening=opening: _before(_fill(opening, 5 * MILLION)))
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
    "5 MB of a comment's dashes": lambda: _before("<!--" + "-" * 5 * MILLION),
    "5 MB of comments": lambda: _before(_fill("<!-- a > b -->", 5 * MILLION)),
    "5 MB of tags with signs in quotes": lambda: _before(_fill("<i a='>' b=\"<\">x</i>", 5 * MILLION)),
    "5 MB of attributes without end": lambda: _before("<p " + _fill("a b=c ", 5 * MILLION)),
    "5 MB of equals signs": lambda: _before("<p a" + _fill("= ", 5 * MILLION) + ">"),
    "5 MB of slashes": lambda: _before("<p " + "/" * 5 * MILLION + ">"),
    "5 MB of white space in a tag": lambda: _before("<p a=" + " " * 5 * MILLION + "'>"),
    "5 MB of white space": lambda: _before("<p>" + " \n\t" * (5 * MILLION // 3)),
    "5 MB of white space between letters": lambda: _before("<p>" + "a \u00a0" * (5 * MILLION // 4)),
    "5 MB in nested scripts": lambda: _before(_fill("<script>'<script></scrip'</script >", 5 * MILLION)),
    # facts for machines
    "JSON-LD 100,000 deep": lambda: _facts("[" * 100_000 + "]" * 100_000),
    "JSON-LD 100,000 objects deep": lambda: _facts('{"@graph":' * 100_000 + "1" + "}" * 100_000),
    "JSON-LD 900 deep of 900 broad": lambda: _facts('{"@graph":[' * 900 + "1" + ("]}" * 900)),
    "JSON-LD 100,000 open": lambda: _facts('{"@graph":[' * 100_000),
    "JSON-LD of 5 MB": lambda: _facts(json.dumps([{"@type": "NewsArticle", "headline": _SENTENCE}] * 50_000)),
    "JSON-LD of 5 MB in one word": lambda: _facts(json.dumps({"@type": "NewsArticle", "headline": "a" * 5 * MILLION})),
    "JSON-LD of a body of 5 MB": lambda: _facts(
        json.dumps({"@type": "NewsArticle", "articleBody": _fill(_SENTENCE, 5 * MILLION)})
    ),
    "JSON-LD of 100,000 authors": lambda: _facts(
        json.dumps({"@type": "NewsArticle", "author": [{"name": f"Ana Sample {n}"} for n in range(100_000)]})
    ),
    "JSON-LD of a number of a million digits": lambda: _facts(
        '{"@type":"NewsArticle","headline":' + "1" * MILLION + "}"
    ),
    "10,000 scripts of JSON-LD": lambda: _page(
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Storm"}</script>' * 10_000 + _STORY
    ),
    "a picture of 5 MB in an address": lambda: _around(f"<img src='data:image/png;base64,{_letters(5 * MILLION)}'>"),
    "a picture of 5 MB in the text": lambda: _around(f"<p>data:image/png;base64,{_letters(5 * MILLION)}</p>"),
    "a script of 5 MB": lambda: _around(
        f"<script>{_fill('if (a < b && c > d) { e(); } // only a few of them' + ' ' * 50, 5 * MILLION)}</script>"
    ),
    **{
        f"200 KB of {piece!r} in a page's {what}": (lambda piece=piece, tell=tell: tell(_fill(piece, 200_000)))
        for piece in (" ", "a ", "a, ", "a - ", "1", "1:", "a.", "By Ana ", "6 May ", "and ")
        for what, tell in _TOLD.items()
    },
    # words
    "a word of a megabyte": lambda: _around(f"<p>{'a' * MILLION}</p>"),
    "a word of a megabyte in capitals": lambda: _around(f"<p>{'Ab' * (MILLION // 2)}</p>"),
    "a megabyte of one letter, spaced": lambda: _around(f"<p>{'a ' * (MILLION // 2)}</p>"),
    "a megabyte of accents": lambda: _around("<p>a" + "\u0301" * (MILLION // 2) + "</p>"),
    "5 MB of directions": lambda: _around("<p>" + _fill("\u202eשלום\u202c \u2066abc\u2069 ", 2 * MILLION) + "</p>"),
    "a megabyte of marks of direction only": lambda: _around("<p>" + "\u202e\u200f\u2066" * (MILLION // 9) + "</p>"),
    "5 MB of NULs": lambda: _around("<p>" + "\0" * 5 * MILLION + "</p>"),
    "NULs in each word": lambda: _around("<p>" + _fill("Sto\0rm ", 3 * MILLION) + "</p>"),
    "soft hyphens in each word": lambda: _around("<p>" + _fill("Sto\u00adrm ", 2 * MILLION) + "</p>"),
    "a zip bomb unpacked": lambda: _page(b"<p>" + b"\0" * 50 * MILLION),
    "a zip bomb of one sentence": lambda: _page(_fill(_SENTENCE, 20 * MILLION)),
    **{
        f"bait for the residue rules of {rules}, {form}": (lambda make=make, rules=rules: make(rules))
        for rules in _RULES
        for form, make in (
            ("as a page", _page_of_bait),
            ("as a text", lambda rules: _text("\n\n".join((_SENTENCE, *_residue_bait(rules))))),
        )
    },
    # encodings
    "UTF-16 without a mark": lambda: _page(_fill(_STORY, MILLION).encode("utf-16-le")),
    "UTF-16 that is told to be UTF-8": lambda: _page(_STORY.encode("utf-16"), "utf-8"),
    "UTF-32 of a megabyte": lambda: _page(_fill(_STORY, MILLION).encode("utf-32")),
    "UTF-7 that is told": lambda: _page("<p>+ADw-script+AD4- said the mayor of Velmora on Tuesday.</p>", "utf-7"),
    "invalid UTF-8": lambda: _page(_STORY.encode() + b"\xff\xfe\xc3\x28\xed\xa0\x80\xf5" * 200_000),
    "5 MB of a charset that lies": lambda: _page(_fill("Žluťoučký kůň. ", 5 * MILLION).encode("utf-8"), "shift_jis"),
    "5 MB of an undeclared charset": lambda: _page(("<p>" + _fill("Přílet a příjezd. ", 5 * MILLION)).encode("cp1250")),
    "5 MB of a charset that almost fits": lambda: _page(
        ("<p>" + _fill("Новини міста. ", 5 * MILLION)).encode("cp1251"), "euc-kr"
    ),
    "5 MB of a mixture": lambda: _page(
        b"<p>" + ("Öl ".encode() + "Öl ".encode("latin-1") + "Öl".encode("utf-16")) * 400_000
    ),
    "5 MB of noise": lambda: _page(_noise(5 * MILLION)),
    "5 MB of noise in a page": lambda: _page(_STORY.encode() + _noise(5 * MILLION)),
    "5 MB of high bytes": lambda: _page(_STORY.encode() + b"\xe9" * 5 * MILLION),
    "5 MB of escapes to another charset": lambda: _page(b"<p>" + b"\x1b$B$\x22\x1b(B " * (MILLION // 2), "iso-2022-jp"),
    "5 MB of noise as HZ": lambda: _page(b"<p>" + b"~{VPND~} " * (MILLION // 2), "hz"),
    "declared as a charset that is no charset": lambda: _page(_STORY, "rot13"),
    # plain text
    "a million lines": lambda: _text("Storm shuts harbour\n" * MILLION),
    "a million empty lines": lambda: _text(_SENTENCE + "\n" * MILLION + _SENTENCE),
    "90,000 wrapped lines": lambda: _text((_SENTENCE.strip() + " and nobody\n") * 90_000),
    "the most paragraphs of text": lambda: _text(f"{_SENTENCE}\n\n" * _MOST),
    "the most different paragraphs of text": lambda: _text(
        "".join(f"Ferry {n}: {_SENTENCE}\n\n" for n in range(_MOST))
    ),
    "a line of 50 MB": lambda: _text(_fill(_SENTENCE, 50 * MILLION)),
    "a line of 10 MB": lambda: _text(_fill(_SENTENCE, 10 * MILLION)),
    "a line of 5 MB": lambda: _text(_fill(_SENTENCE, 5 * MILLION)),
    "a line of 5 MB without a sentence": lambda: _text(_fill("harbour and ferry and ", 5 * MILLION)),
    "a line of 5 MB of glued sentences": lambda: _text(_fill(_SENTENCE.strip(), 5 * MILLION)),
    "a word of 5 MB": lambda: _text("a" * 5 * MILLION),
    "a text of 5 MB of line ends of all sorts": lambda: _text(_fill("a\r\n\u2028\u2029\x0b\x0c\x1c\x85 ", 5 * MILLION)),
    "a text of 5 MB of marks": lambda: _text(_fill(".”’»!?… ", 5 * MILLION)),
    "a text that almost is a page": lambda: _text("<?xml " + "a" * 5 * MILLION + "<!--" + "-" * MILLION),
}
