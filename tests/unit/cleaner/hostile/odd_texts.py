"""Documents of odd words, encodings and lines, by name."""

# ruff: noqa: RUF001 - hostile letters are the point

from collections.abc import Callable, Mapping

from services.cleaner.document import RawDocument
from tests.unit.cleaner.hostile.make_documents import MILLION, MOST, SENTENCE, STORY, around, fill, noise, page, text

WORDS: Mapping[str, Callable[[], RawDocument]] = {
    "a word of a megabyte": lambda: around(f"<p>{'a' * MILLION}</p>"),
    "a word of a megabyte in capitals": lambda: around(f"<p>{'Ab' * (MILLION // 2)}</p>"),
    "a megabyte of one letter, spaced": lambda: around(f"<p>{'a ' * (MILLION // 2)}</p>"),
    "a megabyte of accents": lambda: around("<p>a" + "\u0301" * (MILLION // 2) + "</p>"),
    "5 MB of directions": lambda: around("<p>" + fill("\u202eשלום\u202c \u2066abc\u2069 ", 2 * MILLION) + "</p>"),
    "a megabyte of marks of direction only": lambda: around("<p>" + "\u202e\u200f\u2066" * (MILLION // 9) + "</p>"),
    "5 MB of NULs": lambda: around("<p>" + "\0" * 5 * MILLION + "</p>"),
    "NULs in each word": lambda: around("<p>" + fill("Sto\0rm ", 3 * MILLION) + "</p>"),
    "soft hyphens in each word": lambda: around("<p>" + fill("Sto\u00adrm ", 2 * MILLION) + "</p>"),
    "a zip bomb unpacked": lambda: page(b"<p>" + b"\0" * 50 * MILLION),
    "a zip bomb of one sentence": lambda: page(fill(SENTENCE, 20 * MILLION)),
}
ENCODINGS: Mapping[str, Callable[[], RawDocument]] = {
    "UTF-16 without a mark": lambda: page(fill(STORY, MILLION).encode("utf-16-le")),
    "UTF-16 that is told to be UTF-8": lambda: page(STORY.encode("utf-16"), "utf-8"),
    "UTF-32 of a megabyte": lambda: page(fill(STORY, MILLION).encode("utf-32")),
    "UTF-7 that is told": lambda: page("<p>+ADw-script+AD4- said the mayor of Velmora on Tuesday.</p>", "utf-7"),
    "invalid UTF-8": lambda: page(STORY.encode() + b"\xff\xfe\xc3\x28\xed\xa0\x80\xf5" * 200_000),
    "5 MB of a charset that lies": lambda: page(fill("Žluťoučký kůň. ", 5 * MILLION).encode("utf-8"), "shift_jis"),
    "5 MB of an undeclared charset": lambda: page(("<p>" + fill("Přílet a příjezd. ", 5 * MILLION)).encode("cp1250")),
    "5 MB of a charset that almost fits": lambda: page(
        ("<p>" + fill("Новини міста. ", 5 * MILLION)).encode("cp1251"), "euc-kr"
    ),
    "5 MB of a mixture": lambda: page(
        b"<p>" + ("Öl ".encode() + "Öl ".encode("latin-1") + "Öl".encode("utf-16")) * 400_000
    ),
    "5 MB of noise": lambda: page(noise(5 * MILLION)),
    "5 MB of noise in a page": lambda: page(STORY.encode() + noise(5 * MILLION)),
    "5 MB of high bytes": lambda: page(STORY.encode() + b"\xe9" * 5 * MILLION),
    "5 MB of escapes to another charset": lambda: page(b"<p>" + b"\x1b$B$\x22\x1b(B " * (MILLION // 2), "iso-2022-jp"),
    "5 MB of noise as HZ": lambda: page(b"<p>" + b"~{VPND~} " * (MILLION // 2), "hz"),
    "declared as a charset that is no charset": lambda: page(STORY, "rot13"),
}
PLAIN_TEXTS: Mapping[str, Callable[[], RawDocument]] = {
    "a million lines": lambda: text("Storm shuts harbour\n" * MILLION),
    "a million empty lines": lambda: text(SENTENCE + "\n" * MILLION + SENTENCE),
    "90,000 wrapped lines": lambda: text((SENTENCE.strip() + " and nobody\n") * 90_000),
    "the most paragraphs of text": lambda: text(f"{SENTENCE}\n\n" * MOST),
    "the most different paragraphs of text": lambda: text("".join(f"Ferry {n}: {SENTENCE}\n\n" for n in range(MOST))),
    "a line of 50 MB": lambda: text(fill(SENTENCE, 50 * MILLION)),
    "a line of 10 MB": lambda: text(fill(SENTENCE, 10 * MILLION)),
    "a line of 5 MB": lambda: text(fill(SENTENCE, 5 * MILLION)),
    "a line of 5 MB without a sentence": lambda: text(fill("harbour and ferry and ", 5 * MILLION)),
    "a line of 5 MB of glued sentences": lambda: text(fill(SENTENCE.strip(), 5 * MILLION)),
    "a word of 5 MB": lambda: text("a" * 5 * MILLION),
    "a text of 5 MB of line ends of all sorts": lambda: text(fill("a\r\n\u2028\u2029\x0b\x0c\x1c\x85 ", 5 * MILLION)),
    "a text of 5 MB of marks": lambda: text(fill(".”’»!?… ", 5 * MILLION)),
    "a text that almost is a page": lambda: text("<?xml " + "a" * 5 * MILLION + "<!--" + "-" * MILLION),
}
