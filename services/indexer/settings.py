"""The indexer's own settings."""

from pydantic import Field

from claimwire.settings import Settings


class IndexerSettings(Settings):
    """What the indexer needs to know besides what all workers do."""

    indexer_concurrency: int = Field(default=500, ge=1)
    """How many events of a kind wait together for one commit of the index; more make commits larger, not later."""
