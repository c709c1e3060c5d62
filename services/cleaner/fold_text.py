"""Builds units out of raw characters: folds white space, leaves invisible characters out, keeps every offset."""

import re

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.bounds import require_segments
from services.cleaner.unit import Segment, Unit

#: Characters that print nothing: NUL and other controls, soft hyphen, zero-width space, word joiner, byte order mark.
#: Joiners and marks of direction (U+200C to U+200F) stay, because scripts and emoji need them.
INVISIBLE = "\x00-\x08\x0e-\x1b\x7f\xad\u200b\u2060\ufeff"

# No group is possessive here or elsewhere: Python before 3.11.5 matches those wrongly (cpython issue 106052).
_PLAIN = re.compile(rf"[^\s{INVISIBLE}]++(?: [^\s{INVISIBLE}]++)*")
_PIECE = re.compile(rf"(?P<space>\s+)|(?P<invisible>[{INVISIBLE}]+)|{_PLAIN.pattern}")


class UnitBuilder:
    """Collects the readable characters between two breaks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self.length = 0
        """How many characters it holds."""
        self._space: tuple[int, int] | None = None
        self._linked = 0

    def __bool__(self) -> bool:
        return bool(self._segments)

    def add(self, raw: str, start: int, end: int, *, linked: bool = False) -> None:
        """Add ``raw[start:end]``, which stands for itself."""
        before = self.length
        plain = _PLAIN.match(raw, start, end)
        if plain is not None and plain.end() == end:
            self._put(raw[start:end], start, end - start)
        else:
            for piece in _PIECE.finditer(raw, start, end):
                if piece.lastgroup == "space":
                    self.add_space(piece.start(), piece.end() - piece.start())
                elif piece.lastgroup is None:
                    self._put(piece.group(), piece.start(), piece.end() - piece.start())
        if linked:
            self._linked += self.length - before

    def add_decoded(self, text: str, raw_start: int, raw_length: int, *, linked: bool = False) -> None:
        """Add what an entity stands for."""
        if text.isspace():
            self.add_space(raw_start, raw_length)
        elif _PIECE.fullmatch(text) and not re.fullmatch(f"[{INVISIBLE}]+", text):
            self._put(text, raw_start, raw_length)
            self._linked += len(text) if linked else 0

    def add_space(self, raw_start: int, raw_length: int) -> None:
        """Part words here, if words follow. The first white space of a run stands for all of it."""
        if self._space is None and self._segments:
            self._space = (raw_start, raw_length)

    def would_glue(self, following: str) -> bool:
        """Tell whether a character, added now, would run two words into one: "3 May" and "Ana", "share" and "Mail"."""
        if self._space is not None or not self._parts:
            return False
        last = self._parts[-1][-1]
        if last.isdigit():
            return following.isupper()
        return (last.islower() or last in ".!?”") and (following.isupper() or following.isdigit() or following in "“‘")  # noqa: RUF001 - a quotation begins

    def _put(self, text: str, raw_start: int, raw_length: int) -> None:
        if self._space is not None:
            self._append(" ", *self._space)
            self._space = None
        self._append(text, raw_start, raw_length)

    def _append(self, text: str, raw_start: int, raw_length: int) -> None:
        self._parts.append(text)
        exact = len(text) == raw_length
        if self._segments and exact:
            last = self._segments[-1]
            if last.is_exact and last.raw_start + last.raw_length == raw_start:
                self._segments[-1] = Segment(
                    last.start, last.length + raw_length, last.raw_start, last.raw_length + raw_length
                )
                self.length += len(text)
                return
        self._segments.append(Segment(self.length, len(text), raw_start, raw_length))
        require_segments(len(self._segments))
        self.length += len(text)

    def build(
        self,
        *,
        kind: BlockKind = BlockKind.PARAGRAPH,
        zone: RemovalReason | None = None,
        tag: str = "",
        element: int = 0,
        is_bold: bool = False,
    ) -> Unit | None:
        """Return the unit, or None where nothing readable was added, and start afresh."""
        unit = None
        if self._segments:
            unit = Unit(
                text="".join(self._parts),
                segments=tuple(self._segments),
                kind=kind,
                zone=zone,
                tag=tag,
                element=element,
                is_bold=is_bold,
                link_share=min(self._linked / self.length, 1.0),
            )
        self.__init__()  # type: ignore[misc]  # a fresh start is the constructor's, said once
        return unit
