"""Breaks a page in the ways that pages are broken, and in some that only attackers think of; the same seed alike."""

import random
import re
from collections.abc import Callable, Sequence

from services.cleaner.document import RawDocument

#: Marks that open or close something, whole and torn.
_REMNANTS = (
    *(
        "<!--",
        "-->",
        "--!>",
        "<!-->",
        "<!",
        "<!>",
        "<![CDATA[",
        "]]>",
        "<?xml",
        "?>",
        "</",
        "</>",
        "< ",
        "<",
        ">",
        "'",
        '"',
    ),
    *("<script>", "<SCRIPT async", "</script >", "</script", "<style>", "</style>", "<title>", "</title>", "<svg>"),
    *(
        "<textarea>",
        "</textarea/>",
        "<noscript>",
        "</noscript>",
        "<template>",
        "<iframe",
        "</iframe>",
        "<xmp>",
        "<plaintext",
    ),
    *("<p title='", '<a href="', "<a href=x/", "<br/>", "</br>", "</p>", "<b", "<i/>", "<td>", "<li>", "<h1>", "</h1>"),
    *("<select><option>", "<math><mi>", "<body>", "</body>", "<html>", "</html>", "</article>", "<article>", "<main>"),
    *("<div hidden>", "<p style='display:none'>", "<time datetime=>", "<meta charset=utf-7>", "<base>", "<frameset>"),
    *('<script type="application/ld+json">{"@type":"NewsArticle","headline":', "<a b=c\"d'e>", '<p ="x>y">', "<p a=>"),
)
_REFERENCES = (
    *(
        "&",
        "&#",
        "&#;",
        "&#x",
        "&#x;",
        "&#0;",
        "&#1;",
        "&#x80;",
        "&#xD800;",
        "&#xDFFF;",
        "&#x110000;",
        "&#99999999999;",
    ),
    *(
        "&amp",
        "&amp;amp;",
        "&notit;",
        "&copy2031",
        "&nbsp",
        "&shy;",
        "&zwj;",
        "&NotEqualTilde;",
        "&lt;p&gt;",
        "&lt;!--",
    ),
    *("&CounterClockwiseContourIntegral;", "&" + "a" * 60 + ";", "&fjlig;", "&Tab;", "&NewLine;", "&#12;", "&#x200b;"),
)
_CHARACTERS = (
    *(
        "\x00",
        "\x01\x02",
        "\x0b",
        "\x0c",
        "\r",
        "\r\n",
        "\x1c",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
        "\u0301",
        "\u200b",
        "\u200d",
    ),
    *(
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202b",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u2028",
        "\u2029",
        "\u3000",
        "\ufeff",
        "\ufffe",
    ),
    *(
        "\ufffd",
        "\U0001f468\u200d\U0001f469",
        "\U000e0041",
        "\U0010ffff",
        "שלום",
        "مرحبا",
        "ไทย",
        "日本語。",
        "\U0001d400",
        "ﬁ",
    ),
)
_TAG = re.compile(r"<[^<>]{1,400}>")
_END_TAG = re.compile(r"</([a-zA-Z][a-zA-Z0-9]{0,9})>")
_QUOTED = re.compile(r"""=\s?["'][^"'<>]{0,200}["']""")

#: How a body is encoded and what is said of it.
_CHARSETS = (
    *(("utf-8", None),) * 12,
    *(("utf-8", "iso-8859-1"), ("utf-8", "shift_jis"), ("windows-1252", None), ("windows-1252", "utf-8")),
    *(("utf-16", None), ("utf-16-le", None), ("utf-16-be", "utf-16"), ("utf-32", None), ("utf-7", "utf-7")),
    *(("windows-1251", "windows-1251"), ("gb18030", "gbk"), ("iso2022_jp", "iso-2022-jp"), ("euc_kr", None)),
    *(("utf-8-sig", "utf-16"), ("cp437", "ascii")),
)

Change = Callable[[random.Random, str], str]


def mutate(chance: random.Random, page: str, others: Sequence[str], *, media_type: str = "text/html") -> RawDocument:
    """Break a page in one to six places, from its tags to its bytes. ``others`` lend it pieces."""
    for _ in range(chance.randint(1, 6)):
        page = chance.choice(_CHANGES)(chance, page) if chance.random() < 0.9 else _splice(chance, page, others)
    charset, declared = chance.choice(_CHARSETS)
    body = page.encode(charset, "replace")
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        body = chance.choice(_BYTE_CHANGES)(chance, body)
    return RawDocument(body=body, media_type=media_type, charset=declared)


def _span(chance: random.Random, page: str, most: int = 2_000) -> tuple[int, int]:
    start = chance.randint(0, len(page))
    return start, min(len(page), start + chance.randint(0, most))


def _cut(chance: random.Random, page: str) -> str:
    start, end = _span(chance, page)
    return page[:start] + page[end:]


def _duplicate(chance: random.Random, page: str) -> str:
    start, end = _span(chance, page)
    return page[:end] + page[start:end] * chance.choice((1, 1, 2, 9)) + page[end:]


def _move(chance: random.Random, page: str) -> str:
    start, end = _span(chance, page)
    rest, at = page[:start] + page[end:], chance.randint(0, len(page) - (end - start))
    return rest[:at] + page[start:end] + rest[at:]


def _splice(chance: random.Random, page: str, others: Sequence[str]) -> str:
    other = chance.choice(others)
    start, end = _span(chance, other)
    return _insert(chance, page, other[start:end])


def _insert(chance: random.Random, page: str, text: str) -> str:
    at = chance.randint(0, len(page))
    return page[:at] + text + page[at:]


def _insert_remnants(chance: random.Random, page: str) -> str:
    for _ in range(chance.choice((1, 1, 2, 8))):
        page = _insert(chance, page, chance.choice(_REMNANTS))
    return page


def _insert_references(chance: random.Random, page: str) -> str:
    for _ in range(chance.choice((1, 5, 30))):
        page = _insert(chance, page, chance.choice(_REFERENCES))
    return page


def _insert_characters(chance: random.Random, page: str) -> str:
    for _ in range(chance.choice((1, 5, 30))):
        page = _insert(chance, page, chance.choice(_CHARACTERS) * chance.choice((1, 1, 1, 40)))
    return page


def _delete_tags(chance: random.Random, page: str) -> str:
    share = chance.choice((0.01, 0.1, 0.6))
    return _TAG.sub(lambda tag: "" if chance.random() < share else tag[0], page)


def _tear_tags(chance: random.Random, page: str) -> str:
    return _TAG.sub(lambda tag: tag[0][: chance.randint(1, len(tag[0]))] if chance.random() < 0.02 else tag[0], page)


def _drop_end_tags(chance: random.Random, page: str) -> str:
    names = sorted({found[1] for found in _END_TAG.finditer(page)})
    return re.sub(f"</{chance.choice(names)}>", "", page) if names else page


def _unquote(chance: random.Random, page: str) -> str:
    share, half = chance.choice((0.02, 0.3, 1.0)), chance.random() < 0.3

    def bare(attribute: re.Match[str]) -> str:
        if chance.random() > share:
            return attribute[0]
        return attribute[0][:-1] if half else re.sub("[\"']", "", attribute[0])

    return _QUOTED.sub(bare, page)


def _nest(chance: random.Random, page: str) -> str:
    name, depth = (
        chance.choice(("div", "span", "blockquote", "table><tr><td", "ul><li", "b", "font")),
        chance.randint(1, 400),
    )
    start, end = _span(chance, page)
    closing = "".join(f"</{each}>" for each in reversed(name.split("><")))
    closing *= depth if chance.random() < 0.7 else depth // 3
    return page[:start] + f"<{name}>" * depth + page[start:end] + closing + page[end:]


def _hide(chance: random.Random, page: str) -> str:
    start, end = _span(chance, page)
    opening, closing = chance.choice(
        (
            ("<!--", "-->"),
            ("<script>", "</script>"),
            ("<![CDATA[", "]]>"),
            ("<p title='", "'>"),
            ("<textarea>", "</textarea>"),
        )
    )
    return page[:start] + opening + page[start:end] + closing + page[end:]


def _upper(chance: random.Random, page: str) -> str:
    return _TAG.sub(lambda tag: tag[0].upper() if chance.random() < 0.5 else tag[0], page)


_CHANGES: tuple[Change, ...] = (
    *(_cut, _duplicate, _move, _delete_tags, _tear_tags, _drop_end_tags, _unquote, _nest, _hide, _upper),
    *(_insert_remnants, _insert_references, _insert_characters) * 2,
)


def _flip(chance: random.Random, body: bytes) -> bytes:
    broken = bytearray(body)
    for _ in range(chance.choice((1, 5, 50)) if broken else 0):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _swap(chance: random.Random, body: bytes) -> bytes:
    broken = bytearray(body)
    for _ in range(20 if broken else 0):
        one, other = chance.randrange(len(broken)), chance.randrange(len(broken))
        broken[one], broken[other] = broken[other], broken[one]
    return bytes(broken)


def _insert_bytes(chance: random.Random, body: bytes) -> bytes:
    at = chance.randint(0, len(body))
    odd = (
        b"\x00",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\x1b$B",
        b"\x80" * 30,
        b"\xf4\x90\x80\x80",
    )
    return body[:at] + chance.choice(odd) + body[at:]


def _truncate(chance: random.Random, body: bytes) -> bytes:
    return body[: chance.randint(0, len(body))]


_BYTE_CHANGES = (_flip, _swap, _insert_bytes, _truncate)
