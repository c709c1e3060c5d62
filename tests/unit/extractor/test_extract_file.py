import json

from claimwire.models import CleanArticle
from services.extractor.extract import Extractor
from services.extractor.extract_file import extract_file

ARTICLE = CleanArticle(text="Lena Orr said the bridge had cost 40 million crowns.")


def test_a_row_holds_the_claim_and_the_document_it_came_from(extractor: Extractor) -> None:
    row = next(extract_file(ARTICLE, "bridge.txt", extractor))

    assert row["document"] == "bridge.txt"
    assert row["evidence"]["text"] == "the bridge had cost 40 million crowns"
    assert (row["speaker"]["name"], row["stance"]) == ("Lena Orr", "asserts")
    assert row["quantities"][0]["value"] == 40_000_000
    assert json.loads(json.dumps(row)) == row


def test_the_same_file_gives_the_same_rows(extractor: Extractor) -> None:
    assert list(extract_file(ARTICLE, "a.txt", extractor)) == list(extract_file(ARTICLE, "a.txt", extractor))
