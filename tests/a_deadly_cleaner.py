"""The cleaner as it is, but for pages that kill it or never let it go: ``python -m tests.a_deadly_cleaner``."""

import os
import re
import signal
import time
from typing import Any

from claimwire.blobs import Blobs
from claimwire.models import BlobReference
from claimwire.runtime.serve import serve
from services.cleaner.settings import CleanerSettings
from services.cleaner.worker import open_worker

KILLS = b"this page takes more memory than there is"
EXITS = b"this page ends the process"
HANGS = b"this page never ends"
FREEZES = b"this page never ends, and lets nobody else work"


class DeadlyBody(bytes):
    """A body that strikes when the cleaner begins to decode it, in the thread that cleans."""

    def startswith(self, *_: Any) -> bool:
        if KILLS in self:
            os.kill(os.getpid(), signal.SIGKILL)
        if EXITS in self:
            os._exit(139)
        if FREEZES in self:
            re.match("(a+)+$", "a" * 64 + "b")  # in C, and with the interpreter's lock
        time.sleep(3600)
        return False


get = Blobs.get


async def get_deadly(blobs: Blobs, reference: BlobReference) -> bytes:
    body = await get(blobs, reference)
    return DeadlyBody(body) if any(mark in body for mark in (KILLS, EXITS, HANGS)) else body


if __name__ == "__main__":
    Blobs.get = get_deadly  # type: ignore[method-assign]  # this process exists to die here
    serve(open_worker, CleanerSettings)
