"""What the extractor can be told."""

from pydantic import Field

from claimwire.settings import Settings


class ExtractorSettings(Settings):
    """The extractor's own settings; each is read from ``CLAIMWIRE_EXTRACTOR_*``."""

    extractor_time_limit_seconds: float = Field(default=120.0, gt=0)
    """How long one article may take; the longest that is read takes about a minute."""
