"""Documents that nest without end or hold more of something than any page, by name."""

from collections.abc import Callable, Mapping

from services.cleaner.bounds import MOST_AMPERSANDS, MOST_CHARACTERS, MOST_SEGMENTS, MOST_TAGS
from services.cleaner.document import RawDocument
from tests.unit.cleaner.hostile.make_documents import (
    MILLION,
    MOST,
    SENTENCE,
    STORY,
    around,
    before,
    fill,
    nested,
    page,
    text,
)

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

DEEP: Mapping[str, Callable[[], RawDocument]] = {
    **{
        f"100,000 nested {name}": (lambda name=name: nested(name, 100_000))
        for name in ("div", "span", "blockquote", "b", "ul><li", "table><tr><td", "x-card")
    },
    **{f"100,000 unclosed {name}": (lambda name=name: before(f"<{name}>Storm. " * 100_000)) for name in _UNCLOSED},
    "100,000 end tags of nothing": lambda: before("</div></p></article></span>" * 25_000),
    "50,000 pairs that cross": lambda: before("<b><i>Storm</b> and</i> rain. " * 50_000),
    "100,000 tags of each their own name": lambda: before("".join(f"<t{n}>a" for n in range(100_000))),
    "100,000 elements inside 200": lambda: before("<div>" * 200 + "<div class='related'>x</div>" * 100_000),
}
MANY: Mapping[str, Callable[[], RawDocument]] = {
    "50 MB of paragraphs": lambda: before(fill(f"<p>{SENTENCE}</p>", 50 * MILLION)),
    "50 MB of one paragraph": lambda: before("<p>" + fill(SENTENCE, 50 * MILLION)),
    "5 MB of paragraphs": lambda: before(fill(f"<p>{SENTENCE * 8}</p>", 5 * MILLION)),
    "5 MB of one paragraph": lambda: before("<p>" + fill(SENTENCE, 5 * MILLION)),
    "5 MB of one paragraph in links": lambda: before("<p>" + fill(f"<a href='/x'>{SENTENCE}</a>", 5 * MILLION)),
    "5 MB of sentences parted by line breaks": lambda: before("<p>" + fill(f"{SENTENCE}<br><br>", 5 * MILLION)),
    "a million attributes": lambda: before("<p " + " ".join(f"a{n}=b" for n in range(MILLION)) + f">{SENTENCE}</p>"),
    "a million quoted attributes": lambda: before("<p " + 'a="b" ' * MILLION + f">{SENTENCE}</p>"),
    "a million attributes of a page's body": lambda: page("<body " + 'a="b>" ' * MILLION + f">{STORY}"),
    "a million classes": lambda: before(f"<div class='{'related ' * MILLION}'>{SENTENCE}</div>"),
    "a million empty tags": lambda: around("<i></i>" * 500_000),
    "a million empty elements": lambda: around("<div></div>" * 500_000),
    "a million line breaks": lambda: around("<br>" * MILLION),
    "a million images": lambda: around("<img src=x>" * MILLION),
    "a million bold letters": lambda: around("<b>a</b> " * 500_000),
    "a million entities": lambda: around(f"<p>{'&amp;' * MILLION}</p>"),
    "a million spaces as entities": lambda: around(f"<p>{'a&nbsp;' * MILLION}</p>"),
    "a million ampersands": lambda: around(f"<p>{'&' * MILLION}</p>"),
    "a million digits of one entity": lambda: around(f"<p>&#{'1' * MILLION};</p>"),
    "a million entities of long names": lambda: around(f"<p>{'&CounterClockwiseContourIntegra' * 150_000}</p>"),
    "a million less-than signs": lambda: around("<" * MILLION),
    "the most less-than signs": lambda: around("< a " * (MOST_TAGS - 50)),
    "the most tags": lambda: around("<b>a</b> " * (MOST_TAGS // 2 - 50)),
    "the most elements": lambda: around("<div></div>" * (MOST_TAGS // 2 - 50)),
    "the most odd tags": lambda: around("<i a='>' b=\"<\">x" * (MOST_TAGS // 2 - 50)),
    "the most ampersands": lambda: around(f"<p>{'&' * MOST_AMPERSANDS}</p>"),
    "the most entities": lambda: around(f"<p>{'&amp;' * (MOST_SEGMENTS - 100)}</p>"),
    "the most readable characters": lambda: around("<p>" + fill(SENTENCE, MOST_CHARACTERS - 1_000) + "</p>"),
    "900 KB of lines full of tabs": lambda: text("\n".join(["a\tb\tc\t" * 30] * 5_000)),
    "the most readable characters in lines": lambda: text(fill(f"{SENTENCE * 8}\n", MOST_CHARACTERS - 1_000)),
    "a million spaced less-than signs": lambda: around("< a " * MILLION),
    "100,000 empty paragraphs": lambda: around("<p></p>" * 100_000),
    "100,000 paragraphs of a space": lambda: around("<p>&nbsp;</p>" * 100_000),
    "the most short paragraphs": lambda: around(f"<p>{SENTENCE}</p>" * MOST),
    "the most different paragraphs": lambda: around("".join(f"<p>Ferry {n} {SENTENCE}</p>" for n in range(MOST))),
    "the most paragraphs 200 deep": lambda: before("<div>" * 200 + f"<p>{SENTENCE}</p>" * MOST),
    "the most paragraphs each in their box": lambda: before(
        f"<div class='a b c'><div><p>{SENTENCE}</p></div></div>" * MOST
    ),
    "the most headings": lambda: around("<h2>Storm shuts Velmora harbour again</h2>" * MOST),
    "the most list items": lambda: around("<ul>" + "<li><a href='/x'>Storm shuts harbour</a></li>" * MOST + "</ul>"),
    "the most table cells": lambda: around(
        "<table>" + f"<tr><td>{SENTENCE}</td><td>4</td></tr>" * (MOST // 2) + "</table>"
    ),
    "the most captions": lambda: around("<figure><figcaption>Ana Sample/AFP</figcaption></figure>" * MOST),
    "a million tiny paragraphs": lambda: around("<p>a</p>" * MILLION),
    "50,000 meta elements": lambda: page("<meta name='author' content='Ana Sample'>" * 50_000 + STORY),
    "50,000 times": lambda: around("<time datetime='2031-05-06'>6 May</time> " * 50_000),
    "50,000 titles": lambda: page("<title>Storm shuts Velmora harbour</title>" * 50_000 + STORY),
    "a title of 5 MB": lambda: page(f"<title>{fill(SENTENCE, 5 * MILLION)}</title>{STORY}"),
    "a description of 5 MB": lambda: page(f"<meta name=description content='{fill(SENTENCE, 5 * MILLION)}'>{STORY}"),
    "an address of 5 MB": lambda: page(
        f"<link rel=canonical href='https://velmora.example/{'a' * 5 * MILLION}'>{STORY}"
    ),
}
