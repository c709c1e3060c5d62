"""A newsroom in memory: claims with made-up vectors are linked one after another, without model or broker."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from claimwire.embedding.vector import DIMENSIONS, Vector, unit
from claimwire.fingerprint import fingerprint
from claimwire.models import Cluster, Quantity, Speaker, SpeakerType
from services.linker.link import link
from services.linker.memory import Memory
from services.linker.record import Linked, LinkRecord, NewClaim
from services.linker.rules import LinkRules
from services.linker.summarise import summarise

MORNING = datetime(2031, 3, 4, 8, 0, tzinfo=UTC)
CORVEL = Speaker(name="Ada Corvel", type=SpeakerType.PERSON)


def direction(name: str) -> Vector:
    seed = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    return unit(np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32))


def vector_about(topic: str, likeness: float, text: str) -> Vector:
    """Give a vector whose cosine to the topic's direction is the likeness."""
    towards, aside = direction(topic), direction(f"aside from {topic}: {text}")
    aside = unit(aside - np.dot(aside, towards) * towards)
    return unit(np.float32(likeness) * towards + np.float32((1 - likeness**2) ** 0.5) * aside)


def number(text: str, value: float | None = None, unit_: str = "ferries", **fields: Any) -> Quantity:
    return Quantity(start=0, end=len(text), text=text, value=value, unit=unit_, **fields)


@dataclass
class Newsroom:
    rules: LinkRules = field(default_factory=LinkRules)
    memory: Memory = field(default_factory=Memory)
    now: datetime = MORNING
    claims: int = 0

    def carries(
        self,
        text: str = "Forty ferries will be taken out of service.",
        *,
        outlet: str = "Sennet Courier",
        article: str | None = None,
        version: str | None = None,
        topic: str = "ferries",
        likeness: float = 0.97,
        body: str = "",
        speakers: Sequence[Speaker] = (CORVEL,),
        at: datetime | None = None,
        **fields: Any,
    ) -> Linked:
        """Link the next claim that an outlet carries."""
        self.claims += 1
        article = article or f"art_{outlet}"
        record = LinkRecord(
            claim_id=fields.pop("claim_id", f"clm_{self.claims}"),
            article_id=article,
            version_id=version or f"ver_{article}",
            outlet=outlet,
            text=text,
            speakers=tuple(speakers),
            at=at or self.now,
            discovered_at=self.now,
            **fields,
        )
        claim = NewClaim(record, vector_about(topic, likeness, text + outlet), fingerprint(body))
        linked = link(claim, self.memory, self.rules, self.now)
        self.memory.add(linked, claim.vector, claim.sketch, self.now)
        self.now += timedelta(minutes=1)
        return linked

    def cluster(self, linked: Linked) -> Cluster:
        """Return the current state of a claim's cluster."""
        return summarise(self.memory.cluster(linked.cluster_id).members)


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()
