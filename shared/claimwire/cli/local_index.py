"""Tells an index that is not there from one that is empty, which look the same to a reader."""

from claimwire.settings import Settings


def missing_index(settings: Settings) -> str | None:
    """Say that no indexer has ever begun an index in the data folder, and what to do; None where one has."""
    if settings.index_folder.is_dir():
        return None
    return f"there is no index in {settings.data_folder.absolute()}: start 'claimwire up', or is --data wrong?"
