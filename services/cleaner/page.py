"""What one scan of a page finds: its readable units, and what its head says about the article."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.cleaner.unit import Unit


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
    cells: frozenset[int] = frozenset()
    """The elements that are a table's cells."""

    def around(self, element: int) -> Iterator[int]:
        """Yield an element and all that it stands in, from the inside out, without the page."""
        while element:
            yield element
            element = self.parents[element]
