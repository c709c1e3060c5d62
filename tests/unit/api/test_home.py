"""The page for people."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import httpx
import pytest

from claimwire.index.port import Highlight
from claimwire.models import Quantity, Span
from services.api.app import create_app
from services.api.home import marked, web_address
from services.indexer.describe import describe_claim, describe_cleaned_article, describe_extraction, describe_link
from tests.unit.index.invented_documents import article_cleaned, article_extracted, claim_extracted, claim_linked
from tests.unit.index.memory_index import MemoryIndex

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"


class Elements(HTMLParser):
    """Keeps the elements of a page and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def index() -> MemoryIndex:
    return MemoryIndex()


@pytest.fixture
async def client(index: MemoryIndex) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(index))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def test_an_empty_index_says_what_will_appear(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")

    assert answer.status_code == 200
    assert "There are no claims yet" in answer.text


async def test_a_claim_is_shown_with_who_said_it_and_who_carries_it(
    index: MemoryIndex, client: httpx.AsyncClient
) -> None:
    claim = claim_extracted()
    await index.upsert([describe_claim(claim), *describe_link(claim_linked(claim))])

    text = _text((await client.get("/", params={"q": "ferry", "stance": "", "speaker": ""})).text)
    for shown in (
        "Ada Marlow asserts The ferry to Tarn Island",
        "Calder Gazette 20 May 2031",
        "1 outlet ",
        "0 deniers",
    ):
        assert shown in text


async def test_the_claims_of_a_cluster_are_as_many_as_its_link_leads_to(
    index: MemoryIndex, client: httpx.AsyncClient
) -> None:
    old, new, other = claim_extracted(), claim_extracted(version="v2"), claim_extracted("again", outlet="Tarn Post")
    for revision, claim in enumerate([old, new, other], start=1):
        await index.upsert([describe_claim(claim), *describe_link(claim_linked(claim, revision=revision))])
    for version, minute in (("v1", 0), ("v2", 5)):
        cleaned = article_cleaned(version=version, fetched_after=minute)
        await index.upsert([describe_cleaned_article(cleaned), describe_extraction(article_extracted(version=version))])

    everything = _text((await client.get("/")).text)
    of_the_cluster = _text((await client.get("/", params={"cluster": "clu_ferry"})).text)

    assert everything.count("2 claims of the cluster") == 2
    assert "2 claims of one cluster · all claims" in of_the_cluster


async def test_an_outlet_that_gives_another_number_is_shown_with_it(
    index: MemoryIndex, client: httpx.AsyncClient
) -> None:
    given = {"Brask Daily": ("Eight", 8), "Coast Ledger": ("Seven", 7), "Tarn Post": ("Eight", 8)}
    for revision, (outlet, (word, value)) in enumerate(given.items(), start=1):
        claim = claim_extracted(outlet, outlet=outlet, text=f"{word} people have died.")
        number = Quantity(start=0, end=len(word), text=word, value=value, unit="people")
        counted = claim.model_copy(update={"claim": claim.claim.model_copy(update={"quantities": (number,)})})
        await index.upsert([describe_claim(counted), *describe_link(claim_linked(counted, revision=revision))])

    of_eight = _text((await client.get("/", params={"q": "eight"})).text)
    of_seven = _text((await client.get("/", params={"q": "seven"})).text)

    assert of_eight.count("1 outlet, with other numbers: Coast Ledger (Seven) ") == 2
    assert re.search(r"with other numbers: (Brask Daily|Tarn Post) \(Eight\), (Brask Daily|Tarn Post) \(Ei", of_seven)


async def test_what_others_wrote_stays_text(index: MemoryIndex, client: httpx.AsyncClient) -> None:
    claim = claim_extracted(text=ATTACK, evidence=ATTACK, speaker=ATTACK, outlet=ATTACK)
    await index.upsert([describe_claim(claim), *describe_link(claim_linked(claim))])

    page = (await client.get("/", params={"speaker": ATTACK})).text
    elements = Elements(page).found
    assert "script" not in {tag for tag, _ in elements}
    assert "img" not in {tag for tag, _ in elements}
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on")]
    assert page.count("{{7*7}}") >= 3


async def test_the_page_loads_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    elements = Elements((await client.get("/")).text).found

    loaded = [attributes.get("src") or attributes["href"] for tag, attributes in elements if tag in {"link", "script"}]
    assert loaded == ["/style.css"]
    assert (await client.get("/style.css")).headers["content-type"].startswith("text/css")
    assert not [attributes for _, attributes in elements if "style" in attributes]


async def test_a_bad_date_is_explained_on_the_page(client: httpx.AsyncClient) -> None:
    answer = await client.get("/", params={"since": "soon"})

    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert "since: must be a date" in _text(answer.text)


async def test_pages_link_to_one_another_and_keep_the_search(index: MemoryIndex, client: httpx.AsyncClient) -> None:
    await index.upsert([describe_claim(claim_extracted(start=start)) for start in range(3)])

    middle = (await client.get("/", params={"q": "ferry", "limit": "1", "offset": "1"})).text
    links = {attributes.get("rel"): attributes["href"] for tag, attributes in Elements(middle).found if tag == "a"}
    assert links["next"] == "/?q=ferry&limit=1&offset=2"
    assert links["prev"] == "/?q=ferry&limit=1&offset=0"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://gazette.example/a", True),
        ("http://gazette.example", True),
        ("javascript:alert(1)", False),
        ("file:///etc/hosts", False),
        ("HTTPS://gazette.example", True),
        (" javascript:alert(1)", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_followed(url: str | None, kept: bool) -> None:
    assert web_address(url) == (url if kept else None)


def test_the_words_searched_for_are_marked_where_they_stand() -> None:
    highlight = Highlight(excerpt="the ferry sails", matches=(Span(start=4, end=9),))

    assert marked("When the ferry sails.", highlight) == [("When the ", False), ("ferry", True), (" sails.", False)]
    assert marked("Another sentence.", highlight) == [("Another sentence.", False)]
    assert marked("Another sentence.", None) == [("Another sentence.", False)]


def _text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
