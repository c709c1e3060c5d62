"""Builds a claim from a statement in its passage: who speaks, how, what it holds, exactly where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from claimwire import ids
from claimwire.models import (
    BlockKind,
    Claim,
    CleanArticle,
    Cue,
    Entity,
    Evidence,
    ExtractorVersion,
    Quantity,
    QuoteType,
    Span,
    Speaker,
    SpeakerType,
    TimeExpression,
    Zone,
)
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words
from services.extractor.find_antecedent import find_antecedent
from services.extractor.judge import judge
from services.extractor.normalise import normalise
from services.extractor.passages import Passage
from services.extractor.quotes import Quote
from services.extractor.read_entities import read_entities
from services.extractor.read_quantities import read_quantities
from services.extractor.read_times import read_times
from services.extractor.resolve_speaker import SpeakerResolver
from services.extractor.score import score_check_worthiness, score_confidence
from services.extractor.time_signals import may_hold_times
from services.extractor.vocabulary import Vocabulary
from services.extractor.voices import Voices

Part = TypeVar("Part", Cue, Entity, Quantity, TimeExpression)


@dataclass(frozen=True, kw_only=True)
class ClaimBuilder:
    """Builds the claims of one article's version, in the order of the text: its resolver remembers who spoke."""

    article: CleanArticle
    version_id: str
    resolver: SpeakerResolver
    vocabulary: Vocabulary
    extractor: ExtractorVersion

    def build(
        self, passage: Passage, quotes: Sequence[Quote], statement: Attribution, earlier: Sequence[Claim]
    ) -> Claim:
        """Build the claim that a statement makes; ``earlier`` are the article's claims before it."""
        doc, offset = passage.doc, passage.start
        start, end = statement.start, statement.end
        self.resolver.hear(passage, statement.via, offset + start)
        speaker, *co_speakers = self._speakers(passage, statement)
        quote_type = _quote_type(statement, quotes)
        answered = find_antecedent(passage, statement, earlier)
        judgement = judge(doc, statement, answered)
        quantities = read_quantities(doc, start, end, offset=offset)
        times = (
            read_times(passage.text, start, end, published=self.article.published, offset=offset)
            if may_hold_times(passage.text, start, end)
            else ()
        )
        entities = read_entities(
            doc, start, end, roster=self.resolver.roster, vocabulary=self.vocabulary, offset=offset
        )
        voices = Voices(
            speaker,
            co_speakers,
            antecedent=answered.text if answered is not None else None,
            pronoun=self.resolver.pronoun_of(speaker),
            referents={
                pronoun: name
                for pronoun in ("he", "she")
                if (name := self.resolver.refer(pronoun, offset + start)) is not None
            },
        )
        return Claim(
            claim_id=ids.claim_id(self.version_id, offset + start, offset + end),
            text=normalise(doc, statement, quotes, quote_type, voices, times=times, offset=offset),
            evidence=_evidence(self.article, offset + start, offset + end, statement.pieces_at(offset)),
            zone=Zone.SUMMARY if passage.kind is BlockKind.SUMMARY else Zone.BODY,
            speaker=speaker,
            co_speakers=tuple(co_speakers),
            via=self.resolver.resolve_via(passage, statement.via, speaker),
            cue=next(iter(_as_printed(_cue(statement, offset), self.article)), None),
            quote_type=quote_type,
            stance=judgement.stance,
            modality=judgement.modality,
            polarity=judgement.polarity,
            aspect=judgement.aspect,
            quantities=_as_printed(quantities, self.article),
            times=_as_printed(times, self.article),
            entities=_as_printed(entities, self.article),
            relates_to=(answered.claim_id,) if answered is not None else (),
            check_worthiness=score_check_worthiness(judgement, quantities, times, entities),
            confidence=score_confidence(
                statement.form, quote_type, speaker, lemma=statement.lemma, words=count_words(doc.text[start:end])
            ),
            extractor=self.extractor,
        )

    def _speakers(self, passage: Passage, statement: Attribution) -> tuple[Speaker, ...]:
        position = passage.start + statement.start
        if statement.source is None and statement.form in {Form.NARRATION, Form.UNVERIFIED}:
            return (Speaker(name=self.article.outlet, type=SpeakerType.OUTLET),)
        if statement.source is None and statement.form is Form.FLOATING:
            return (self.resolver.resume(position),)
        speakers = self.resolver.resolve(passage, statement.source)
        self.resolver.remember(speakers[0], position)
        return speakers


def _quote_type(statement: Attribution, quotes: Sequence[Quote]) -> QuoteType:
    if statement.form is Form.NARRATION or (statement.source is None and statement.form is Form.UNVERIFIED):
        return QuoteType.NONE
    inside = [quote for quote in quotes if statement.start <= quote.start and quote.end <= statement.end]
    if not inside:
        return QuoteType.INDIRECT
    whole = inside[0].start == statement.start and inside[-1].end == statement.end
    return QuoteType.DIRECT if whole and statement.form in {Form.QUOTED, Form.FLOATING} else QuoteType.MIXED


def _evidence(article: CleanArticle, start: int, end: int, spans: tuple[Span, ...]) -> Evidence:
    raw = article.ledger.raw_span(start, end) if article.ledger.kept else None
    return Evidence(
        start=start,
        end=end,
        text=article.text[start:end],
        spans=spans,
        raw_start=raw.start if raw is not None else None,
        raw_end=raw.end if raw is not None else None,
    )


def _cue(statement: Attribution, offset: int) -> tuple[Cue, ...]:
    cue = statement.cue
    if cue is None:
        return ()
    return (Cue(start=cue.start_char + offset, end=cue.end_char + offset, text=cue.text, lemma=statement.lemma),)


def _as_printed(parts: Iterable[Part], article: CleanArticle) -> tuple[Part, ...]:
    """Give parts the article's own characters: the passages hold others for those that cannot be encoded."""
    printed = ((part, article.text[part.start : part.end]) for part in parts)
    return tuple(part if part.text == text else part.model_copy(update={"text": text}) for part, text in printed)
