"""Reads the files that the stage commands are given."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimwire.cli.exits import UNUSABLE, fail


def documents(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield each file's name as given and its bytes; ``-`` is standard input."""
    for path in paths:
        if str(path) == "-":
            yield "-", sys.stdin.buffer.read()
        elif path.is_file():
            yield str(path), path.read_bytes()
        else:
            raise fail(f"{path} is no file; give files of HTML or text, or - for standard input", UNUSABLE)


def lines(path: Path) -> Iterable[str]:
    """Yield the lines of a file, or of standard input for ``-``."""
    if str(path) == "-":
        return sys.stdin
    if not path.is_file():
        raise fail(f"{path} is no file; give a file of JSON lines, or - for standard input", UNUSABLE)
    return path.read_text(encoding="utf-8").splitlines()
