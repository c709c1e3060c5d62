"""Claims that say the same, and who stands behind them. Counts stay apart: there is no "confirmations" figure."""

from enum import StrEnum

from pydantic import AwareDatetime

from claimwire.models.base import Model
from claimwire.models.claim import Quantity, SpeakerType


class ClusterChange(StrEnum):
    """What a claim changed in its cluster."""

    FIRST_SEEN = "first_seen"
    REPEATED = "repeated"
    """Carried again, but by no new origin and no new independent text."""
    CORROBORATED = "corroborated"
    """A new origin, or an independent text, supports it."""
    DENIED = "denied"
    NO_EVIDENCE = "no_evidence"
    REVISED = "revised"
    """A number or a date moved."""


class Supporter(Model):
    """One outlet, text, origin or denier, with the claims that show it."""

    name: str
    claim_ids: tuple[str, ...]
    type: SpeakerType | None = None
    """For origins and deniers."""


class Support(Model):
    """A count that is always exact, and its members up to a limit, oldest first."""

    count: int = 0
    members: tuple[Supporter, ...] = ()


class Revision(Model):
    """A number or a date that moved."""

    claim_id: str
    previous_claim_id: str
    before: str
    after: str
    quantity_before: Quantity | None = None
    quantity_after: Quantity | None = None


class Cluster(Model):
    """What is known of one proposition across outlets."""

    cluster_id: str
    revision: int
    """Grows by one with each change; the highest one seen is the current state."""
    text: str
    """The claim that stands for the cluster."""
    claims: Support = Support()
    outlets: Support = Support()
    independent_texts: Support = Support()
    """Texts that are no reprints of each other: a wire story in ten outlets is one."""
    origins: Support = Support()
    """Who is said to know it."""
    deniers: Support = Support()
    no_evidence: Support = Support()
    """Who says that there is no evidence for it, which is no denial."""
    revisions: tuple[Revision, ...] = ()
    first_seen_at: AwareDatetime
    updated_at: AwareDatetime
