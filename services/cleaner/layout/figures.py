"""What units are described in: columns of figures, a row for each unit."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Weighed(NamedTuple):
    """A page's units in figures."""

    words: Floats
    linked: Floats
    """Words inside links."""
    is_paragraph: NDArray[np.bool_]
    paragraph: Floats
    """A paragraph's words, by how far its place may be trusted; 0 for what is none."""
