"""The cleaner against trafilatura, page by page in one process, on the same pages, in turn, in one run.

Processor time, not the clock's, so that neighbours on the machine do not count; what both take to start is printed
apart. Pages are those of 109 publishers where ../shared has them, the sample newsroom's otherwise.
"""

import gzip
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import trafilatura

from claimwire.demo.site import DemoSite
from services.cleaner.clean import clean
from services.cleaner.document import NotAnArticle, RawDocument
from tests.quality.publishers import pages

ROOT = Path(__file__).parents[2]
ROUNDS = 5
START = {
    "cleaner": "import services.cleaner.clean",
    "trafilatura": "import trafilatura",
}


def bodies() -> Iterator[bytes]:
    """Yield the pages."""
    if found := pages():
        yield from (gzip.decompress(path.read_bytes()) for path in found)
        return
    for resource in DemoSite(ROOT / "deploy" / "demo").resources("http://127.0.0.1").values():
        if resource.media_type == "text/html":
            yield resource.body


def clean_page(body: bytes) -> None:
    """Clean a page as the worker does."""
    with suppress(NotAnArticle):
        clean(RawDocument(body=body, media_type="text/html"))


def seconds_of(work: Callable[[bytes], object], documents: list[bytes]) -> float:
    """Return the processor time that all pages take."""
    begun = time.process_time()
    for body in documents:
        work(body)
    return time.process_time() - begun


def start_seconds(code: str) -> float:
    """Return how long a new process takes until it could begin, by the clock."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    return time.perf_counter() - begun


def main() -> None:
    """Print the ratio and its spread."""
    documents = list(bodies())
    seconds_of(clean_page, documents)
    seconds_of(trafilatura.extract, documents)
    ratios, ours = [], []
    for _ in range(ROUNDS):
        mine = seconds_of(clean_page, documents)
        ratios.append(seconds_of(trafilatura.extract, documents) / mine)
        ours.append(len(documents) / mine)
    print(
        f"cleaner against trafilatura: ratio {statistics.median(ratios):.2f} "
        f"(min {min(ratios):.2f}, max {max(ratios):.2f}) over {ROUNDS} rounds of {len(documents)} pages; "
        f"cleaner {statistics.median(ours):.0f} pages/s of one processor"
    )
    print(
        "until a process could begin: "
        + ", ".join(f"{name} {start_seconds(code):.2f} s" for name, code in START.items())
    )


if __name__ == "__main__":
    main()
