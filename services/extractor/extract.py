"""Extracts claims from a cleaned article: pure, deterministic, in order of evidence. Knows no broker."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from claimwire.models import Claim, CleanArticle, ExtractorVersion
from services.extractor.annotate import Annotator, load_annotator
from services.extractor.attribution import Attribution
from services.extractor.build_claim import ClaimBuilder
from services.extractor.find_statements import find_statements
from services.extractor.passages import Passage, parse
from services.extractor.place_proposals import ProposalPlacer
from services.extractor.proposal import Proposal
from services.extractor.quotes import Quote, find_quotes
from services.extractor.resolve_speaker import SpeakerResolver
from services.extractor.roster import call_roster
from services.extractor.vocabulary import Vocabulary, load_vocabulary

VERSION = "claimwire-extractor/0.2.0"
#: The languages that the rules and the parser know; an unknown language is tried.
LANGUAGES = frozenset({"en"})

_WORD = re.compile(r"\w+")

_Finds = Callable[[Passage, Sequence[Quote]], Iterable[Attribution]]


@dataclass(frozen=True)
class Extractor:
    """Finds the claims of articles with one loaded model; not safe for use by two threads at once."""

    annotator: Annotator
    vocabulary: Vocabulary
    version: ExtractorVersion = field(default=ExtractorVersion(name="claimwire-rules", version=VERSION))

    @staticmethod
    def supports(language: str | None) -> bool:
        """Tell whether articles of a language (ISO 639-1) can hold claims that this extractor finds."""
        return language is None or language in LANGUAGES

    def extract(self, article: CleanArticle, version_id: str) -> tuple[Claim, ...]:
        """List the claims of an article's version; none in a language that is not supported."""

        def find(passage: Passage, quotes: Sequence[Quote]) -> Iterable[Attribution]:
            return find_statements(passage.doc, quotes, self.vocabulary)

        return self._claims(article, version_id, find, self.version)

    def extract_proposed(
        self, article: CleanArticle, version_id: str, proposals: Sequence[Proposal], proposer: ExtractorVersion
    ) -> tuple[Claim, ...]:
        """List the claims that somebody else proposes, as far as their words stand in the article."""
        return self._claims(article, version_id, ProposalPlacer(proposals).place, proposer)

    def _claims(
        self, article: CleanArticle, version_id: str, find: _Finds, extractor: ExtractorVersion
    ) -> tuple[Claim, ...]:
        if not self.supports(article.language):
            return ()
        passages = parse(article, self.annotator)
        builder = ClaimBuilder(
            article=article,
            version_id=version_id,
            resolver=SpeakerResolver(call_roster(passages, self.vocabulary), self.vocabulary),
            vocabulary=self.vocabulary,
            extractor=extractor,
        )
        claims: list[Claim] = []
        seen: set[tuple[str | None, tuple[str, ...]]] = set()
        for passage in passages:
            quotes = find_quotes(passage.text)
            for statement in find(passage, quotes):
                claim = builder.build(passage, quotes, statement, claims)
                # A standfirst that repeats the body, or a pull quote, is no second claim.
                key = (claim.speaker.name, tuple(_WORD.findall(claim.evidence.text.lower())))
                if key[1] and key not in seen:
                    seen.add(key)
                    claims.append(claim)
        return tuple(sorted(claims, key=lambda claim: (claim.evidence.start, claim.evidence.end)))


def load_extractor() -> Extractor:
    """Load the language model and the vocabulary: about a second, 100 MB."""
    return Extractor(load_annotator(), load_vocabulary())
