"""Writes and reads sentence vectors, in events and in the log. Knows no model."""

import base64

import numpy as np
from numpy.typing import NDArray

from claimwire.errors import PermanentError
from claimwire.models import Embedding

Vector = NDArray[np.float32]

DIMENSIONS = 384


def unit(vector: Vector) -> Vector:
    """Scale a vector to length one, so that a dot product is a cosine; a zero vector stays."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def pack(vector: Vector) -> bytes:
    """Write a vector as little-endian float16: 768 bytes, and a cosine moves by less than .001."""
    return vector.astype("<f2").tobytes()


def unpack(packed: bytes) -> Vector:
    """Read what pack() wrote, at unit length again."""
    return unit(np.frombuffer(packed, dtype="<f2").astype(np.float32))


def to_embedding(vector: Vector, model: str) -> Embedding:
    """Put a vector into the form that travels with an event."""
    return Embedding(model=model, dimensions=DIMENSIONS, values=base64.b64encode(pack(vector)).decode("ascii"))


def from_embedding(embedding: Embedding, model: str) -> Vector | None:
    """Read a vector that came with an event, or None if another model made it: those cannot be compared.

    Raises:
        PermanentError: the values are no vector of the length that the model gives.
    """
    if embedding.model != model:
        return None
    try:
        packed = base64.b64decode(embedding.values, validate=True)
    except ValueError as error:
        raise PermanentError(f"the embedding's values are not base64: {error}") from error
    if len(packed) != 2 * DIMENSIONS or embedding.dimensions != DIMENSIONS:
        raise PermanentError(
            f"an embedding of {model} has {DIMENSIONS} dimensions in {2 * DIMENSIONS} bytes; "
            f"this one says {embedding.dimensions} and has {len(packed)} bytes"
        )
    return unpack(packed)
