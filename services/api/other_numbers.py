"""Tells which claims of a cluster give another number than one of them: a cluster's counts hide it. Pure."""

from collections.abc import Iterable, Sequence

from claimwire.answers import ClaimAnswer
from claimwire.models import Quantity

_Value = tuple[float | None, float | None, float | None]

#: Enough to show that outlets differ; the link to the cluster's claims shows all.
_LISTED = 5


def other_numbers(claim: ClaimAnswer, cluster: Iterable[ClaimAnswer]) -> list[tuple[str, str]]:
    """Return outlets with the numbers they give of a kind of thing of which this claim gives another number."""
    ours = _by_unit(claim.quantities)
    found: dict[tuple[str, str], None] = {}
    for other in cluster:
        for unit, quantities in _by_unit(other.quantities).items():
            if unit in ours and _values(ours[unit]).isdisjoint(_values(quantities)):
                found[other.article.outlet, quantities[0].text] = None
    return list(found)[:_LISTED]


def _by_unit(quantities: Sequence[Quantity]) -> dict[str, list[Quantity]]:
    by_unit: dict[str, list[Quantity]] = {}
    for quantity in quantities:
        if quantity.unit:
            by_unit.setdefault(quantity.unit.casefold(), []).append(quantity)
    return by_unit


def _values(quantities: Iterable[Quantity]) -> set[_Value]:
    return {(quantity.value, quantity.low, quantity.high) for quantity in quantities}
