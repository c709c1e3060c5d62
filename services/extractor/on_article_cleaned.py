"""Answers a cleaned article with its claims, and with how many there were."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from claimwire.blocking import run_blocking
from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, Event
from claimwire.models import Claim, CleanArticle, Embedding, ExtractorVersion
from services.extractor.proposal import Proposal


class ExtractsClaims(Protocol):
    """What the handler needs of an extractor."""

    @property
    def version(self) -> ExtractorVersion:
        """Name what produces the claims."""

    def supports(self, language: str | None) -> bool:
        """Tell whether articles of a language can hold claims that are found."""

    def extract(self, article: CleanArticle, version_id: str) -> tuple[Claim, ...]:
        """List the claims of an article's version."""

    def extract_proposed(
        self, article: CleanArticle, version_id: str, proposals: Sequence[Proposal], proposer: ExtractorVersion
    ) -> tuple[Claim, ...]:
        """List the claims that a model proposes, as far as their words stand in the article."""


class ProposesClaims(Protocol):
    """What the handler needs of a language model."""

    @property
    def version(self) -> ExtractorVersion:
        """Name what produces the claims."""

    async def claims(
        self, article: CleanArticle, place: Callable[[Sequence[Proposal]], Awaitable[tuple[Claim, ...]]]
    ) -> tuple[Claim, ...]:
        """List an article's claims, none if the rules are to answer."""


#: Gives the embeddings of texts, in order.
Embeds = Callable[[Sequence[str]], Sequence[Embedding]]


@dataclass(frozen=True)
class OnArticleCleaned:
    """Extracts the claims of one article."""

    extractor: ExtractsClaims
    embed: Embeds | None = None
    """None: claims travel without a vector, and the linker computes it."""
    model: ProposesClaims | None = None
    """None: the rules alone."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """The extractor is for one thread at a time; a model may be asked about several articles at once."""

    async def __call__(self, event: ArticleCleaned) -> Sequence[Event]:
        """Return a claim.extracted for each claim, in order of evidence, then one article.extracted."""
        claims = await self._claims(event.clean, event.article.version_id)
        embeddings = await self._embeddings(claims)
        found = [
            ClaimExtracted(
                claim=claim,
                article=event.article,
                embedding=embedding,
                discovered_at=event.discovered_at,
                lane=event.lane,
            )
            for claim, embedding in zip(claims, embeddings, strict=True)
        ]
        finished = ArticleExtracted(
            article=event.article,
            claims=len(claims),
            no_claims_because=None if claims else self._why_none(event.clean),
            extractor=(claims[0].extractor if claims else self.extractor.version).version,
            discovered_at=event.discovered_at,
            lane=event.lane,
        )
        return [*found, finished]

    async def _claims(self, article: CleanArticle, version_id: str) -> tuple[Claim, ...]:
        model = self.model
        if model is not None and self.extractor.supports(article.language):

            async def place(proposals: Sequence[Proposal]) -> tuple[Claim, ...]:
                async with self.turn:
                    return await run_blocking(
                        self.extractor.extract_proposed, article, version_id, proposals, model.version
                    )

            claims = await model.claims(article, place)
            if claims:
                return claims
        async with self.turn:
            return await run_blocking(self.extractor.extract, article, version_id)

    async def _embeddings(self, claims: Sequence[Claim]) -> Sequence[Embedding | None]:
        if self.embed is None or not claims:
            return [None] * len(claims)
        return await run_blocking(self.embed, [claim.text for claim in claims])

    def _why_none(self, article: CleanArticle) -> str:
        return "no_claim_found" if self.extractor.supports(article.language) else "language_unsupported"
