"""The cleaner's settings."""

from pydantic import Field

from claimwire.settings import Settings


class CleanerSettings(Settings):
    """What the cleaner needs to know besides what every process does."""

    cleaner_concurrency: int = Field(default=2, ge=1)
    """How many articles one process cleans at once; more than one overlaps reading bodies with cleaning."""
    cleaner_time_limit_seconds: float = Field(default=60.0, gt=0)
    """A page that takes longer is given up; the largest that is parsed takes about five seconds."""
