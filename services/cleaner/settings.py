"""The cleaner's settings."""

from pathlib import Path

from pydantic import Field, field_validator

from claimwire.settings import Settings


class CleanerSettings(Settings):
    """What the cleaner needs to know besides what every process does."""

    cleaner_concurrency: int = Field(default=2, ge=1)
    """How many articles one process cleans at once; more than one overlaps reading bodies with cleaning."""
    cleaner_time_limit_seconds: float = Field(default=60.0, gt=0)
    """A page that takes longer is given up; the largest that is parsed takes about one second."""
    cleaner_memory_days: float = Field(default=30.0, ge=0)
    """How long cleaners remember an article, and an outlet that falls silent; 0: each article is cleaned by itself."""
    cleaner_site_config: Path | None = None
    """A folder with rules for sites: FiveFilters' host.txt, and dated ones as *.toml; none without it."""

    @field_validator("cleaner_site_config", mode="before")
    @classmethod
    def _nothing_is_no_folder(cls, folder: object) -> object:
        # An empty variable would name the folder that the process started in.
        return folder or None
