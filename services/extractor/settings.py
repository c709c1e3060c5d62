"""What the extractor can be told."""

import os
from typing import Self

from pydantic import Field, HttpUrl, model_validator

from claimwire.errors import SettingsError
from claimwire.settings import Settings


class ExtractorSettings(Settings):
    """The extractor's own settings; each is read from ``CLAIMWIRE_EXTRACTOR_*``."""

    extractor_time_limit_seconds: float = Field(default=120.0, gt=0)
    """How long one article may take; the longest that is read takes about a minute."""
    extractor_embeds: bool = True
    """Whether claims carry the vector by which they are linked; if not, the linker computes it."""
    extractor_model_url: HttpUrl | None = None
    """An OpenAI-compatible endpoint that is asked for claims first, up to its version (http://host:8000/v1); none: the
    rules alone."""
    extractor_model_name: str | None = None
    """The model that the endpoint is asked for."""
    extractor_model_key_variable: str | None = None
    """The name of the environment variable that holds the endpoint's key, if it wants one."""
    extractor_model_seconds: float = Field(default=30.0, gt=0)
    """How long the endpoint may take for one article before the rules answer instead."""
    extractor_model_concurrency: int = Field(default=4, ge=1)
    """About how many articles the endpoint is asked at once."""

    @model_validator(mode="after")
    def _check_model(self) -> Self:
        if self.extractor_model_url is None:
            return self
        if not self.extractor_model_name:
            raise ValueError("CLAIMWIRE_EXTRACTOR_MODEL_NAME must name the model that the endpoint is asked for")
        if self.extractor_model_seconds >= self.extractor_time_limit_seconds:
            raise ValueError(
                "CLAIMWIRE_EXTRACTOR_MODEL_SECONDS must be less than CLAIMWIRE_EXTRACTOR_TIME_LIMIT_SECONDS, "
                "or the rules have no time left"
            )
        return self

    @property
    def model_key(self) -> str | None:
        """The endpoint's key.

        Raises:
            SettingsError: the variable that should hold it is not set.
        """
        name = self.extractor_model_key_variable
        if name is None:
            return None
        key = os.environ.get(name)
        if not key:
            raise SettingsError(
                f"CLAIMWIRE_EXTRACTOR_MODEL_KEY_VARIABLE names {name}, which is not set in this environment"
            )
        return key
