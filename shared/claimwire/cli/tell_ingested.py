"""Says what became of the documents that were handed in, in as many lines as a person reads."""

from dataclasses import dataclass

from claimwire.cli.arrivals import MOST_TOLD, Arrivals
from claimwire.cli.exits import say
from claimwire.cli.hand_in import Skipped
from claimwire.events import ArticleDiscovered

_DROPPED_BEFORE = (
    "handed in before, and dropped or set aside then; 'claimwire clean' of the file, or 'claimwire dlq list', says why"
)


@dataclass
class LeftOut:
    """What was handed in and is no document: said while it is little, counted from then on."""

    documents: int = 0
    others: int = 0

    def note(self, skipped: Skipped) -> None:
        """Count what was left out, and say so."""
        if skipped.is_document:
            self.documents += 1
        else:
            self.others += 1
        if self.documents + self.others <= MOST_TOLD:
            say(f"skipped {skipped.what}: {skipped.reason}")

    def is_none(self, found: ArticleDiscovered | Skipped) -> bool:
        """Tell whether something is a discovery; note it where it is not."""
        if isinstance(found, ArticleDiscovered):
            return True
        self.note(found)
        return False

    def __str__(self) -> str:
        parts = []
        if self.documents:
            parts.append(f"{self.documents} skipped")
        if self.others:
            parts.append(f"no documents: {self.others}")
        return ", ".join(parts)


def tell_handed_in(count: int, left_out: LeftOut) -> None:
    """Say how many were handed in, where nobody waits for them."""
    rest = f", {left_out}" if left_out.documents or left_out.others else ""
    say(f"{count} handed in{rest}")


def tell_arrived(arrivals: Arrivals, left_out: LeftOut) -> None:
    """Say what became of each discovery, so that the sum is all that was found."""
    total = arrivals.dropped.total()
    if total <= MOST_TOLD:
        for dropped in arrivals.examples:
            say(f"dropped {dropped.url}: {dropped.reason.value} ({dropped.detail})")
    else:
        for reason, count in arrivals.dropped.most_common():
            say(f"dropped {count}: {reason.value}")
    for known in arrivals.examples_before:
        say(f"not searchable {known.url}: {_DROPPED_BEFORE}")
    parts = [f"{arrivals.indexed} searchable"]
    if arrivals.unchanged:
        parts.append(f"{arrivals.unchanged} unchanged since they were handed in before")
    if arrivals.dropped_before:
        parts.append(f"{arrivals.dropped_before} not searchable: dropped before")
    parts.append(f"{total} dropped")
    if arrivals.open:
        parts.append(f"{len(arrivals.open)} not through")
    if left_out.documents:
        parts.append(f"{left_out.documents} skipped")
    found = arrivals.expected + left_out.documents
    more = f"; no documents: {left_out.others}" if left_out.others else ""
    say(f"{found} found: {', '.join(parts)}; {arrivals.claims} claims{more}")
