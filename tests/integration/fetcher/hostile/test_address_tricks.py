"""Each way to spell, hide or lead to an address that may not be connected to ends in a refusal, and at no server."""

from collections.abc import AsyncIterator, Callable

import pytest
from redis.asyncio import Redis

from claimwire.events import DropReason
from services.fetcher import http_client
from services.fetcher.http_client import HttpClient, open_http_client
from tests.integration.fetcher.conftest import Configure
from tests.integration.fetcher.hostile.address_tricks import TRICKS
from tests.integration.fetcher.hostile.fake_names import FakeNames, numeric
from tests.integration.fetcher.hostile.outcome import outcome_of
from tests.integration.fetcher.hostile.raw_server import Line, RawServer, answering, serving

REFUSED = DropReason.ADDRESS_REFUSED.value
#: Some spellings are no address at all to one library or the other.
NEVER_FETCHED = {REFUSED, DropReason.UNREACHABLE.value}
#: The one address of loopback that may be connected to; all others are the trap's.
ALLOWED = "127.0.0.77"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> FakeNames:
    fake = FakeNames()
    for name, addresses in {
        "localhost": ["127.0.0.1", "::1"],
        "loopback.example": ["127.0.0.1"],
        "mapped.example": ["::ffff:127.0.0.1"],
        "translated.example": ["64:ff9b::7f00:1"],
        "tunnel.example": ["2002:7f00:1::", "2001:0:7f00:1::80ff:fffe"],
        "metadata.example": ["169.254.169.254"],
        "intranet.example": ["10.1.2.3", "192.168.1.1", "fd00::1"],
        "unspecified.example": ["0.0.0.0", "::"],  # noqa: S104 - to be refused
        "zone.example": ["fe80::1%lo"],
        "door.example": [ALLOWED],
    }.items():
        fake.answers[name] = [addresses]
    monkeypatch.setattr(http_client, "ThreadedResolver", lambda: fake)
    return fake


@pytest.fixture
async def trap() -> AsyncIterator[RawServer]:
    """A server on all addresses of this machine that nobody may find."""
    async with serving(answering("HTTP/1.1 200 OK\nContent-Length: 4", b"trap"), "::") as server:
        yield server


@pytest.fixture
async def careful(names: FakeNames, redis: Redis, configure: Configure) -> AsyncIterator[HttpClient]:
    settings = configure(fetcher_allowed_networks=f"{ALLOWED}/32", fetcher_robots=False, fetcher_connect_seconds=1.0)
    async with open_http_client(settings, redis) as client:
        yield client


def port_of(server: RawServer) -> str:
    return server.url.rpartition(":")[2]


def redirecting(where: Callable[[], str]) -> Callable[[Line], object]:
    async def talk(line: Line) -> None:
        await line.request()
        await line.send(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + where().encode() + b"\r\n\r\n")

    return talk


def test_the_fake_reads_odd_addresses_as_the_c_library_does() -> None:
    assert numeric("0x7f.1") == numeric("2130706433") == numeric("017700000001") == ["127.0.0.1"]


async def test_the_trap_can_be_hit(trap: RawServer, redis: Redis, configure: Configure) -> None:
    async with open_http_client(configure(fetcher_robots=False), redis) as careless:
        assert await outcome_of(careless, f"http://127.0.0.1:{port_of(trap)}/") == "page"

    assert trap.connections == 1


async def test_no_spelling_of_an_address_leads_to_the_trap(careful: HttpClient, trap: RawServer) -> None:
    outcomes = {trick: await outcome_of(careful, trick.format(port=port_of(trap))) for trick in TRICKS}

    assert len(TRICKS) >= 40
    assert {trick: outcome for trick, outcome in outcomes.items() if outcome not in NEVER_FETCHED} == {}
    assert trap.connections == 0


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "10.0.0.1", "2130706433"]
)
async def test_a_plain_attempt_is_refused_by_that_name(careful: HttpClient, trap: RawServer, host: str) -> None:
    assert await outcome_of(careful, f"http://{host}:{port_of(trap)}/") == REFUSED


async def test_no_redirect_leads_to_the_trap(careful: HttpClient, trap: RawServer) -> None:
    target = ""
    async with serving(redirecting(lambda: target), ALLOWED) as door:
        outcomes = {}
        for trick in TRICKS:
            target = trick.format(port=port_of(trap)).replace("\r\n", "")
            outcomes[trick] = await outcome_of(careful, f"{door.url}/story")

    # A relative address leads to the door itself, and round and round.
    assert {trick: outcome for trick, outcome in outcomes.items() if outcome not in NEVER_FETCHED} == {}
    assert door.connections >= len(TRICKS)
    assert trap.connections == 0


async def test_a_name_is_connected_to_at_those_of_its_addresses_that_may_be(
    careful: HttpClient, names: FakeNames, trap: RawServer
) -> None:
    async with serving(answering("HTTP/1.1 200 OK\nContent-Length: 4", b"door"), ALLOWED) as door:
        names.answers["mixed.example"] = [["127.0.0.1", "::1", ALLOWED, "10.0.0.1"]]

        page = await careful.get(f"http://mixed.example:{port_of(door)}/")

    assert page.body == b"door"
    assert trap.connections == 0


async def test_a_name_that_changes_its_answer_is_connected_to_where_it_was_checked(
    careful: HttpClient, names: FakeNames, trap: RawServer
) -> None:
    async with serving(answering("HTTP/1.1 200 OK\nContent-Length: 4", b"door"), ALLOWED) as door:
        names.answers["rebinding.example"] = [[ALLOWED], ["127.0.0.1"]]

        page = await careful.get(f"http://rebinding.example:{port_of(door)}/")
        asked_once = names.asked.count("rebinding.example")
        outcome = await outcome_of(careful, f"http://rebinding.example:{port_of(trap)}/")

    assert page.body == b"door"
    assert asked_once == 1
    assert outcome == REFUSED
    assert trap.connections == 0


async def test_a_redirect_to_a_name_that_means_the_trap_by_now_is_refused(
    careful: HttpClient, names: FakeNames, trap: RawServer
) -> None:
    names.answers["turning.example"] = [[ALLOWED], ["127.0.0.1"]]
    async with serving(redirecting(lambda: f"http://turning.example:{port_of(trap)}/"), ALLOWED) as door:
        outcome = await outcome_of(careful, f"http://turning.example:{port_of(door)}/")

    assert outcome == REFUSED
    assert trap.connections == 0
