"""What was handed in and is no document that the fetcher takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Skipped:
    """A file, line or record that was left out, and why."""

    what: str
    reason: str
    is_document: bool = True
    """False for what was never one: a broken part of an archive, a file of another kind in a folder."""
