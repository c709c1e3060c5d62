"""How much this process's memory grows meanwhile."""

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PAGE_BYTES = 4096
_STATM = Path("/proc/self/statm")
_PAUSE_SECONDS = 0.002


@dataclass
class Growth:
    """The most that the resident memory was above where it began, in bytes."""

    most: int = 0


@contextmanager
def measured_memory() -> Iterator[Growth]:
    """Measure, from a thread that looks every few milliseconds."""
    gc.collect()
    growth, begun, over = Growth(), _resident(), threading.Event()

    def watch() -> None:
        while not over.is_set():
            growth.most = max(growth.most, _resident() - begun)
            time.sleep(_PAUSE_SECONDS)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield growth
    finally:
        over.set()
        watcher.join()
        growth.most = max(growth.most, _resident() - begun)


def _resident() -> int:
    return int(_STATM.read_text().split()[1]) * _PAGE_BYTES
