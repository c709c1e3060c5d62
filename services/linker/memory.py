"""The recent claims and their clusters in this process, as a matrix. Knows no store and decides nothing."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from claimwire.embedding.vector import DIMENSIONS, Vector
from claimwire.models import TextFingerprint
from services.linker.record import Linked, Role

#: Rows by which the arrays grow at least; beyond that they double, so that adding stays cheap.
_CHUNK_ROWS = 1024
#: Share of claims that are too old, from which the arrays are built anew without them.
_STALE_SHARE = 0.1


@dataclass
class ClusterMembers:
    """A cluster's claims in the order in which they joined."""

    cluster_id: str
    number: int
    """Its column in sums over clusters."""
    opened_at: datetime
    """When the first claim was made public."""
    recorded_at: datetime
    """When a linker recorded the first claim."""
    members: list[Linked] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether the first claim is still remembered, so that counts are exact."""
        return bool(self.members) and self.members[0].revision == 1


class Memory:
    """What is known of recent claims; grows by ``add`` in the order of the log."""

    def __init__(self) -> None:
        self._entries: list[tuple[Linked, datetime]] = []
        self._by_claim: dict[str, Linked] = {}
        self._clusters: dict[str, ClusterMembers] = {}
        self._numbered: list[ClusterMembers] = []
        self._awaited: dict[str, str] = {}
        self._sketches: dict[str, TextFingerprint] = {}
        self._vectors = np.zeros((0, DIMENSIONS), dtype=np.float32)
        self._cluster_numbers = np.zeros(0, dtype=np.intp)
        self._seconds = np.zeros(0, dtype=np.float64)
        self._samples = np.zeros(0, dtype=np.bool_)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, claim_id: str) -> Linked | None:
        """Return how a claim was linked, or None if it was not."""
        return self._by_claim.get(claim_id)

    def cluster(self, cluster_id: str) -> ClusterMembers:
        """Return a cluster that some remembered claim belongs to."""
        return self._clusters[cluster_id]

    def sketch(self, version_id: str) -> TextFingerprint | None:
        """Return a text's fingerprint, or None if none of its claims is remembered."""
        return self._sketches.get(version_id)

    def awaiting(self, claim_id: str) -> ClusterMembers | None:
        """Return the cluster of a denial that was linked before the claim it denies, or None."""
        cluster_id = self._awaited.get(claim_id)
        return self._clusters.get(cluster_id) if cluster_id else None

    def add(self, linked: Linked, vector: Vector, sketch: TextFingerprint | None, recorded_at: datetime) -> None:
        """Remember a linked claim; the sketch may be left out for a text that is known already."""
        record = linked.record
        cluster = self._clusters.get(linked.cluster_id)
        if cluster is None:
            cluster = ClusterMembers(linked.cluster_id, len(self._numbered), record.at, recorded_at)
            self._clusters[linked.cluster_id] = cluster
            self._numbered.append(cluster)
        row = len(self._entries)
        self._make_room(row + 1)
        self._vectors[row] = vector
        self._cluster_numbers[row] = cluster.number
        self._seconds[row] = record.at.timestamp()
        self._samples[row] = linked.is_sample
        cluster.members.append(linked)
        self._entries.append((linked, recorded_at))
        self._by_claim[record.claim_id] = linked
        if sketch is not None:
            self._sketches.setdefault(record.version_id, sketch)
        if linked.role is not Role.SUPPORT:
            for target in record.relates_to:
                self._awaited.setdefault(target, linked.cluster_id)

    def similar(
        self, vector: Vector, at: datetime, window: timedelta, at_least: float
    ) -> Sequence[tuple[ClusterMembers, float]]:
        """Return the clusters whose claims within the window are similar, most similar first.

        Similarity is the mean cosine to the cluster's claims (average linkage), from one pass over the matrix.
        """
        rows = len(self._entries)
        near = np.abs(self._seconds[:rows] - at.timestamp()) <= window.total_seconds()
        used = np.flatnonzero(near & self._samples[:rows])
        # Row by row, because a matrix product wakes threads of the BLAS that spin where processes share processors.
        cosines = np.vecdot(self._vectors[:rows], vector)[used]
        numbers = self._cluster_numbers[used]
        counts = np.bincount(numbers, minlength=len(self._numbered))
        sums = np.bincount(numbers, weights=cosines, minlength=len(self._numbered))
        means = np.divide(sums, counts, out=np.full(len(counts), -np.inf), where=counts > 0)
        found = np.flatnonzero(means >= at_least)
        order = found[np.argsort(-means[found], kind="stable")]
        return [(self._numbered[number], float(means[number])) for number in order]

    def similarity(self, vector: Vector, cluster: ClusterMembers) -> float:
        """Return the mean cosine to a cluster's claims."""
        rows = np.flatnonzero(self._cluster_numbers[: len(self._entries)] == cluster.number)
        return float(np.vecdot(self._vectors[rows], vector).mean())

    def since(self, instant: datetime) -> "Memory":
        """Return this memory without claims that were recorded before an instant, once those are worth the work."""
        gone = bisect.bisect_left(self._entries, instant, key=lambda entry: entry[1])
        if gone <= len(self._entries) * _STALE_SHARE:
            return self
        kept = Memory()
        for row, (linked, recorded_at) in enumerate(self._entries[gone:], start=gone):
            kept.add(linked, self._vectors[row], self._sketches.get(linked.record.version_id), recorded_at)
        return kept

    def _make_room(self, rows: int) -> None:
        if rows <= len(self._vectors):
            return
        more = max(_CHUNK_ROWS, len(self._vectors))
        self._vectors = np.concatenate([self._vectors, np.zeros((more, DIMENSIONS), dtype=np.float32)])
        self._cluster_numbers = np.concatenate([self._cluster_numbers, np.zeros(more, dtype=np.intp)])
        self._seconds = np.concatenate([self._seconds, np.zeros(more, dtype=np.float64)])
        self._samples = np.concatenate([self._samples, np.zeros(more, dtype=np.bool_)])
