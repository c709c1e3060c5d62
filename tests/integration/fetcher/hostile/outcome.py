"""What a fetch ended in, by name."""

import asyncio

from services.fetcher.http_client import HttpClient
from services.fetcher.page import FetchFailed
from tests.integration.fetcher.hostile.conftest import DEADLINE_SECONDS

#: Whatever a server does, a fetch is over after its patience and its deadline; the rest is for a busy machine.
MOST_SECONDS = 2 * DEADLINE_SECONDS + 5.0


async def outcome_of(client: HttpClient, url: str) -> str:
    """Fetch an address; return ``page``, or the reason for which there is none."""
    async with asyncio.timeout(MOST_SECONDS):
        try:
            await client.get(url)
        except FetchFailed as failure:
            return failure.reason.value if failure.detail else "a failure without a word"
        return "page"
