"""Decides which cluster a claim belongs to and what it does there. Pure: the memory is read, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claimwire import ids
from claimwire.fingerprint import is_same_text
from claimwire.models import (
    ClusterChange,
    Polarity,
    Quantity,
    Revision,
    Stance,
    TimeExpression,
)
from services.linker.compare import Moved, in_order, is_done_against_planned, is_revision, moved_date, moved_number
from services.linker.memory import ClusterMembers, Memory
from services.linker.record import Linked, LinkRecord, NewClaim, Role
from services.linker.rules import LinkRules
from services.linker.summarise import texts, what_changed

LINKER = "average-linkage/2"
"""Name and version of the rules below; a change that links otherwise raises it."""

#: Stances that speak about another claim, so that a reference leads to their cluster.
_SPEAKS_ABOUT = {Stance.DENIES, Stance.NO_EVIDENCE, Stance.DOUBTS}


_Ranked = Sequence[tuple[ClusterMembers, float]]


@dataclass(frozen=True)
class _Place:
    """A cluster that a claim may join, and how."""

    cluster: ClusterMembers
    similarity: float
    role: Role
    is_sample: bool = True
    moved: Moved | None = None


def link(claim: NewClaim, memory: Memory, rules: LinkRules, now: datetime) -> Linked:
    """Place a claim that the memory does not know yet.

    A claim that speaks about another one (a denial, "no evidence") goes where that one is; any other to the most
    similar cluster that nothing speaks against; else it opens its own. ``now`` is the time of recording: a cluster
    takes claims for one window after it was opened, so that all of it is remembered while it may change.
    """
    record = claim.record
    similar = memory.similar(claim.vector, record.at, rules.window, rules.threshold)
    ranked = [each for each in similar if _is_open(each[0], record, rules, now)]
    spoken_of = _find_spoken_of(record, ranked, memory)
    if spoken_of and _is_open(spoken_of, record, rules, now):
        similarity = memory.similarity(claim.vector, spoken_of)
        place: _Place | None = _place_by_reference(record, spoken_of, similarity, rules)
    else:
        place = _place_by_likeness(record, ranked, rules)
    if place is None:
        return Linked(
            record=record,
            cluster_id=ids.cluster_id(record.claim_id),
            revision=1,
            role=_role(record, record.polarity),
            change=ClusterChange.FIRST_SEEN,
            linker=LINKER,
        )
    members = place.cluster.members
    ordered = in_order(record, place.moved) if place.moved else None
    unsettled = Linked(
        record=record,
        cluster_id=place.cluster.cluster_id,
        revision=members[-1].revision + 1,
        role=place.role,
        change=ClusterChange.REPEATED,
        similarity=round(place.similarity, 4),
        is_sample=place.is_sample,
        same_text_as=_same_texts(claim, members, memory),
        revises=_revision(*ordered) if ordered else None,
        linker=LINKER,
    )
    if place.moved and not ordered:
        return unsettled  # another number of unknown age neither revises the cluster's nor bears it out
    return unsettled.model_copy(update={"change": what_changed(members, unsettled)})


def _is_open(cluster: ClusterMembers, record: LinkRecord, rules: LinkRules, now: datetime) -> bool:
    return (
        cluster.is_whole
        and now - cluster.recorded_at <= rules.window
        and abs(record.at - cluster.opened_at) <= rules.window
    )


def _find_spoken_of(record: LinkRecord, ranked: _Ranked, memory: Memory) -> ClusterMembers | None:
    if record.stance in _SPEAKS_ABOUT:
        known = (memory.find(claim_id) for claim_id in record.relates_to)
        return next((memory.cluster(linked.cluster_id) for linked in known if linked), None)
    # Claims of one article are handled side by side: a denial may have come before what it denies.
    return None if ranked else memory.awaiting(record.claim_id)


def _place_by_reference(record: LinkRecord, cluster: ClusterMembers, similarity: float, rules: LinkRules) -> _Place:
    role = _role(record, cluster.members[0].record.polarity)
    return _Place(cluster, similarity, role, is_sample=role is Role.SUPPORT or similarity >= rules.threshold)


def _place_by_likeness(record: LinkRecord, ranked: _Ranked, rules: LinkRules) -> _Place | None:
    for cluster, similarity in ranked:
        polarity = cluster.members[0].record.polarity
        if polarity is not record.polarity and similarity < rules.opposing_threshold:
            continue
        role = _role(record, polarity)
        supporting = [linked.record for linked in cluster.members if linked.role is Role.SUPPORT]
        if role is Role.SUPPORT and any(is_done_against_planned(record, other) for other in supporting):
            continue
        moved = (moved_number(record, supporting) or moved_date(record, supporting)) if role is Role.SUPPORT else None
        if moved and not is_revision(record, moved):
            continue
        return _Place(cluster, similarity, role, moved=moved)
    return None


def _role(record: LinkRecord, proposition: Polarity) -> Role:
    """Tell what a claim does for a proposition that is affirmed or negated."""
    if record.stance is Stance.NO_EVIDENCE:
        return Role.NO_EVIDENCE
    if record.stance is Stance.DOUBTS:
        return Role.DOUBT
    # To deny the opposite of a proposition is to support it.
    opposed = (record.stance is Stance.DENIES) != (record.polarity is not proposition)
    return Role.DENIAL if opposed else Role.SUPPORT


def _same_texts(claim: NewClaim, members: Sequence[Linked], memory: Memory) -> tuple[str, ...]:
    """Return an article of each of the cluster's texts that this one reprints, unless it was compared before."""
    record = claim.record
    if any(linked.record.version_id == record.version_id for linked in members):
        return ()
    others = {
        linked.record.version_id: linked.record.article_id
        for linked in members
        if linked.record.article_id != record.article_id
    }
    text_of = texts(members)
    same: dict[str, str] = {}
    for version_id, article_id in others.items():
        # One article of a text is enough: the others are known to be the same.
        known = None if text_of[article_id] in same else memory.sketch(version_id)
        if known and is_same_text(claim.sketch, known):
            same[text_of[article_id]] = article_id
    return tuple(same.values())


def _revision(moved: Moved, record: LinkRecord) -> Revision:
    before, after = moved.before, moved.after
    return Revision(
        claim_id=record.claim_id,
        previous_claim_id=moved.earlier.claim_id,
        before=_shown(before),
        after=_shown(after),
        quantity_before=before if isinstance(before, Quantity) else None,
        quantity_after=after if isinstance(after, Quantity) else None,
    )


def _shown(moved: Quantity | TimeExpression) -> str:
    return (moved.resolved or moved.text) if isinstance(moved, TimeExpression) else moved.text
