"""Whatever a server does, a fetch ends within its time, by a name, and without much memory."""

import pytest

from services.fetcher.http_client import HttpClient
from tests.integration.fetcher.hostile.broken_servers import BROKEN
from tests.integration.fetcher.hostile.memory import measured_memory
from tests.integration.fetcher.hostile.outcome import outcome_of
from tests.integration.fetcher.hostile.raw_server import serving

MOST_GROWTH = 50 * 1024 * 1024


@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_server_comes_to_a_named_outcome_in_time(hasty: HttpClient, name: str) -> None:
    talk, expected = BROKEN[name]

    async with serving(talk) as server:
        with measured_memory() as growth:
            outcome = await outcome_of(hasty, f"{server.url}/story")

    assert outcome in expected
    assert growth.most < MOST_GROWTH
