"""Cleans hostile documents, each in a process of its own, and says what each cost.

``python -m tests.unit.cleaner.hostile.probe`` reads names of documents, one a line, and answers each with a line of
JSON. Its processes are forked from one that has loaded and warmed up the cleaner, so that a document is charged with
its own time and memory only.
"""

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping

from services.cleaner.clean import clean
from services.cleaner.document import NotAnArticle, RawDocument

#: No document comes near; one that does must not take the machine along.
_MOST_PROCESSOR_SECONDS = 30
_MOST_ADDRESS_SPACE = 4 << 30
_WARMING = ("the most short paragraphs", "the most paragraphs of text")


def main(documents: Mapping[str, Callable[[], RawDocument]]) -> None:
    for name in _WARMING:
        _clean_one(documents[name]())
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        print(_in_a_process(documents[line.strip()]), flush=True)


def _in_a_process(make: Callable[[], RawDocument]) -> str:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, json.dumps(_measure(make)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read().decode()
    _, status = os.waitpid(child, 0)
    return told or json.dumps({"ended": f"died: {os.waitstatus_to_exitcode(status)}", "seconds": -1, "mebibytes": -1})


def _measure(make: Callable[[], RawDocument]) -> dict[str, str | float]:
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_PROCESSOR_SECONDS, _MOST_PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESS_SPACE, _MOST_ADDRESS_SPACE))
    before = _memory("VmRSS")
    document = make()
    _forget_peak()
    begun = time.process_time()
    ended = _clean_one(document)
    seconds = time.process_time() - begun
    return {"ended": ended, "seconds": seconds, "mebibytes": (_memory("VmHWM") - before) / 1024}


def _clean_one(document: RawDocument) -> str:
    try:
        clean(document)
    except NotAnArticle as refusal:
        return refusal.reason.value
    except Exception as error:  # noqa: BLE001 - that it is none of the others is what is told
        return f"{type(error).__name__}: {error}"[:300]
    return "article"


def _forget_peak() -> None:
    """Let the peak begin here (man 5 proc): what the document's making took is not charged, the document is."""
    with open("/proc/self/clear_refs", "w") as file:  # noqa: PTH123 - no file
        file.write("5")


def _memory(name: str) -> int:
    with open("/proc/self/status") as file:  # noqa: PTH123 - no file
        return next(int(line.split()[1]) for line in file if line.startswith(f"{name}:"))


if __name__ == "__main__":
    from tests.unit.cleaner.hostile.documents import DOCUMENTS

    main(DOCUMENTS)
