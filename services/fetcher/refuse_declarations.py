"""Refuses XML that could blow up or read files when its entities are expanded. Pure."""

import re
from codecs import lookup

from services.fetcher.parsed_feed import NotAFeed

_ENTITY_DECLARATION = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARED_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([^"'>]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^"';\s]{1,40})""", re.IGNORECASE)
#: How "<?xm" begins in EBCDIC, which feedparser recognises without any declaration.
_EBCDIC_MARK = b"\x4c\x6f\xa7\x94"
_PRINTABLE_ASCII = bytes(range(0x20, 0x7F))
#: Wide encodings hold ASCII with zero bytes between, which the search for declarations leaves out.
_WIDE_ENCODINGS = ("utf-16", "utf-32", "ucs-2", "ucs-4", "iso-10646-ucs-2", "iso-10646-ucs-4", "csucs4", "u16", "u32")


def refuse_declarations(body: bytes, content_type: str) -> None:
    """Refuse a feed that declares entities, or could hide that it does (billion laughs, external entities).

    Raises:
        NotAFeed: it does.
    """
    charset = _CHARSET.search(content_type)
    declared = _DECLARED_ENCODING.search(body[:1024])
    encodings = [charset[1]] if charset else []
    encodings += [declared[1].decode("ascii", "replace")] if declared else []
    for encoding in encodings:
        if not _shows_ascii(encoding):
            raise NotAFeed(f"the encoding {encoding!r} is not accepted for feeds")
    if body.startswith(_EBCDIC_MARK):
        raise NotAFeed("EBCDIC is not accepted for feeds")
    if _ENTITY_DECLARATION.search(body.replace(b"\0", b"")):
        raise NotAFeed("the feed declares entities")


def _shows_ascii(encoding: str) -> bool:
    """Tell whether ASCII stays visible in an encoding, so that a declaration cannot hide in it (UTF-7, EBCDIC)."""
    if encoding.lower().startswith(_WIDE_ENCODINGS):
        return True
    try:
        return _PRINTABLE_ASCII.decode(lookup(encoding).name) == _PRINTABLE_ASCII.decode("ascii")
    except LookupError:
        return True  # feedparser cannot decode with it either, and falls back to UTF-8
    except ValueError:  # it cannot decode ASCII, or holds a zero byte
        return False
