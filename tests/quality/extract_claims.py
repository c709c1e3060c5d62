"""Prints the claims of files as JSON lines, as the scorers ask for them: ``extract_claims.py [--no-clean] FILE...``."""

import json
import sys
from pathlib import Path

from claimwire.models import CleanArticle
from services.cleaner.clean import clean
from services.cleaner.document import RawDocument
from services.extractor.extract import load_extractor
from services.extractor.extract_file import extract_file


def main() -> None:
    extractor = load_extractor()
    is_clean = "--no-clean" in sys.argv
    for name in (argument for argument in sys.argv[1:] if not argument.startswith("--")):
        body = Path(name).read_bytes()
        article = (
            CleanArticle(text=body.decode()) if is_clean else clean(RawDocument(body=body, media_type="text/plain"))
        )
        for row in extract_file(article, name, extractor):
            print(json.dumps(row))


if __name__ == "__main__":
    main()
