"""Goes into shared/claimwire/events.py, and into EVENTS at its end."""

from typing import ClassVar

from pydantic import AwareDatetime

from claimwire.events import Event
from claimwire.models import Cluster


class ClaimDisputed(Event):
    """A claim has both: someone who is said to know it, and someone who denies it."""

    event_type: ClassVar[str] = "claim.disputed"

    cluster: Cluster
    outlet: str
    discovered_at: AwareDatetime

    @property
    def subject(self) -> str:
        return self.cluster.cluster_id

    @property
    def identity(self) -> str:
        return f"{self.cluster.cluster_id} {self.cluster.revision}"

    @property
    def partition_key(self) -> str:
        return self.outlet
