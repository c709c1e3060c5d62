"""Every response that a sample archive holds is an article, or dropped with a reason. They are others' archives."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from claimwire.events import ArticleDiscovered
from services.fetcher.discover_archive import discover_archive
from services.fetcher.moments import Moments
from services.fetcher.page import FetchFailed
from services.fetcher.read_archived_page import read_archived_page
from services.fetcher.skipped import Skipped
from tests.quality.sample_archives import sample_archives

ARCHIVES = sample_archives()
LIMIT_BYTES = 10 * 1024 * 1024
#: Floors only rise. Measured 15.
LEAST_ARTICLES = 15

#: What begins a capture, found by no parser but by its bytes.
_CAPTURE = re.compile(
    rb"^WARC-Type: (?:response|resource|revisit)\r?$|^https?://\S.* \S+ \d{14,18} \S+ \S+$", re.MULTILINE
)


@pytest.mark.skipif(not ARCHIVES, reason="NO SAMPLE ARCHIVE IS READ: they are not on this machine")
def test_every_capture_of_the_sample_archives_is_an_article_or_dropped_with_a_reason() -> None:
    outcomes = {path.name: _read(path) for path in ARCHIVES}

    print(f"{'archive':42} captures = articles + dropped + without address; broken parts")
    for path in ARCHIVES:
        found, total = outcomes[path.name], _captures(path)
        reasons = ", ".join(
            f"{count} {reason}" for reason, count in sorted(found.items()) if reason not in _NOT_DROPPED
        )
        dropped = sum(count for reason, count in found.items() if reason not in _NOT_DROPPED)
        numbers = f"{total:3} = {found['article']:3} + {dropped:3} + {found['no address']:3}; {found['broken']}"
        print(f"{path.name:42} {numbers}  {reasons}")
    accounted = {name: sum(found.values()) - found["broken"] for name, found in outcomes.items()}
    assert accounted == {path.name: _captures(path) for path in ARCHIVES}
    assert [name for name, found in outcomes.items() if found["no detail"]] == []
    assert sum(found["article"] for found in outcomes.values()) >= LEAST_ARTICLES


_NOT_DROPPED = ("article", "no address", "broken")


def _read(path: Path) -> Counter[str]:
    """Count what became of each capture, and the parts that could not be read."""
    outcomes: Counter[str] = Counter()
    for found in discover_archive(path, outlet=None, clock=Moments()):
        if isinstance(found, Skipped):
            outcomes["no address" if found.is_document else "broken"] += 1
        else:
            outcomes[_outcome(found)] += 1
    return outcomes


def _outcome(event: ArticleDiscovered) -> str:
    try:
        page = read_archived_page(event.archive or "", event.url, event.discovered_at, LIMIT_BYTES)
    except FetchFailed as failure:
        return failure.reason.value if failure.detail else "no detail"
    assert page.body
    return "article"


def _captures(path: Path) -> int:
    body = path.read_bytes()
    return len(_CAPTURE.findall(gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body))
