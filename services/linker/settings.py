"""What may be set about the linker."""

from pydantic import Field

from claimwire.settings import Settings
from services.linker.rules import LinkRules


class LinkerSettings(Settings):
    """Settings of the linker, read from ``CLAIMWIRE_LINKER_*``."""

    linker_concurrency: int = Field(default=8, ge=1)
    """How many claims one process handles at once; embeddings overlap, linking is one at a time."""
    linker_embedding_threads: int = Field(default=1, ge=1)
    """Processor threads of one embedding; more processes scale better than more threads."""
    linker_window_hours: float = Field(default=LinkRules.window.total_seconds() / 3600, gt=0)
    """How far apart claims of one cluster may lie; twice this long claims are remembered."""
    linker_threshold: float = Field(default=LinkRules.threshold, ge=0, le=1)
    """The mean cosine to a cluster's claims from which a claim joins it."""
    linker_opposing_threshold: float = Field(default=LinkRules.opposing_threshold, ge=0, le=1)
    """The same where one is affirmed and the other negated: one word apart, their vectors are near anyway."""
