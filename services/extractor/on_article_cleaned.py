"""Answers a cleaned article with its claims, and with how many there were."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from claimwire.blocking import run_blocking
from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, Event
from claimwire.models import Claim, CleanArticle, ExtractorVersion


class ExtractsClaims(Protocol):
    """What the handler needs of an extractor."""

    @property
    def version(self) -> ExtractorVersion:
        """Name what produces the claims."""

    def supports(self, language: str | None) -> bool:
        """Tell whether articles of a language can hold claims that are found."""

    def extract(self, article: CleanArticle, version_id: str) -> tuple[Claim, ...]:
        """List the claims of an article's version."""


@dataclass(frozen=True)
class OnArticleCleaned:
    """Extracts the claims of one article."""

    extractor: ExtractsClaims

    async def __call__(self, event: ArticleCleaned) -> Sequence[Event]:
        """Return a claim.extracted for each claim, in order of evidence, then one article.extracted."""
        claims = await run_blocking(self.extractor.extract, event.clean, event.article.version_id)
        found = [
            ClaimExtracted(claim=claim, article=event.article, discovered_at=event.discovered_at, lane=event.lane)
            for claim in claims
        ]
        finished = ArticleExtracted(
            article=event.article,
            claims=len(claims),
            no_claims_because=None if claims else self._why_none(event.clean),
            extractor=self.extractor.version.version,
            discovered_at=event.discovered_at,
            lane=event.lane,
        )
        return [*found, finished]

    def _why_none(self, article: CleanArticle) -> str:
        return "no_claim_found" if self.extractor.supports(article.language) else "language_unsupported"
