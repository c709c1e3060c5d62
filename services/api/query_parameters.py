"""What may be asked in an address, and the search request it makes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from claimwire.index.documents import DocumentKind
from claimwire.index.port import MAX_LIMIT, MAX_OFFSET, Filters, SearchRequest, Sort
from claimwire.models import Stance


def first_instant(text: str) -> datetime:
    """Read a date as the start of that day in UTC, or an instant as itself."""
    return _instant(text, days=0)


def end_instant(text: str) -> datetime:
    """Read a date as the end of that day in UTC, which is the start of the next, or an instant as itself."""
    return _instant(text, days=1)


def _instant(text: str, *, days: int) -> datetime:
    try:
        if len(text) == len("2031-05-20"):
            return datetime.combine(date.fromisoformat(text) + timedelta(days=days), time(), UTC)
        instant = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise ValueError("must be a date such as 2031-05-20, or an instant such as 2031-05-20T10:22:00Z") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


_DATE_SCHEMA = WithJsonSchema({"type": "string", "examples": ["2031-05-20", "2031-05-20T10:22:00Z"]})
Since = Annotated[datetime, BeforeValidator(first_instant), _DATE_SCHEMA]
Until = Annotated[datetime, BeforeValidator(end_instant), _DATE_SCHEMA]


class ArticleParameters(BaseModel):
    """What may be asked of articles. A parameter that does not exist is an error, for it would be a typing error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: str = Field(
        default="",
        max_length=1000,
        description='All words must occur, "quoted words" in a row. Empty finds all.',
    )
    outlet: str | None = Field(default=None, max_length=300, description="The outlet's whole name, in any case.")
    since: Since | None = Field(default=None, description="Published on this day or at this instant, or later.")
    until: Until | None = Field(default=None, description="Published on this day or earlier; before this instant.")
    sort: Sort = Field(default=Sort.RELEVANCE, description="Without `q`, both orders are newest first.")
    limit: int = Field(default=20, ge=1, le=MAX_LIMIT)
    offset: int = Field(default=0, ge=0, le=MAX_OFFSET)

    def request(self) -> SearchRequest:
        """Make the search."""
        return self._request(DocumentKind.ARTICLE, Filters(outlet=self.outlet, since=self.since, until=self.until))

    def _request(self, kind: DocumentKind, filters: Filters) -> SearchRequest:
        return SearchRequest(
            kind=kind, text=self.q, filters=filters, sort=self.sort, limit=self.limit, offset=self.offset
        )


class ClusterParameters(ArticleParameters):
    """What may be asked of clusters."""

    speaker: str | None = Field(
        default=None, max_length=300, description="Words of a speaker's name, in any order and case."
    )

    def request(self) -> SearchRequest:
        """Make the search."""
        filters = Filters(outlet=self.outlet, speaker=self.speaker, since=self.since, until=self.until)
        return self._request(DocumentKind.CLUSTER, filters)


class ClaimParameters(ClusterParameters):
    """What may be asked of claims."""

    stance: Stance | None = None
    article: str | None = Field(default=None, max_length=100, description="An article's id.")
    cluster: str | None = Field(default=None, max_length=100, description="A cluster's id.")

    def request(self) -> SearchRequest:
        """Make the search."""
        filters = Filters(
            outlet=self.outlet,
            speaker=self.speaker,
            stance=self.stance,
            article_id=self.article,
            cluster_id=self.cluster,
            since=self.since,
            until=self.until,
        )
        return self._request(DocumentKind.CLAIM, filters)
