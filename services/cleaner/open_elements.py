"""Knows which elements of a page are open while it is read, and what the page says about the text inside them."""

from typing import NamedTuple

from claimwire.models import RemovalReason
from services.cleaner.html_elements import BOLD, CELLS, CLOSES_ITSELF, CLOSES_PARAGRAPH
from services.cleaner.zones import zone_of


class OpenElement(NamedTuple):
    """An open element that makes a block, and how many inline elements were open where it began."""

    name: str
    zone: RemovalReason | None
    element: int
    inline: int
    links: int
    bold: int


class OpenElements:
    """Elements that make blocks are a stack, inline ones are only counted: end tags of theirs are often lost."""

    def __init__(self) -> None:
        self._stack = [OpenElement("", None, 0, 0, 0, 0)]
        self._counts: dict[str, int] = {"": 1}
        self._inline = 0
        self.links = 0
        self.bold = 0
        self.depth = 0
        self.parents = [0]
        """For each element so far, by its number, the number of the one around it."""
        self.cells: list[int] = []

    @property
    def innermost(self) -> OpenElement:
        """The block that text would be in."""
        return self._stack[-1]

    def holds(self, name: str) -> bool:
        """Tell whether an element of a name is open."""
        return bool(self._counts.get(name))

    def open(self, name: str, attributes: str) -> None:
        """Open an element that makes a block, and close what its start tag ends."""
        implied = CLOSES_ITSELF.get(name, {"p"} if name in CLOSES_PARAGRAPH else ())
        while self._stack[-1].name in implied:
            self._pop()
        around = self._stack[-1]
        element = len(self.parents)
        self.parents.append(around.element)
        if name in CELLS:
            self.cells.append(element)
        zone = zone_of(name, attributes) or around.zone
        self._stack.append(OpenElement(name, zone, element, self._inline, self.links, self.bold))
        self._counts[name] = self._counts.get(name, 0) + 1
        self.depth = max(self.depth, len(self._stack) + self._inline)

    def close(self, name: str) -> None:
        """Close the innermost element of a name with all inside it; without one, nothing."""
        if self._counts.get(name):
            while self._pop() != name:
                pass

    def count_inline(self, name: str, step: int) -> None:
        """Count an inline element in (1) or out (-1); an end tag without its start in this block ends nothing."""
        around = self._stack[-1]
        self._inline = max(self._inline + step, around.inline)
        if name == "a":
            self.links = max(self.links + step, around.links)
        elif name in BOLD:
            self.bold = max(self.bold + step, around.bold)
        self.depth = max(self.depth, len(self._stack) + self._inline)

    def _pop(self) -> str:
        name, _, _, self._inline, self.links, self.bold = self._stack.pop()
        self._counts[name] -= 1
        return name
