"""Compares each claim's confidence with how often such claims are right, by texts that others marked."""

from collections.abc import Sequence

import pytest

from claimwire.models import CleanArticle
from services.extractor.extract import Extractor, load_extractor
from tests.quality import polnear

#: The confidences were counted in every other article of the training part (``score.py``), from the first; these are
#: every tenth of the others. Measured .028 there and .030 on all of the dev part.
HELD_OUT = slice(1, None, 10)
#: Mean distance between confidence and share of right claims, weighted by claims, in bins of a tenth. It only falls.
MOST_ERROR = 0.035
#: Claims of high confidence are right more often than those of low confidence, by at least this. Measured .30 and .34.
LEAST_SPREAD = 0.28
HIGH, LOW = 0.78, 0.6
BINS = 10

Judged = tuple[float, bool]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not polnear.is_here(), reason="CONFIDENCE IS NOT COMPARED: the corpus is not on this machine")
@pytest.mark.parametrize(("split", "part"), [("train", HELD_OUT), ("dev", slice(None))], ids=["held out", "dev"])
def test_a_confidence_is_the_share_of_such_claims_that_are_right(split: str, part: slice) -> None:
    judged = _judged(load_extractor(), polnear.articles(split)[part])

    print(f"\n{split}: {len(judged)} claims\n{_table(judged)}\nexpected calibration error {_error(judged):.3f}")
    high = [is_right for confidence, is_right in judged if confidence >= HIGH]
    low = [is_right for confidence, is_right in judged if confidence < LOW]
    assert _error(judged) <= MOST_ERROR
    assert sum(high) / len(high) - sum(low) / len(low) >= LEAST_SPREAD


def _judged(extractor: Extractor, articles: Sequence[tuple[str, object]]) -> list[Judged]:
    return [
        (claim.confidence, is_right)
        for text, attributions in articles
        for claim, is_right in polnear.judge(
            text, attributions, extractor.extract(CleanArticle(text=text), "ver_calibration")
        )
    ]


def _bins(judged: Sequence[Judged]) -> dict[int, list[Judged]]:
    bins: dict[int, list[Judged]] = {}
    for confidence, is_right in judged:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, is_right))
    return dict(sorted(bins.items()))


def _means(judged: Sequence[Judged]) -> tuple[float, float]:
    """Give the mean confidence and the share that is right."""
    return sum(each for each, _ in judged) / len(judged), sum(each for _, each in judged) / len(judged)


def _error(judged: Sequence[Judged]) -> float:
    means = [(len(each), *_means(each)) for each in _bins(judged).values()]
    return sum(count * abs(confidence - right) for count, confidence, right in means) / len(judged)


def _table(judged: Sequence[Judged]) -> str:
    lines = ["confidence   claims   mean   right"]
    for tenth, each in _bins(judged).items():
        confidence, right = _means(each)
        lines.append(f"{tenth / BINS:.1f} to {(tenth + 1) / BINS:.1f}   {len(each):6}   {confidence:.2f}   {right:.2f}")
    return "\n".join(lines)
