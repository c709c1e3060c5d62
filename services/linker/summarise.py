"""Counts who stands behind a cluster: outlets, independent texts, origins, deniers, each apart. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from claimwire.models import Cluster, ClusterChange, Speaker, SpeakerType, Support, Supporter
from services.linker.origins import fold_name, is_named, same_source
from services.linker.record import Linked, LinkRecord, Role

#: An event stays below some hundred kilobytes, however often a claim is carried; counts stay exact.
LISTED_MEMBERS = 200
#: Claims named for one outlet, text or origin: enough to show it.
LISTED_CLAIMS = 20

_CHANGES = {Role.DENIAL: ClusterChange.DENIED, Role.NO_EVIDENCE: ClusterChange.NO_EVIDENCE}


@dataclass
class _Source:
    """Someone who is said to know, deny or not know, under all names that were met."""

    name: str
    speaker: Speaker | None
    claim_ids: list[str] = field(default_factory=list)


def summarise(members: Sequence[Linked]) -> Cluster:
    """Build a cluster from its claims in the order in which they joined, as of the last of them."""
    newsrooms = _newsrooms(members)
    supporting = [linked for linked in members if linked.role is Role.SUPPORT]
    records = [linked.record for linked in members]
    standing = supporting[0].record if supporting else records[0]
    return Cluster(
        cluster_id=members[0].cluster_id,
        revision=members[-1].revision,
        text=standing.text,
        claims=_support((record.claim_id, [record.claim_id], None) for record in records),
        outlets=_support_by_name((record.outlet, record.claim_id) for record in records),
        independent_texts=_support_by_name(
            (newsrooms[linked.record.article_id], linked.record.claim_id) for linked in supporting
        ),
        origins=_support_by_source(_origins(supporting, newsrooms)),
        deniers=_support_by_source(_speaking(members, Role.DENIAL, newsrooms)),
        no_evidence=_support_by_source(_speaking(members, Role.NO_EVIDENCE, newsrooms)),
        revisions=tuple(linked.revises for linked in members if linked.revises)[-LISTED_MEMBERS:],
        first_seen_at=min(record.discovered_at for record in records),
        updated_at=max(record.discovered_at for record in records),
    )


def what_changed(before: Sequence[Linked], joining: Linked) -> ClusterChange:
    """Tell what a claim changes in the cluster that it joins."""
    if joining.revises:
        return ClusterChange.REVISED
    if joining.role is not Role.SUPPORT:
        return _CHANGES.get(joining.role, ClusterChange.REPEATED)
    then, now = _independence(before), _independence([*before, joining])
    grew = any(new > old for old, new in zip(then, now, strict=True))
    return ClusterChange.CORROBORATED if grew else ClusterChange.REPEATED


def _independence(members: Sequence[Linked]) -> tuple[int, int]:
    """Count independent texts and origins."""
    newsrooms = _newsrooms(members)
    supporting = [linked for linked in members if linked.role is Role.SUPPORT]
    return len({newsrooms[linked.record.article_id] for linked in supporting}), len(_origins(supporting, newsrooms))


def _newsrooms(members: Sequence[Linked]) -> dict[str, str]:
    """Return for each article the newsroom that its text came from.

    Articles that reprint each other, directly or through a third, are one text. It is named by the agency that one
    of them credits, else by the outlet that had it first. Texts of one newsroom count once: an agency's or outlet's
    second story, or an edited version, does not corroborate its first.
    """
    text_of = texts(members)
    records: dict[str, list[LinkRecord]] = {}
    for linked in members:
        records.setdefault(text_of[linked.record.article_id], []).append(linked.record)
    names = {text: _newsroom(its_records) for text, its_records in records.items()}
    return {article_id: names[text] for article_id, text in text_of.items() if text in names}


def texts(members: Sequence[Linked]) -> dict[str, str]:
    """Return for each article one that stands for its text: reprints of each other share it.

    Union-find with path compression: a wire story may be carried hundreds of times.
    """
    leader: dict[str, str] = {}

    def find(article_id: str) -> str:
        root = article_id
        while leader.setdefault(root, root) != root:
            root = leader[root]
        while leader[article_id] != root:
            leader[article_id], article_id = root, leader[article_id]
        return root

    for linked in members:
        one = find(linked.record.article_id)
        for other in linked.same_text_as:
            leader[find(other)] = one
    return {article_id: find(article_id) for article_id in tuple(leader)}


def _newsroom(records: Sequence[LinkRecord]) -> str:
    by_age = sorted(records, key=lambda record: record.at)
    return next((record.agency for record in by_age if record.agency), by_age[0].outlet)


def _origins(supporting: Sequence[Linked], newsrooms: dict[str, str]) -> list[_Source]:
    """Return who is said to know it.

    A newsroom's own narration counts only where none of its texts names who says so: a headline does not know more
    than the quotation below it.
    """
    attributed = {newsrooms[linked.record.article_id] for linked in supporting if not _is_narrated(linked.record)}
    return _merge(
        (linked, newsrooms[linked.record.article_id])
        for linked in supporting
        if not _is_narrated(linked.record) or newsrooms[linked.record.article_id] not in attributed
    )


def _speaking(members: Sequence[Linked], role: Role, newsrooms: dict[str, str]) -> list[_Source]:
    return _merge((linked, newsrooms[linked.record.article_id]) for linked in members if linked.role is role)


def _is_narrated(record: LinkRecord) -> bool:
    return all(speaker.type is SpeakerType.OUTLET for speaker in record.speakers)


def _merge(claims: Iterable[tuple[Linked, str]]) -> list[_Source]:
    """Collect the sources of claims, each once under all its spellings; the fullest name met is shown."""
    sources: list[_Source] = []
    by_key: dict[tuple[str, ...], _Source] = {}
    for linked, newsroom in claims:
        for speaker in linked.record.speakers or (None,):
            key, name = _key(speaker, newsroom)
            source = by_key.get(key) or _same(speaker, sources)
            if source is None:
                source = _Source(name, speaker)
                sources.append(source)
            by_key[key] = source
            if source.speaker and speaker and len(fold_name(name)) > len(fold_name(source.name)):
                source.name, source.speaker = name, speaker
            if linked.record.claim_id not in source.claim_ids:
                source.claim_ids.append(linked.record.claim_id)
    return sources


def _key(speaker: Speaker | None, newsroom: str) -> tuple[tuple[str, ...], str]:
    """Return what makes a source the same beyond doubt, and the name to show.

    Unnamed officials of one body cannot be told apart across the texts of one newsroom, so they count once there;
    nor can they be recognised in another newsroom's text.
    """
    if speaker is None or speaker.type is SpeakerType.OUTLET:
        return ("outlet", newsroom), newsroom
    if is_named(speaker):
        name = speaker.name or ""
        return (speaker.type, *fold_name(name)), name
    body = fold_name(speaker.organisation or "")
    shown = speaker.name or speaker.mention or str(speaker.type).replace("_", " ")
    return ("unnamed", speaker.type, *body, newsroom), f"{shown} ({newsroom})"


def _same(speaker: Speaker | None, sources: Sequence[_Source]) -> _Source | None:
    if speaker is None or not is_named(speaker):
        return None
    return next((source for source in sources if source.speaker and same_source(speaker, source.speaker)), None)


def _support(listed: Iterable[tuple[str, Sequence[str], SpeakerType | None]]) -> Support:
    entries = list(listed)
    members = tuple(
        Supporter(name=name, claim_ids=tuple(claim_ids[:LISTED_CLAIMS]), type=kind)
        for name, claim_ids, kind in entries[:LISTED_MEMBERS]
    )
    return Support(count=len(entries), members=members)


def _support_by_name(pairs: Iterator[tuple[str, str]]) -> Support:
    named: dict[str, list[str]] = {}
    for name, claim_id in pairs:
        named.setdefault(name, []).append(claim_id)
    return _support((name, claim_ids, None) for name, claim_ids in named.items())


def _support_by_source(sources: Iterable[_Source]) -> Support:
    return _support(
        (source.name, source.claim_ids, source.speaker.type if source.speaker else SpeakerType.OUTLET)
        for source in sources
    )
