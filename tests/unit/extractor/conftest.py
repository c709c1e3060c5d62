from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from claimwire.models import Claim, CleanArticle, DatedBelief, Granularity
from services.extractor.extract import Extractor, load_extractor

#: A Thursday.
PUBLISHED = DatedBelief(
    text="2030-05-16", instant=datetime(2030, 5, 16, tzinfo=UTC), granularity=Granularity.DAY, source="meta"
)


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture
def claims_of(extractor: Extractor) -> Callable[[str], tuple[Claim, ...]]:
    def extract(text: str) -> tuple[Claim, ...]:
        article = CleanArticle(text=text, published=PUBLISHED, outlet="The Harbour Post")
        return extractor.extract(article, "ver_test")

    return extract
