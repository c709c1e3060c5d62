"""Reads XML element by element, without a tree, declarations or entities, and in time linear to its size."""

from typing import Protocol
from xml.parsers import expat

from claimwire.errors import ClaimwireError

#: The parser stops within one piece after a handler refused; memory for open elements cannot grow further either.
_PIECE_BYTES = 64 * 1024
_DEEPEST = 100
#: The parser holds a tag or comment until its end, and a tag's attributes all at once.
_LONGEST_TAG_BYTES = 256 * 1024
#: No address, title or date is longer; the rest of a text is left out.
_LONGEST_TEXT = 20_000


class UnreadableXml(ClaimwireError):
    """Raised when XML is not well-formed, or not safe to read; all before that place was handed on."""


class UnsafeXml(UnreadableXml):
    """Raised when XML declares a document type, is nested too deeply, or holds too much."""


class Target(Protocol):
    """Takes a document's elements; names come in lower case and without prefixes."""

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        """Take an element that begins; the last of the path is its own name."""

    def end(self, path: tuple[str, ...], text: str) -> None:
        """Take an element that ends, with the text directly in it."""


def scan_xml(body: bytes, target: Target) -> None:
    """Hand a document's elements to a target.

    Raises:
        UnreadableXml: it is not well-formed, or not safe.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    scan = _Scan(target)
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for start in range(0, len(body), _PIECE_BYTES):
            piece = body[start : start + _PIECE_BYTES]
            parser.Parse(piece, False)
            if start + len(piece) - parser.CurrentByteIndex > _LONGEST_TAG_BYTES:
                raise UnsafeXml(f"the XML holds a tag or comment of more than {_LONGEST_TAG_BYTES} bytes")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableXml(f"the XML is broken: {error}") from error
    except (ValueError, LookupError) as error:  # an encoding that expat cannot do
        raise UnreadableXml(f"the XML cannot be decoded: {error}") from error


def _refuse_doctype(*_: object) -> None:
    raise UnsafeXml("the XML declares a document type")


class _Scan:
    """Follows expat through the document."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._path: tuple[str, ...] = ()
        self._texts: list[list[str]] = []
        self._lengths: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._path) >= _DEEPEST:
            raise UnsafeXml(f"the XML is nested deeper than {_DEEPEST} elements")
        self._path = (*self._path, _local(name))
        self._texts.append([])
        self._lengths.append(0)
        self._target.start(self._path, attributes)

    def text(self, text: str) -> None:
        room = _LONGEST_TEXT - self._lengths[-1]
        if room > 0:
            self._texts[-1].append(text[:room])
            self._lengths[-1] += len(text)

    def end(self, _: str) -> None:
        self._lengths.pop()
        self._target.end(self._path, "".join(self._texts.pop()).strip())
        self._path = self._path[:-1]


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
