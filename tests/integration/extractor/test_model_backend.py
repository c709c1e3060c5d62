"""A language model over HTTP: what stands in the article is taken, and whatever goes wrong, the rules answer."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from claimwire.errors import SettingsError
from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, Event
from claimwire.models import ArticleReference, BlobReference, CleanArticle
from services.extractor.ask_model import ModelEndpoint, ModelFailed
from services.extractor.extract import VERSION, load_extractor
from services.extractor.on_article_cleaned import OnArticleCleaned
from services.extractor.settings import ExtractorSettings
from services.extractor.worker import _open_model
from tests.integration.extractor.model_server import (
    Answer,
    ModelServer,
    body,
    completion,
    drip,
    flood,
    hang_up,
    running_model,
    silence,
)

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
TEXT = 'Mayor Lena Orr said the bridge had cost 40 million crowns. "It is safe," she added.'
RIGHT = {"evidence": "the bridge had cost 40 million crowns", "speaker": "Lena Orr", "cue": "said", "stance": "asserts"}
#: An answer that would do, had it come with another status.
USABLE = json.dumps({"choices": [{"message": {"content": json.dumps({"claims": [RIGHT]})}}]}).encode()
WRONG = {"evidence": "the bridge had cost 400 million crowns", "speaker": "Lena Orr", "cue": "said"}
EXTRACTOR = load_extractor()


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as entered:
        yield entered


async def asked(stack: AsyncExitStack, answer: Answer, **settings: Any) -> tuple[ModelServer, OnArticleCleaned]:
    """Start an endpoint, and a handler that asks it."""
    server = await stack.enter_async_context(running_model(answer))
    told = ExtractorSettings(
        _env_file=None,
        extractor_model_url=server.url,
        extractor_model_name="tiny",
        **{"extractor_model_seconds": 5, **settings},
    )
    return server, OnArticleCleaned(EXTRACTOR, model=await _open_model(told, stack))


def cleaned() -> ArticleCleaned:
    return ArticleCleaned(
        article=ArticleReference(article_id="art_1", version_id="ver_1", outlet="The Harbour Post"),
        clean=CleanArticle(text=TEXT, language="en"),
        body=BlobReference(key="k", sha256="0", size=1, media_type="text/html"),
        cleaner="cleaner/1",
        discovered_at=NOON,
        fetched_at=NOON,
    )


def told(events: Sequence[Event]) -> tuple[list[str], str]:
    """Return the evidence of the claims, and what extracted them."""
    *found, finished = events
    assert isinstance(finished, ArticleExtracted)
    return [event.claim.evidence.text for event in found if isinstance(event, ClaimExtracted)], finished.extractor


async def test_what_the_model_proposes_is_taken_as_far_as_it_stands_in_the_article(stack: AsyncExitStack) -> None:
    server, handler = await asked(stack, completion({"claims": [WRONG, RIGHT, {"evidence": 3}]}))

    events = await handler(cleaned())

    assert told(events) == ([RIGHT["evidence"]], f"{VERSION} tiny")
    (found, _) = events
    assert isinstance(found, ClaimExtracted)
    assert (found.claim.extractor.name, found.claim.speaker.name) == ("openai-compatible", "Lena Orr")
    (question,) = server.questions
    assert (question["model"], question["temperature"]) == ("tiny", 0)
    assert TEXT in question["messages"][-1]["content"]


@pytest.mark.parametrize(
    "answer",
    [
        body(USABLE, status=500),
        body(USABLE, status=429),
        body(USABLE, status=404),
        body(b"<html>Welcome</html>"),
        body(b"\xff\xfe\x00"),
        body(b"{}"),
        body(b'{"choices": []}'),
        body(b'{"choices": [{"message": {"content": null}}]}'),
        body(b"[" * 100_000),
        body(b"", status=302, Location="http://127.0.0.1:1/"),
        body(b"not gzip", **{"Content-Encoding": "gzip"}),
        completion("As a language model, I cannot do that."),
        completion({"claims": []}),
        completion({"claims": [WRONG]}),
        completion({"claims": "the bridge"}),
        hang_up(),
        flood(),
    ],
    ids=[
        "500", "429", "404", "HTML", "no text", "no choices", "empty choices", "no content", "deep JSON",
        "redirect", "wrong encoding", "refusal", "no claims", "words that are not there", "claims of another form",
        "connection lost", "endless answer",
    ],
)  # fmt: skip
async def test_whatever_goes_wrong_the_rules_answer(stack: AsyncExitStack, answer: Answer) -> None:
    by_rules = await OnArticleCleaned(EXTRACTOR)(cleaned())
    server, handler = await asked(stack, answer)

    assert await handler(cleaned()) == by_rules
    assert len(server.questions) == 1
    assert told(by_rules)[1] == VERSION


@pytest.mark.parametrize("answer", [silence(), drip()], ids=["silence", "slow drip"])
async def test_an_answer_that_does_not_come_is_not_waited_for(stack: AsyncExitStack, answer: Answer) -> None:
    by_rules = await OnArticleCleaned(EXTRACTOR)(cleaned())
    _, handler = await asked(stack, answer, extractor_model_seconds=0.3)

    async with asyncio.timeout(10):
        assert await handler(cleaned()) == by_rules


async def test_an_endpoint_that_is_not_there_is_a_failure_with_its_reason() -> None:
    async with ModelEndpoint.open("http://127.0.0.1:1/v1", "tiny", key=None, limit_seconds=5) as endpoint:
        with pytest.raises(ModelFailed, match="Cannot connect"):
            await endpoint.ask([])


async def test_the_key_goes_to_the_endpoint_and_nowhere_else(
    stack: AsyncExitStack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HARBOUR_KEY", "not for logs")
    elsewhere = await stack.enter_async_context(running_model(completion({"claims": [RIGHT]})))
    server, handler = await asked(
        stack,
        body(b"", status=307, Location=f"{elsewhere.url}/chat/completions"),
        extractor_model_key_variable="HARBOUR_KEY",
    )

    await handler(cleaned())

    (headers,) = server.headers
    assert headers["Authorization"] == "Bearer not for logs"
    assert elsewhere.headers == []
    printed = capsys.readouterr()
    assert "not for logs" not in printed.out + printed.err


async def test_a_key_that_is_named_but_not_set_ends_the_worker_at_its_start(stack: AsyncExitStack) -> None:
    with pytest.raises(SettingsError, match="HARBOUR_KEY"):
        await asked(stack, silence(), extractor_model_key_variable="HARBOUR_KEY")
