"""Tells whoever restarts or routes whether this process lives, and whether it can serve."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from pydantic import Field

from claimwire.answers import Answer
from claimwire.errors import IndexUnavailable
from claimwire.index.documents import DocumentKind

router = APIRouter(tags=["health"])


class Health(Answer):
    """Whether requests can be served, why not, and what there is to serve."""

    healthy: bool
    reasons: tuple[str, ...] = ()
    documents: dict[DocumentKind, int] = Field(default_factory=dict)


@router.get("/livez", summary="Whether the process lives")
async def live() -> dict[str, bool]:
    """Answer at all; restart the process if it does not."""
    return {"alive": True}


@router.get("/health", summary="Whether it can serve", responses={HTTPStatus.SERVICE_UNAVAILABLE: {"model": Health}})
async def health(request: Request, response: Response) -> Health:
    """Read the index. An index that is still empty is healthy."""
    index = request.app.state.index
    try:
        await index.refresh()
        statistics = await index.statistics()
    except IndexUnavailable as error:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return Health(healthy=False, reasons=(str(error),))
    return Health(healthy=True, documents=statistics.current)
