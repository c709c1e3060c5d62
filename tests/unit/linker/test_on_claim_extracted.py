"""The handler records first and tells what was recorded."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from claimwire.embedding.embedder import MODEL
from claimwire.embedding.vector import Vector, to_embedding
from claimwire.errors import TransientError
from claimwire.events import ClaimExtracted
from claimwire.models import (
    ArticleReference,
    Claim,
    ClusterChange,
    Evidence,
    ExtractorVersion,
    QuoteType,
    Speaker,
    SpeakerType,
    Stance,
)
from services.linker.memory import Memory
from services.linker.on_claim_extracted import OnClaimExtracted
from services.linker.record import Linked, NewClaim
from services.linker.rules import LinkRules

if TYPE_CHECKING:
    from collections.abc import Callable

FOUND = datetime(2031, 3, 4, 8, 0, tzinfo=UTC)


class LogInMemory:
    """A cluster log without Redis; a rival may be set to be first."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.rivals: list[Callable[[], None]] = []

    async def catch_up(self) -> None:
        return

    async def append(self, linked: Linked, claim: NewClaim) -> bool:
        if self.rivals:
            self.rivals.pop()()
            return False
        self.add(linked, claim)
        return True

    def add(self, linked: Linked, claim: NewClaim) -> None:
        self.memory.add(linked, claim.vector, claim.sketch, datetime.now(UTC))


class OneDirection:
    """Embeds every text alike, and counts."""

    def __init__(self, vector: Vector) -> None:
        self.vector = vector
        self.texts: list[str] = []

    def embed(self, text: str) -> Vector:
        self.texts.append(text)
        return self.vector


@pytest.fixture
def vector(newsroom: Any) -> Vector:
    newsroom.carries()
    found: Vector = newsroom.memory._vectors[0].copy()
    return found


def extracted(claim_id: str, outlet: str = "Sennet Courier", **fields: Any) -> ClaimExtracted:
    text = "Forty ferries will be taken out of service."
    claim = Claim(
        claim_id=claim_id,
        text=text,
        evidence=Evidence(start=0, end=len(text), text=text),
        speaker=Speaker(name="Ada Corvel", type=SpeakerType.PERSON),
        quote_type=QuoteType.INDIRECT,
        stance=Stance.ASSERTS,
        extractor=ExtractorVersion(name="rules", version="1"),
    )
    article = ArticleReference(article_id=f"art_{outlet}", version_id=f"ver_{outlet}", outlet=outlet)
    return ClaimExtracted(claim=claim, article=article, discovered_at=FOUND, **fields)


def handler(log: LogInMemory, embedder: OneDirection) -> OnClaimExtracted:
    return OnClaimExtracted(embedder, log, LinkRules())  # type: ignore[arg-type]  # fakes of the two adapters


async def test_a_claim_is_linked_and_told_with_its_article(vector: Vector) -> None:
    link = handler(LogInMemory(), OneDirection(vector))

    (first,) = await link(extracted("clm_1"))
    (second,) = await link(extracted("clm_2", outlet="Lindmark Post"))

    assert (first.change, first.cluster.claims.count) == (ClusterChange.FIRST_SEEN, 1)
    assert (second.cluster.cluster_id, second.cluster.revision) == (first.cluster.cluster_id, 2)
    assert (second.claim_id, second.outlet, second.version_id) == ("clm_2", "Lindmark Post", "ver_Lindmark Post")


async def test_a_repeat_tells_the_identical_event_also_after_the_cluster_grew(vector: Vector) -> None:
    link = handler(LogInMemory(), OneDirection(vector))
    once = await link(extracted("clm_1"))
    await link(extracted("clm_2", outlet="Lindmark Post"))

    again = await link(extracted("clm_1"))

    assert again == once


async def test_a_lost_race_is_decided_again_on_the_rival_s_state(vector: Vector, newsroom: Any) -> None:
    log = LogInMemory()
    rival = handler(LogInMemory(), OneDirection(vector))
    (opened,) = await rival(extracted("clm_rival", outlet="Lindmark Post"))
    recorded = rival.clusters.memory.find("clm_rival")
    assert recorded is not None
    log.rivals.append(
        lambda: log.memory.add(recorded, vector, extracted("clm_rival").article.fingerprint, datetime.now(UTC))
    )

    (linked,) = await handler(log, OneDirection(vector))(extracted("clm_1"))

    assert (linked.cluster.cluster_id, linked.cluster.revision) == (opened.cluster.cluster_id, 2)


async def test_a_log_that_never_holds_still_is_a_transient_failure(vector: Vector) -> None:
    log = LogInMemory()
    log.rivals.extend([lambda: None] * 1000)

    with pytest.raises(TransientError, match="clm_1"):
        await handler(log, OneDirection(vector))(extracted("clm_1"))


async def test_a_vector_that_came_with_the_event_is_not_computed_again(vector: Vector) -> None:
    embedder = OneDirection(vector)
    link = handler(LogInMemory(), embedder)

    await link(extracted("clm_1", embedding=to_embedding(vector, MODEL)))
    await link(extracted("clm_2", embedding=to_embedding(vector, "another model")))

    assert embedder.texts == ["Forty ferries will be taken out of service."]


async def test_a_claim_whose_cluster_is_half_forgotten_is_not_told_with_wrong_counts(vector: Vector) -> None:
    link = handler(LogInMemory(), OneDirection(vector))
    await link(extracted("clm_1"))
    await link(extracted("clm_2", outlet="Lindmark Post"))
    cluster = next(iter(link.clusters.memory._clusters.values()))
    del cluster.members[0]

    assert await link(extracted("clm_2", outlet="Lindmark Post")) == ()
