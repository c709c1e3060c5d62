"""Lets a language model propose an article's claims, and gives way to the rules whenever it fails."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from claimwire.models import Claim, CleanArticle, ExtractorVersion
from services.extractor.ask_model import ModelFailed
from services.extractor.model_prompt import Message, model_messages
from services.extractor.proposal import Proposal, UnusableAnswer, read_answer

#: Longer articles are left to the rules: few models read as much at once, and fewer do it well.
_MOST_CHARACTERS = 40_000
#: An endpoint that is away must not hold up every article for the whole of its time limit.
_FAILURES_BEFORE_PAUSE = 3
_PAUSE_SECONDS = 60.0

log = structlog.get_logger(__name__)

Places = Callable[[Sequence[Proposal]], Awaitable[tuple[Claim, ...]]]


class AsksModel(Protocol):
    """What is needed of an endpoint."""

    async def ask(self, messages: Sequence[Message]) -> str:
        """Return what the model answers, or raise ModelFailed."""


@dataclass
class ModelBackend:
    """A language model as the first to be asked for claims."""

    endpoint: AsksModel
    version: ExtractorVersion
    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    paused_until: float = field(default=-1.0)

    async def claims(self, article: CleanArticle, place: Places) -> tuple[Claim, ...]:
        """Return the claims that the model proposes and that ``place`` finds in the article.

        None at all mean that the rules are to answer: the model failed, or said nothing that stands in the article.
        """
        if self.clock() < self.paused_until or len(article.text) > _MOST_CHARACTERS:
            return ()
        try:
            proposals = read_answer(await self.endpoint.ask(model_messages(article)))
        except (ModelFailed, UnusableAnswer) as error:
            self._failed(str(error))
            return ()
        self.failures = 0
        claims = await place(proposals)
        log.info("model proposed claims", proposed=len(proposals), accepted=len(claims))
        return claims

    def _failed(self, reason: str) -> None:
        self.failures += 1
        log.warning("model gave no claims; the rules answer", reason=reason, failures=self.failures)
        if self.failures >= _FAILURES_BEFORE_PAUSE:
            self.paused_until = self.clock() + _PAUSE_SECONDS
