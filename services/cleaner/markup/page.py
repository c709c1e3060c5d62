"""What one scan of a page finds: its readable units, and what its head says about the article."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimwire.models import RemovalReason
from services.cleaner.unit import Unit

#: lxml drops what nests deeper than 256 without a word; html and body that a page leaves out count too. No page of
#: a newsroom comes near, and below it every walk to a page's root is short.
DEPTH_LIMIT = 250
#: Units times depth: real pages need a tenth.
_WALK_LIMIT = 500_000


@dataclass(frozen=True, kw_only=True)
class PageHead:
    """What a page says about itself for machines."""

    title: str | None = None
    language: str | None = None
    canonical: str | None = None
    metas: Mapping[str, tuple[str, ...]]
    """Contents of ``<meta>`` by lower-case name or property, in order of the page."""
    json_ld: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    """The ``datetime`` of each ``<time>``."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """All readable text of a page in its order."""

    units: tuple[Unit, ...]
    head: PageHead
    depth: int
    """How deep its elements nest."""
    elements: int
    parents: Sequence[int] = (0,)
    """For each element that makes a block, by its number, the number of the one around it; 0 is the page."""
    names: Sequence[str] = ("",)
    """The names of these elements."""
    attributes: Sequence[str] = ("",)
    """What stands between their names and the end of their start tags."""
    starts: Sequence[int] = (0,)
    """Where their start tags begin in the decoded page."""
    own_zones: Mapping[int, RemovalReason | None] = field(default_factory=dict)
    """What each element around text holds by its own name and classes."""
    cells: frozenset[int] = frozenset()
    """The elements that are a table's cells."""

    def around(self, element: int) -> Iterator[int]:
        """Yield an element and all that it stands in, from the inside out, without the page."""
        while element:
            yield element
            element = self.parents[element]

    def inside(self, units: Sequence[Unit]) -> Mapping[int, range]:
        """Map each element to the places of the units inside it; empty for a page that is deeper or longer than any."""
        if self.depth * len(units) > _WALK_LIMIT:
            return {}
        # Units and elements are in the order of the page, so that what is inside an element is a stretch of units.
        first, behind = [len(units)] * len(self.parents), [0] * len(self.parents)
        for at, unit in enumerate(units):
            first[unit.element] = min(first[unit.element], at)
            behind[unit.element] = at + 1
        for element in range(len(self.parents) - 1, 0, -1):
            around = self.parents[element]
            first[around] = min(first[around], first[element])
            behind[around] = max(behind[around], behind[element])
        return {at: range(first[at], behind[at]) for at in range(1, len(first)) if behind[at]}
