"""What every model of the contract shares: frozen, tolerant of fields that a newer producer added."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value of the contract.

    Unknown fields are ignored, because schemas only grow: an older consumer must be able to read what a newer
    producer writes.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="null")


class Span(Model):
    """A half-open range of characters (Unicode code points, not bytes): ``text[start:end]``."""

    start: int
    end: int
