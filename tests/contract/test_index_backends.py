"""What every backend of the search index must do."""

import itertools
import random
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from claimwire.events import Event
from claimwire.index.documents import DocumentKind, Standing
from claimwire.index.port import Filters, SearchRequest, Sort
from claimwire.models import Stance
from services.indexer.describe import describe_claim
from tests.unit.index.backends import BACKENDS, Index, documents, in_tantivy
from tests.unit.index.invented_documents import (
    NOON,
    article_cleaned,
    article_extracted,
    claim_extracted,
    claim_linked,
)


@pytest.fixture(params=BACKENDS)
def open_index(request: pytest.FixtureRequest, tmp_path: Path) -> AbstractAsyncContextManager[Index]:
    return BACKENDS[request.param](tmp_path / "index")


@pytest.fixture
async def index(open_index: AbstractAsyncContextManager[Index]) -> AsyncIterator[Index]:
    async with open_index as opened:
        yield opened


FERRY = claim_extracted()
FERRY_ID = FERRY.claim.claim_id


async def test_an_index_that_nothing_was_written_to_is_empty(index: Index) -> None:
    page = await index.reader.search(SearchRequest(kind=DocumentKind.CLAIM, text="ferry"))

    assert (page.total, page.hits) == (0, ())
    assert await index.reader.get(DocumentKind.CLAIM, "clm_none") is None
    assert dict.fromkeys(DocumentKind, 0) == (await index.reader.statistics()).current


async def test_what_was_written_is_found_and_comes_back_whole(index: Index) -> None:
    await index.add(FERRY)

    page = await index.reader.search(SearchRequest(kind=DocumentKind.CLAIM, text="ferry"))
    assert page.total == 1
    assert describe_claim(FERRY) == page.hits[0].document
    assert describe_claim(FERRY) == await index.reader.get(DocumentKind.CLAIM, FERRY_ID)


async def test_a_redelivered_claim_is_indexed_once(index: Index) -> None:
    await index.add(FERRY, FERRY)

    assert await index.claims() == [FERRY_ID]
    assert (await index.reader.statistics()).current[DocumentKind.CLAIM] == 1


async def test_kinds_are_searched_apart(index: Index) -> None:
    await index.add(article_cleaned(), FERRY, claim_linked(FERRY))

    found = {kind: (await index.reader.search(SearchRequest(kind=kind, text="ferry"))).total for kind in DocumentKind}
    assert dict.fromkeys(DocumentKind, 1) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", True),
        ("FERRY", True),
        ("ferry june", True),
        ("ferry winter", False),
        ('"Tarn Island"', True),
        ('"Island Tarn"', False),
        ("Island Tarn", True),
        ("«Tarn Island»", True),
        ("marlow", True),
        ('ferry "', True),
        ("ferry!! (June)", True),
        ("!!!", True),
        ('""', True),
        ("speaker:ferry", False),
    ],
)
async def test_all_words_must_occur_and_quoted_ones_in_a_row(index: Index, text: str, found: bool) -> None:
    await index.add(FERRY)

    assert ([FERRY_ID] if found else []) == await index.claims(text)


@pytest.mark.parametrize("backend", BACKENDS)
async def test_no_text_is_an_error(backend: str, tmp_path: Path) -> None:
    typed = random.Random(5)
    signs = [*"\"'()[]{}:^~*?+-!\\/&|<>=.,; \t\n\0é東🙂", "AND", "OR", "NOT", "TO", "ferry", "IN ["]
    async with BACKENDS[backend](tmp_path) as index:
        await index.add(FERRY)

        for _ in range(300):
            text = "".join(typed.choices(signs, k=typed.randrange(12)))
            await index.claims(text, speaker=text, outlet=text, cluster_id=text)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"speaker": "Marlow"}, True),
        ({"speaker": "marlow ADA"}, True),
        ({"speaker": "Mårlow"}, True),
        ({"speaker": "Marl"}, False),
        ({"speaker": "Ada Quill"}, False),
        ({"speaker": "!"}, False),
        ({"stance": Stance.ASSERTS}, True),
        ({"stance": Stance.DENIES}, False),
        ({"outlet": "calder gazette"}, True),
        ({"outlet": "Calder"}, False),
        ({"language": "en"}, True),
        ({"language": "fr"}, False),
        ({"article_id": FERRY.article.article_id}, True),
        ({"article_id": "art_other"}, False),
        ({"cluster_id": "clu_ferry"}, True),
        ({"cluster_id": "clu_other"}, False),
        ({"since": NOON}, True),
        ({"since": NOON + timedelta(microseconds=1)}, False),
        ({"until": NOON}, False),
        ({"until": NOON + timedelta(microseconds=1)}, True),
        ({"since": NOON - timedelta(days=1), "until": NOON + timedelta(days=1), "speaker": "ada"}, True),
        ({"since": NOON - timedelta(days=1), "until": NOON + timedelta(days=1), "speaker": "tom"}, False),
    ],
)
async def test_filters_narrow_a_search(index: Index, filters: dict[str, object], found: bool) -> None:
    await index.add(FERRY, claim_linked(FERRY))

    assert ([FERRY_ID] if found else []) == await index.claims("ferry", **filters)
    assert ([FERRY_ID] if found else []) == await index.claims(**filters)


async def test_a_filter_that_a_kind_has_no_field_for_finds_nothing(index: Index) -> None:
    await index.add(article_cleaned())

    request = SearchRequest(kind=DocumentKind.ARTICLE, filters=Filters(stance=Stance.ASSERTS))
    assert (await index.reader.search(request)).total == 0


async def test_the_newest_come_first_and_pages_follow_one_another(index: Index) -> None:
    claims = [claim_extracted(start=hour, published_at=NOON - timedelta(hours=hour)) for hour in range(5)]
    await index.add(*random.Random(3).sample(claims, k=5))

    request = SearchRequest(kind=DocumentKind.CLAIM, text="ferry", sort=Sort.NEWEST, limit=2)
    pages = [await index.reader.search(request.model_copy(update={"offset": offset})) for offset in (0, 2, 4, 6)]

    assert [page.total for page in pages] == [5] * 4
    assert [claim.claim.claim_id for claim in claims] == [hit.id for page in pages for hit in page.hits]


async def test_a_claim_that_says_it_is_found_before_one_that_only_mentions_it(tmp_path: Path) -> None:
    # The fake ranks by date alone; ranking is asked only of what ranks.
    says = claim_extracted(start=1, text="The harbour is closed.", evidence="It is.", published_at=NOON)
    mentions = claim_extracted(start=2, text="It is.", evidence="Near the harbour that is long and wide.")
    async with in_tantivy(tmp_path) as index:
        await index.add(mentions, says)

        assert [says.claim.claim_id, mentions.claim.claim_id] == await index.claims("harbour")


@pytest.mark.parametrize("bad", [{"limit": 0}, {"limit": 201}, {"offset": -1}, {"filters": {"since": "2031-05-20"}}])
def test_a_request_out_of_bounds_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SearchRequest.model_validate({"kind": "claim", **bad})


async def test_an_older_revision_of_a_cluster_never_replaces_a_newer_one(index: Index) -> None:
    await index.add(*(claim_linked(FERRY, revision=revision) for revision in (2, 3, 1)))

    cluster = await index.reader.get(DocumentKind.CLUSTER, "clu_ferry")
    assert cluster is not None
    assert cluster.cluster.revision == 3
    found = await index.reader.search(SearchRequest(kind=DocumentKind.CLUSTER, text="Revision3"))
    assert [cluster] == [hit.document for hit in found.hits]
    assert (await index.reader.search(SearchRequest(kind=DocumentKind.CLUSTER, text="Revision1"))).total == 0


async def test_a_link_without_its_claim_is_not_found(index: Index) -> None:
    await index.add(claim_linked(FERRY))

    assert await index.claims() == []
    assert await index.reader.get(DocumentKind.CLAIM, FERRY_ID) is None
    assert (await index.reader.statistics()).incomplete == 1


@pytest.mark.parametrize("together", [True, False], ids=["in one write", "one by one"])
async def test_a_claim_has_its_cluster_whichever_comes_first(index: Index, together: bool) -> None:
    events = [FERRY, claim_linked(FERRY)]
    other = claim_extracted(start=50)
    await index.add(*events)
    if together:
        await index.writer.upsert([*documents(claim_linked(other)), *documents(other)])
        await index.reader.refresh()
    else:
        await index.add(claim_linked(other), other)

    assert {FERRY_ID, other.claim.claim_id} == set(await index.claims(cluster_id="clu_ferry"))


OLD = claim_extracted(version="v1", start=10)
NEW = claim_extracted(version="v2", start=20)
EDIT: tuple[Event, ...] = (
    article_cleaned(version="v1"),
    OLD,
    article_extracted(version="v1"),
    article_cleaned(version="v2", fetched_after=30),
    NEW,
    article_extracted(version="v2"),
)


async def test_until_a_new_version_is_extracted_the_old_ones_claims_are_found(index: Index) -> None:
    await index.add(*EDIT[:4])

    assert [OLD.claim.claim_id] == await index.claims()


async def test_claims_of_an_older_version_are_no_longer_found_but_can_be_had_by_id(index: Index) -> None:
    await index.add(*EDIT, claim_linked(OLD))

    assert [NEW.claim.claim_id] == await index.claims()
    old = await index.reader.get(DocumentKind.CLAIM, OLD.claim.claim_id)
    assert old is not None
    assert Standing.SUPERSEDED is old.standing
    assert old.cluster_id == "clu_ferry"
    assert (await index.reader.statistics()).superseded == 1


async def test_a_version_that_goes_back_brings_its_claims_back(index: Index) -> None:
    await index.add(*EDIT, article_cleaned(version="v1", fetched_after=60))

    assert [OLD.claim.claim_id] == await index.claims()


@pytest.mark.parametrize("backend", BACKENDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_the_end_is_the_same_whatever_the_order_the_repeats_and_the_groups(
    backend: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    events = [*EDIT, *(claim_linked(claim, revision=revision) for revision, claim in enumerate((OLD, NEW), start=1))]
    arriving = data.draw(st.permutations([*events, *data.draw(st.lists(st.sampled_from(events), max_size=4))]))
    ends = sorted(data.draw(st.sets(st.integers(1, len(arriving) - 1), max_size=4)))
    groups = [arriving[start:end] for start, end in itertools.pairwise([0, *ends, len(arriving)])]

    async with BACKENDS[backend](tmp_path_factory.mktemp("index")) as index:
        for group in groups:
            await index.writer.upsert([document for event in group for document in documents(event)])
        await index.reader.refresh()

        assert [NEW.claim.claim_id] == await index.claims()
        assert [NEW.claim.claim_id] == await index.claims(cluster_id="clu_ferry")
        for claim, superseded in ((OLD, True), (NEW, False)):
            document = await index.reader.get(DocumentKind.CLAIM, claim.claim.claim_id)
            assert document is not None
            assert (superseded, "clu_ferry") == (document.superseded, document.cluster_id)
        article = await index.reader.get(DocumentKind.ARTICLE, OLD.article.article_id)
        assert article is not None
        assert article.content is not None
        assert NEW.article.version_id == article.content.article.version_id
        assert [version.extraction and version.extraction.claims for version in article.versions] == [1, 1]
        cluster = await index.reader.get(DocumentKind.CLUSTER, "clu_ferry")
        assert cluster is not None
        assert cluster.cluster.revision == 2
