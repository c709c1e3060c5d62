"""What the api answers, and what it says when it cannot."""

from collections.abc import AsyncIterator

import httpx
import pytest

from claimwire.errors import IndexUnavailable, PermanentError
from claimwire.index.documents import DocumentKind
from claimwire.index.port import IndexReader, SearchPage, SearchRequest
from claimwire.models import BlobReference, Stance, Support
from claimwire.read_raw import BlobStore
from services.api.app import create_app
from services.indexer.describe import describe_claim, describe_cleaned_article, describe_extraction, describe_link
from tests.unit.index.invented_documents import (
    TEXT,
    article_cleaned,
    article_extracted,
    body,
    claim_extracted,
    claim_linked,
)
from tests.unit.index.memory_index import MemoryIndex

RAW = f"<p>{TEXT}".encode()
CLAIM = claim_extracted()
CLAIM_ID = CLAIM.claim.claim_id


class FakeBlobs:
    async def get(self, reference: BlobReference) -> bytes:
        if reference != body(RAW):
            raise PermanentError(f"{reference.key} is not in the store")
        return RAW


class UnreadableIndex(MemoryIndex):
    async def refresh(self) -> None:
        raise IndexUnavailable("the search index in /data/index cannot be used: it has format 2")

    async def search(self, request: SearchRequest) -> SearchPage:
        raise AssertionError("an index that cannot be refreshed is not searched")


def client_of(index: IndexReader, blobs: BlobStore | None = None) -> httpx.AsyncClient:
    app = create_app(index, blobs=blobs)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")


@pytest.fixture
async def index() -> MemoryIndex:
    index = MemoryIndex()
    await index.upsert([describe_cleaned_article(article_cleaned(raw=RAW)), describe_claim(CLAIM)])
    await index.upsert([describe_extraction(article_extracted()), *describe_link(claim_linked(CLAIM))])
    return index


@pytest.fixture
async def client(index: MemoryIndex) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(index, FakeBlobs()) as client:
        yield client


async def test_a_claim_is_found_with_its_article_and_its_cluster(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/v1/claims", params={"q": '"tarn island" june', "speaker": "marlow", "stance": "asserts"}
    )

    page = answer.json()
    found = page["items"][0]["found"]
    assert (answer.status_code, page["total"], page["next_offset"]) == (200, 1, None)
    assert (found["claim_id"], found["cluster_id"], found["superseded"]) == (CLAIM_ID, "clu_ferry", False)
    assert found["article"]["outlet"] == "Calder Gazette"
    assert found["evidence"]["text"] == CLAIM.claim.evidence.text


@pytest.mark.parametrize(
    ("parameters", "total"),
    [
        ({}, 1),
        ({"stance": "denies"}, 0),
        ({"outlet": "CALDER GAZETTE"}, 1),
        ({"article": CLAIM.article.article_id}, 1),
        ({"article": "art_other"}, 0),
        ({"cluster": "clu_ferry"}, 1),
        ({"cluster": "clu_other"}, 0),
        ({"since": "2031-05-20", "until": "2031-05-20"}, 1),
        ({"since": "2031-05-21"}, 0),
        ({"until": "2031-05-19"}, 0),
        ({"until": "2031-05-20T12:00:00Z"}, 0),
        ({"since": "2031-05-20T14:00:00+02:00"}, 1),
        ({"sort": "newest", "limit": "1", "offset": "1"}, 1),
    ],
)
async def test_claims_are_narrowed(client: httpx.AsyncClient, parameters: dict[str, str], total: int) -> None:
    answer = await client.get("/v1/claims", params=parameters)

    assert (answer.status_code, answer.json()["total"]) == (200, total)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"limit": "201"}, "limit: Input should be less than or equal to 200"),
        ({"limit": "many"}, "limit: Input should be a valid integer"),
        ({"offset": "-1"}, "offset: "),
        ({"since": "yesterday"}, "since: must be a date such as 2031-05-20"),
        ({"until": "9999-12-31"}, "until: must be a date"),
        ({"stance": "shouts"}, "stance: Input should be 'asserts'"),
        ({"speeker": "marlow"}, "speeker: there is no such parameter"),
        ({"q": "x" * 1001}, "q: String should have at most 1000"),
    ],
)
async def test_a_bad_parameter_is_named_in_a_problem(
    client: httpx.AsyncClient, parameters: dict[str, str], said: str
) -> None:
    answer = await client.get("/v1/claims", params=parameters)

    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert said in answer.json()["detail"]
    assert answer.json()["instance"] == "/v1/claims"


async def test_pages_follow_one_another(index: MemoryIndex, client: httpx.AsyncClient) -> None:
    await index.upsert([describe_claim(claim_extracted(start=start)) for start in range(4)])

    seen: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = (await client.get("/v1/claims", params={"limit": 2, "offset": offset})).json()
        seen += [item["found"]["claim_id"] for item in page["items"]]
        offset = page["next_offset"]

    assert len(seen) == len(set(seen)) == page["total"] == 5


@pytest.mark.parametrize("kind", ["claims", "articles", "clusters"])
async def test_what_is_not_there_is_a_problem_that_says_so(client: httpx.AsyncClient, kind: str) -> None:
    answer = await client.get(f"/v1/{kind}/none")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert f"there is no {kind[:-1]} 'none'" in answer.json()["detail"]


async def test_an_article_comes_with_its_text_and_the_number_of_its_claims(client: httpx.AsyncClient) -> None:
    found = (await client.get("/v1/articles", params={"q": "winter"})).json()["items"][0]["found"]
    article = (await client.get(f"/v1/articles/{found['article_id']}")).json()

    assert (found["claims"], found["byline"], found["versions"]) == (1, "By Tom Quill", 1)
    assert "clean" not in found
    assert article["clean"]["text"] == TEXT
    assert article["clean"]["ledger"]["kept"][0]["raw_start"] == 3
    assert article["body"]["sha256"] == body(RAW).sha256


async def test_a_cluster_keeps_its_counts_apart(client: httpx.AsyncClient) -> None:
    page = (await client.get("/v1/clusters", params={"speaker": "marlow"})).json()
    cluster = (await client.get("/v1/clusters/clu_ferry")).json()

    assert page["items"][0]["found"] == cluster
    assert [cluster[name]["count"] for name in ("outlets", "independent_texts", "origins", "deniers")] == [1, 0, 1, 0]


async def test_why_shows_the_evidence_in_the_cleaned_and_in_the_raw_page(client: httpx.AsyncClient) -> None:
    why = (await client.get(f"/v1/claims/{CLAIM_ID}/why", params={"context": 9})).json()

    evidence, raw = why["evidence"], why["raw"]
    assert (evidence["before"], evidence["text"], evidence["fits"]) == ("winter.\n\n"[-9:], TEXT[36:], True)
    assert (raw["start"], raw["text"], raw["fits"]) == (39, TEXT[36:], True)
    assert (why["notes"], why["cleaner"]) == ([], "claimwire-cleaner 0.1.0")


async def test_why_says_what_it_cannot_show(index: MemoryIndex) -> None:
    await index.upsert([describe_cleaned_article(article_cleaned(version="v2", fetched_after=9))])
    async with client_of(index) as client:
        why = (await client.get(f"/v1/claims/{CLAIM_ID}/why")).json()

    assert why["raw"] is None
    assert why["body"]["sha256"] == body(RAW).sha256
    assert why["evidence"]["text"] == TEXT[36:]
    assert [note.partition(":")[0] for note in why["notes"]] == [
        "the article was edited since",
        "the raw page cannot be shown",
    ]


async def test_a_superseded_claim_is_still_explained(index: MemoryIndex, client: httpx.AsyncClient) -> None:
    await index.upsert(
        [
            describe_cleaned_article(article_cleaned(version="v2", fetched_after=9)),
            describe_extraction(article_extracted(version="v2", claims=0)),
        ]
    )

    assert (await client.get("/v1/claims")).json()["total"] == 0
    assert (await client.get(f"/v1/claims/{CLAIM_ID}")).json()["superseded"]
    assert (await client.get(f"/v1/claims/{CLAIM_ID}/why")).json()["raw"]["fits"]


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/articles/x", "/v1/clusters", "/health", "/"])
async def test_an_unreadable_index_is_said_not_hidden(path: str) -> None:
    async with client_of(UnreadableIndex()) as client:
        answer = await client.get(path)
        alive = await client.get("/livez")

    assert answer.status_code == 503
    assert "it has format 2" in answer.text
    assert alive.status_code == 200


async def test_health_counts_the_documents(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).json() == {
        "healthy": True,
        "reasons": [],
        "documents": dict.fromkeys(DocumentKind, 1),
    }


@pytest.mark.parametrize("path", ["/", "/v1/claims", "/v1/claims/none", "/style.css", "/livez", "/none"])
async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path, headers={"Origin": "https://elsewhere.example"})).headers

    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("localhost:8080", "/v1/claims", 200),
        ("LOCALHOST", "/v1/claims", 200),
        ("elsewhere.example", "/v1/claims", 400),
        ("localhost.elsewhere.example", "/", 400),
        ("", "/v1/claims", 400),
        ("10.1.2.3:8080", "/health", 200),
    ],
)
async def test_only_our_own_names_are_answered_to(client: httpx.AsyncClient, host: str, path: str, status: int) -> None:
    assert (await client.get(path, headers={"Host": host})).status_code == status


async def test_the_description_names_every_route_and_its_problems(client: httpx.AsyncClient) -> None:
    description = (await client.get("/openapi.json")).json()

    assert set(description["paths"]) == {
        "/v1/claims",
        "/v1/claims/{claim_id}",
        "/v1/claims/{claim_id}/why",
        "/v1/articles",
        "/v1/articles/{article_id}",
        "/v1/clusters",
        "/v1/clusters/{cluster_id}",
        "/livez",
        "/health",
    }
    assert {"200", "400", "503"} <= set(description["paths"]["/v1/claims"]["get"]["responses"])
    assert Stance.NO_EVIDENCE in str(description)
    assert Support.__name__ in description["components"]["schemas"]
