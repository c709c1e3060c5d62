"""Writes what a claim changed in its cluster for a person."""

from difflib import SequenceMatcher

from rich.text import Text

from claimwire.events import ClaimLinked
from claimwire.models import Claim, Cluster, ClusterChange, SpeakerType, Stance

_HEADS = {
    ClusterChange.FIRST_SEEN: "first seen from",
    ClusterChange.NO_EVIDENCE: "no evidence, says",
}
#: What the change says already needs no second word.
_SAID_BY_THE_CHANGE = {
    (ClusterChange.DENIED, Stance.DENIES),
    (ClusterChange.NO_EVIDENCE, Stance.NO_EVIDENCE),
    (ClusterChange.REPEATED, Stance.DOUBTS),
}
_MARKS = ".,;:!?\"'“”\u2018\u2019()"

#: Words of a number or time ("at least nine million"); more of them are another way to put the sentence.
_LONGEST_VALUE = 4


class RecentClaims:
    """Claims that were extracted and not yet linked, up to a limit, for a link names its claim by the id alone."""

    def __init__(self, limit: int = 10_000) -> None:
        self._limit = limit
        self._claims: dict[str, Claim] = {}

    def add(self, claim: Claim) -> None:
        """Remember a claim in place of the oldest one, for not every claim is linked."""
        self._claims[claim.claim_id] = claim
        if len(self._claims) > self._limit:
            del self._claims[next(iter(self._claims))]

    def take(self, claim_id: str) -> Claim | None:
        """Give a claim back and forget it; None where it was never met."""
        return self._claims.pop(claim_id, None)


def describe_link(event: ClaimLinked, claim: Claim | None) -> Text:
    """Write who says it, which outlet carries that, and the claim that came; without it, the cluster's text."""
    cluster = event.cluster
    counts = (
        f"outlets {cluster.outlets.count}, independent texts {cluster.independent_texts.count}, "
        f"origins {cluster.origins.count}, deniers {cluster.deniers.count} {cluster.cluster_id}"
    )
    head, said = _head(event.change, claim), _said(event, claim)
    return Text.assemble((head, "bold"), f" {_who(event, claim)}{said} ", (counts, "dim"))


def _head(change: ClusterChange, claim: Claim | None) -> str:
    if change is ClusterChange.REPEATED and claim and claim.stance is Stance.DOUBTS:
        return "doubted by"
    return _HEADS.get(change, f"{change.value} by")


def _who(event: ClaimLinked, claim: Claim | None) -> str:
    if claim:
        speakers = (claim.speaker, *claim.co_speakers)
        names = [each.name or each.mention for each in speakers if each.type is not SpeakerType.OUTLET]
    else:
        cluster = event.cluster
        names = [
            each.name.removesuffix(f" ({event.outlet})")  # so a source without a name of its own is told apart there
            for support in (cluster.deniers, cluster.no_evidence, cluster.origins)
            for each in support.members
            if event.claim_id in each.claim_ids and each.type is not SpeakerType.OUTLET
        ]
    named = " and ".join(name for name in names if name)
    return f"{named} ({event.outlet})" if named else event.outlet


def _said(event: ClaimLinked, claim: Claim | None) -> str:
    text, change = event.cluster.text, event.change
    if claim is None:
        return f": {text}" if change is ClusterChange.FIRST_SEEN else f", of the cluster: {text}"
    stance = _stance(change, claim.stance)
    value = _value_of_cluster(claim, event.cluster)
    return f"{stance}: {claim.text}" + (f" (the cluster says “{value}”)" if value else "")


def _stance(change: ClusterChange, stance: Stance) -> str:
    """Say what the speaker does with the claim's text, where the change does not: who denies must not seem to say it.

    A claim may deny another by asserting its opposite, and support one by denying its opposite.
    """
    if (change, stance) in _SAID_BY_THE_CHANGE:
        return ""
    if stance is Stance.ASSERTS:
        return ", who asserts" if change is ClusterChange.DENIED else ""
    return ", who sees no evidence of it" if stance is Stance.NO_EVIDENCE else f", who {stance.value} it"


def _value_of_cluster(claim: Claim, cluster: Cluster) -> str | None:
    """Return the cluster's words in the place of a number or time that the claim gives otherwise."""
    texts = [quantity.text for quantity in claim.quantities] + [time.text for time in claim.times]
    given = {_plain(word) for text in texts for word in text.split()}
    ours, theirs = claim.text.split(), cluster.text.split()
    matched = SequenceMatcher(None, [_plain(word) for word in ours], [_plain(word) for word in theirs], autojunk=False)
    for kind, start, end, their_start, their_end in matched.get_opcodes():
        is_value = kind == "replace" and their_end - their_start <= _LONGEST_VALUE
        if is_value and given.intersection(_plain(word) for word in ours[start:end]):
            return " ".join(theirs[their_start:their_end]).strip(_MARKS)
    return None


def _plain(word: str) -> str:
    return word.strip(_MARKS).casefold()
