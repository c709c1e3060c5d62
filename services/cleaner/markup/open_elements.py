"""Knows which elements of a page are open while it is read, and what the page says about the text inside them."""

from claimwire.models import RemovalReason
from services.cleaner.markup.html_elements import BOLD, CELLS, CLOSES_ITSELF, CLOSES_PARAGRAPH
from services.cleaner.markup.zones import zone_inside, zone_of

_NOTHING: frozenset[str] = frozenset()
_PARAGRAPH = frozenset({"p"})


class OpenElements:
    """Elements that make blocks are a stack, inline ones are only counted: end tags of theirs are often lost."""

    def __init__(self) -> None:
        #: Name and number of each open element, and how many inline elements, links and bold ones were open around it.
        self._stack = [("", 0, 0, 0, 0)]
        self._counts: dict[str, int] = {"": 1}
        self._inline = self._inline_around = self._links_around = self._bold_around = 0
        self._zones: dict[int, RemovalReason | None] = {0: None}
        self.name = ""
        """The name of the block that text would be in."""
        self.element = 0
        """Its number."""
        self.links = 0
        self.bold = 0
        self.depth = 0
        self.parents = [0]
        """For each element so far, by its number, the number of the one around it."""
        self.names = [""]
        self.attributes = [""]
        self.starts = [0]
        self.cells: list[int] = []
        self.own_zones: dict[int, RemovalReason | None] = {}
        """What the elements around text hold by their own names."""

    def zone(self) -> RemovalReason | None:
        """Tell what the markup says that text would be here; most elements hold none, and are not asked."""
        unknown, element = [], self.element
        while element not in self._zones:
            unknown.append(element)
            element = self.parents[element]
        for inner in reversed(unknown):
            around = self._zones[self.parents[inner]]
            own = zone_of(self.names[inner], self.attributes[inner])
            self.own_zones[inner] = own
            self._zones[inner] = own or zone_inside(around, self.names[inner], self.attributes[inner])
        return self._zones[self.element]

    def holds(self, name: str) -> bool:
        """Tell whether an element of a name is open."""
        return bool(self._counts.get(name))

    def open(self, name: str, attributes: str, start: int) -> None:
        """Open an element that makes a block, and close what its start tag ends."""
        implied = CLOSES_ITSELF.get(name) or (_PARAGRAPH if name in CLOSES_PARAGRAPH else _NOTHING)
        while self.name in implied:
            self._pop()
        element = len(self.parents)
        self.parents.append(self.element)
        self.names.append(name)
        self.attributes.append(attributes)
        self.starts.append(start)
        if name in CELLS:
            self.cells.append(element)
        self._stack.append((name, element, self._inline, self.links, self.bold))
        self._enter()
        self._counts[name] = self._counts.get(name, 0) + 1
        depth = len(self._stack) + self._inline
        if depth > self.depth:  # noqa: PLR1730 - a call for each tag takes longer
            self.depth = depth

    def close(self, name: str) -> None:
        """Close the innermost element of a name with all inside it; without one, nothing."""
        if self._counts.get(name):
            while self._pop() != name:
                pass

    def count_inline(self, name: str, step: int) -> None:
        """Count an inline element in (1) or out (-1); an end tag without its start in this block ends nothing."""
        self._inline = max(self._inline + step, self._inline_around)
        if name == "a":
            self.links = max(self.links + step, self._links_around)
        elif name in BOLD:
            self.bold = max(self.bold + step, self._bold_around)
        depth = len(self._stack) + self._inline
        if depth > self.depth:  # noqa: PLR1730 - a call for each tag takes longer
            self.depth = depth

    def _pop(self) -> str:
        name, _, self._inline, self.links, self.bold = self._stack.pop()
        self._counts[name] -= 1
        self._enter()
        return name

    def _enter(self) -> None:
        self.name, self.element, self._inline_around, self._links_around, self._bold_around = self._stack[-1]
