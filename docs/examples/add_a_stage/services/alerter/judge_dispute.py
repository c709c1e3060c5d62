"""Judges whether a cluster is disputed. Pure."""

from claimwire.models import Cluster, ClusterChange

_MAY_OPEN_A_DISPUTE = frozenset({ClusterChange.FIRST_SEEN, ClusterChange.CORROBORATED, ClusterChange.DENIED})


def becomes_disputed(change: ClusterChange, cluster: Cluster) -> bool:
    """Tell whether a change leaves a cluster with origins and deniers; a mere repetition opens no dispute."""
    return change in _MAY_OPEN_A_DISPUTE and cluster.origins.count > 0 and cluster.deniers.count > 0
