"""Turns a body's bytes into characters, the same way each time, whatever the bytes are."""

import codecs
import re

from charset_normalizer import from_bytes

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

#: https://encoding.spec.whatwg.org/#names-and-labels: what pages call Latin-1 and ASCII is windows-1252.
_LABELS = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-sjis": "cp932",
    "iso-8859-9": "windows-1254",
    "tis-620": "cp874",
    "windows-874": "cp874",
}

#: The detector reads samples; more of a page does not change its mind.
_DETECTOR_BYTES = 65_536


def decode(document: RawDocument) -> DecodedBody:
    """Decode a document: byte order mark, declared charset, meta charset, UTF-8, detector; never raises.

    A declared charset is believed only where the whole body decodes with it. UTF-8 comes before a declared
    single-byte charset, because those accept any bytes while text in them is hardly ever valid UTF-8 by accident.
    """
    body = document.body
    for mark, charset in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return DecodedBody(body[len(mark) :].decode(charset, "replace"), charset)
    if body.isascii():
        return _decode_ascii(document)
    for charset in ("utf-8", *_declared(document)):
        try:
            return DecodedBody(body.decode(charset), charset)
        except UnicodeDecodeError:
            continue
    return _detect(document)


def _decode_ascii(document: RawDocument) -> DecodedBody:
    # ISO-2022 and UTF-7 hide in seven bits; only the former is still met, and only where it is declared.
    for charset in _declared(document):
        if charset.startswith("iso2022"):
            return DecodedBody(document.body.decode(charset, "replace"), charset)
    return DecodedBody(document.body.decode("ascii"), "utf-8")


def _declared(document: RawDocument) -> list[str]:
    labels = [document.charset or ""]
    if found := _META_CHARSET.search(document.body[:_PRESCAN_BYTES]):
        labels.append(found.group(1).decode("ascii"))
    charsets = []
    for label in labels:
        name = label.strip().strip("\"'").lower()
        try:
            codec = codecs.lookup(_LABELS.get(name, name))
        except (LookupError, ValueError):
            continue
        # A page that could be read as ASCII up to its declaration is in no multi-byte Unicode form.
        if codec._is_text_encoding and not codec.name.startswith(("utf-16", "utf-32", "utf-7")):  # noqa: SLF001 - codecs tells it no other way
            charsets.append(codec.name)
    return charsets


def _detect(document: RawDocument) -> DecodedBody:
    body = document.body
    # Mostly UTF-8 with a few broken bytes: one cut-off character or pasted paragraph must not spoil the whole page.
    lenient = body.decode("utf-8", "replace")
    if lenient.count("\ufffd") <= max(3, len(lenient) // 1_000):
        return DecodedBody(lenient, "utf-8")
    best = from_bytes(body[:_DETECTOR_BYTES]).best()
    charset = best.encoding if best is not None else next(iter(_declared(document)), "windows-1252")
    return DecodedBody(body.decode(charset, "replace"), charset)
