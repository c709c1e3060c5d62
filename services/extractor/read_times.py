"""Reads the times of a statement and resolves them against the article's publication, no more exactly than they say."""

from datetime import date

from claimwire.models import DatedBelief, Granularity, TimeExpression
from services.extractor.read_time_forms import Context, UndatedError
from services.extractor.time_patterns import PATTERNS

_DAY_OR_FINER = frozenset({Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.DAY})


def read_times(
    text: str, start: int, end: int, *, published: DatedBelief | None, offset: int
) -> tuple[TimeExpression, ...]:
    """Read the times between two characters of a passage that starts at ``offset`` of the article.

    Days count in the zone that the publication is given in. Without a publication date, or with one that names no
    day, only times that name their own year are resolved.
    """
    found: list[TimeExpression] = []
    context = Context(text=text, start=start, end=end, published=_day_of(published))
    for pattern, read in PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() + offset < other.end and other.start < match.end() + offset for other in found):
                continue
            try:
                resolved = read(match, context)
            except UndatedError:
                resolved = None
            found.append(
                TimeExpression(
                    start=match.start() + offset,
                    end=match.end() + offset,
                    text=match.group(),
                    resolved=resolved.start if resolved else None,
                    until=resolved.until if resolved else None,
                    granularity=resolved.granularity if resolved else None,
                ),
            )
    return tuple(sorted(found, key=lambda time: time.start))


def _day_of(published: DatedBelief | None) -> date | None:
    if published is None or published.granularity not in _DAY_OR_FINER:
        return None
    return published.instant.date()
