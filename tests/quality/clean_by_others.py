"""Cleans pages by another extractor, for comparison: ``clean_by_others.py NAME FILE...``; each gives one JSON line."""

import json
import sys
from collections.abc import Callable
from pathlib import Path


def by_trafilatura() -> Callable[[bytes], str | None]:
    from trafilatura import extract

    return extract


def by_trafilatura_without_comments() -> Callable[[bytes], str | None]:
    from trafilatura import extract

    return lambda page: extract(page, include_comments=False)


def by_resiliparse() -> Callable[[bytes], str | None]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return lambda page: extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True)


def by_readability() -> Callable[[bytes], str | None]:
    from lxml.html import fromstring
    from readability import Document
    from readability.readability import Unparseable

    def read(page: bytes) -> str:
        try:
            summary = fromstring(Document(page.decode("utf-8", "replace")).summary())
        except Unparseable:  # control characters, in one page of these
            return ""
        return "\n".join(" ".join(part.split()) for part in summary.itertext() if part.strip())

    return read


EXTRACTORS = {
    "trafilatura": by_trafilatura,
    "trafilatura, no comments": by_trafilatura_without_comments,
    "resiliparse": by_resiliparse,
    "readability": by_readability,
}


def main(name: str, *files: str) -> None:
    read = EXTRACTORS[name]()
    for file in files:
        print(json.dumps({"document": file, "text": read(Path(file).read_bytes()) or ""}))


if __name__ == "__main__":
    main(*sys.argv[1:])
