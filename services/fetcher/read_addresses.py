"""Reads a file of addresses: one on each line, comments after a ``#`` that begins the line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from services.fetcher.canonicalise import InvalidAddress, canonicalise

#: No server takes longer addresses (RFC 9110, 4.1 asks for 8,000 at least).
_LONGEST_LINE_BYTES = 16 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class BadLine:
    """A line that holds no address."""

    number: int
    reason: str


def read_addresses(file: BinaryIO) -> Iterator[str | BadLine]:
    """Yield the canonical address of each line, or why it has none."""
    for number, line in _lines(file):
        if line is None:
            yield BadLine(number, f"it is longer than {_LONGEST_LINE_BYTES} bytes")
            continue
        try:
            text = line.decode().strip()
            if text and not text.startswith("#"):
                yield canonicalise(text)
        except UnicodeDecodeError:
            yield BadLine(number, "it is not UTF-8")
        except InvalidAddress as error:
            yield BadLine(number, str(error))


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line and its number; None stands for one that is too long to be kept."""
    number = 0
    while line := file.readline(_LONGEST_LINE_BYTES):
        number += 1
        if len(line) < _LONGEST_LINE_BYTES or line.endswith(b"\n"):
            yield number, line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            continue
        while (line := file.readline(_LONGEST_LINE_BYTES)) and not line.endswith(b"\n"):
            pass
        yield number, None
