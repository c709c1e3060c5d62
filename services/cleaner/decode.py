"""Turns a body's bytes into characters, the same way each time, whatever the bytes are."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from services.cleaner.bounds import require_bytes
from services.cleaner.document import DecodedBody, RawDocument

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: the mark of UTF-32 little-endian begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: https://html.spec.whatwg.org/#determining-the-character-encoding looks at 1,024 bytes; real pages exceed it.
_PRESCAN_BYTES = 4_096
_META_CHARSET = re.compile(
    rb"""<meta\s[^>]{0,200}?charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_XML_CHARSET = re.compile(rb"""\s{0,8}<\?xml\s[^>]{0,80}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9_.:-]{2,40})""")

#: https://encoding.spec.whatwg.org/#names-and-labels, by Python's names of codecs: what pages call Latin-1 and ASCII
#: is windows-1252, and the like. What is not here is on no page: Python also knows codecs like punycode, whose time
#: grows with the square of the text.
_CHARSETS = {
    **{name: name for name in (f"cp125{number}" for number in range(9))},
    **{f"iso8859-{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{name: name for name in ("cp866", "koi8-r", "koi8-u", "euc_jp", "iso2022_jp", "mac-cyrillic", "mac-roman")},
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "cp874": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "cp932": "cp932",
    "euc_kr": "cp949",
    "cp949": "cp949",
}
#: Labels that Python does not know, or knows by another charset's name.
_LABELS = {
    "x-sjis": "cp932",
    "windows-874": "cp874",
    "ks_c_5601-1987": "cp949",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-8": "utf-8",
}

#: What a page without a declaration may be; the detector's other guesses are older than the web.
_DETECTABLE = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2"),
    *("koi8_r", "koi8_u", "cp866", "gb18030", "big5", "cp932", "euc_jp", "cp949", "tis_620"),
)
#: What tells charsets apart: readable characters around the bytes that are no ASCII. Markup in between only misleads.
_TELLING = re.compile(rb"[^<>\x80-\xff]{0,40}[\x80-\xff][^<>]{0,2000}")
#: The detector reads samples; more of a page does not change its mind.
_DETECTOR_BYTES = 32_768
#: So few bytes tell nothing: a single letter or quotation mark is most often windows-1252's.
_FEWEST_TELLING_BYTES = 8

#: What many a server says of every page, whatever it is in, and what accepts almost any bytes.
_DEFAULT = "cp1252"
#: Of what the detector finds, these are in scripts that no Latin text is taken for.
_NO_LATIN = frozenset(
    ("cp1251", "koi8-r", "koi8-u", "cp866", "cp1253", "cp1255", "cp1256", "gb18030", "big5", "cp932", "euc_jp", "cp949")
)

#: A page that has so many characters for each broken one is cut off, or has a few pasted in.
_CHARACTERS_FOR_A_BROKEN_ONE = 1_000
_FEW_BROKEN = 3

_SAMPLE_BYTES = 2_048
#: Of the bytes at one place in each four: markup and spaces are ASCII in any script.
_LEAST_NULS, _MOST_NULS = 0.2, 0.01


def decode(document: RawDocument) -> DecodedBody:
    """Decode a document: byte order mark, UTF-8, declared charset, meta charset, detector.

    The text is always that of the whole body in one charset, with what is broken replaced, so that whoever knows the
    charset can count the same characters. A declared charset is believed only where the body decodes with it. UTF-8
    comes before a declared single-byte charset, because those accept any bytes while text in them is hardly ever valid
    UTF-8 by accident.

    Raises:
        NotAnArticle: the body is larger than any article.
    """
    body = document.body
    require_bytes(body)
    for mark, charset in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return DecodedBody(body[len(mark) :].decode(charset, "replace"), charset)
    if wide := _wide_charset(body):
        return DecodedBody(body.decode(wide, "replace"), wide)
    if body.isascii():
        return _decode_ascii(document)
    try:
        return DecodedBody(body.decode(), "utf-8")
    except UnicodeDecodeError:
        return _decode_broken_or_other(document)


def _wide_charset(body: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without their mark by their NULs, which are on one side of each character."""
    sample = body[:_SAMPLE_BYTES]
    if b"\0" not in sample:
        return None
    first, second, third, fourth = (sample[place::4].count(0) * 4 / len(sample) for place in range(4))
    if first < _MOST_NULS and min(third, fourth) > 1 - _LEAST_NULS:
        return "utf-32-le"
    if fourth < _MOST_NULS and min(first, second) > 1 - _LEAST_NULS:
        return "utf-32-be"
    if max(first, third) < _MOST_NULS and min(second, fourth) > _LEAST_NULS:
        return "utf-16-le"
    if max(second, fourth) < _MOST_NULS and min(first, third) > _LEAST_NULS:
        return "utf-16-be"
    return None


def _decode_ascii(document: RawDocument) -> DecodedBody:
    # ISO-2022 and UTF-7 hide in seven bits; only the former is still met, and only where it is declared.
    for charset in _declared(document):
        if charset == "iso2022_jp":
            return DecodedBody(document.body.decode(charset, "replace"), charset)
    return DecodedBody(document.body.decode("ascii"), "utf-8")


def _decode_broken_or_other(document: RawDocument) -> DecodedBody:
    body = document.body
    declared = list(_declared(document))
    if declared and declared[0] == _DEFAULT:
        # What the page itself says is better; where it says nothing, what its bytes look like.
        said_twice = declared.count(_DEFAULT) > 1
        declared = [*(each for each in declared if each != _DEFAULT), _DEFAULT]
        if declared == [_DEFAULT] and not said_twice and (found := _detect(body)) in _NO_LATIN:
            declared = [found, _DEFAULT]
    for charset in declared:
        try:
            return DecodedBody(body.decode(charset), charset)
        except UnicodeDecodeError:
            continue
    # One cut-off character or pasted paragraph must not spoil the whole page.
    for charset in ("utf-8", *declared):
        text = body.decode(charset, "replace")
        broken = text.count("\ufffd")
        if broken <= max(_FEW_BROKEN, len(text) // _CHARACTERS_FOR_A_BROKEN_ONE) and broken < _characters(text):
            return DecodedBody(text, charset)
    charset = _detect(body) or next(iter(declared), _DEFAULT)
    return DecodedBody(body.decode(charset, "replace"), charset)


def _characters(text: str) -> int:
    """Count what is neither ASCII nor broken: broken bytes among no others speak for another charset."""
    return len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")


def _declared(document: RawDocument) -> Iterator[str]:
    labels = [document.charset or ""]
    head = document.body[:_PRESCAN_BYTES]
    labels += [found[1].decode("ascii") for found in (_META_CHARSET.search(head), _XML_CHARSET.match(head)) if found]
    for label in labels:
        name = label.split(";")[0].strip().strip("\"'").lower()
        try:
            codec = codecs.lookup(_LABELS.get(name, name)).name
        except (LookupError, ValueError):
            continue
        # A page that could be read as ASCII up to its declaration is in no multi-byte Unicode form.
        if codec in _CHARSETS:
            yield _CHARSETS[codec]


def _detect(body: bytes) -> str | None:
    sample = bytearray()
    for found in _TELLING.finditer(body):
        sample += found.group() + b"\n"
        if len(sample) >= _DETECTOR_BYTES:
            break
    if len(sample) - len(bytes(sample).decode("ascii", "ignore")) < _FEWEST_TELLING_BYTES:
        return None
    best = from_bytes(bytes(sample), cp_isolation=list(_DETECTABLE)).best()
    return None if best is None else codecs.lookup(best.encoding).name
