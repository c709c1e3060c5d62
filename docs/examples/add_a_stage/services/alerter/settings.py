"""The alerter's settings."""

from pydantic import Field

from claimwire.settings import Settings


class AlerterSettings(Settings):
    """What the alerter needs to know besides what all processes do."""

    alerter_concurrency: int = Field(default=16, ge=1)
    """How many events one process judges at once."""
