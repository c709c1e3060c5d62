"""Tells an index that is not there from one that is empty, which look the same to a reader."""

from claimwire.settings import Settings


def has_index(settings: Settings) -> bool:
    """Tell whether an indexer has ever begun an index in the data folder."""
    return settings.index_folder.is_dir()


def no_index(settings: Settings) -> str:
    """Say that there is no index, and what to do."""
    return f"there is no index in {settings.data_folder.absolute()}: start 'claimwire up', or is --data wrong?"
