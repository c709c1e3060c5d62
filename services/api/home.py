"""The page for people: a search box over claims, and what was found. Works without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader
from pydantic import ValidationError

from claimwire.answers import ClaimAnswer, Page
from claimwire.errors import IndexUnavailable
from claimwire.index.documents import DocumentKind
from claimwire.index.port import Highlight, IndexReader
from claimwire.models import Cluster, Stance
from services.api.claims import find_claims
from services.api.other_numbers import other_numbers
from services.api.problems import explain_invalid
from services.api.query_parameters import ClaimParameters

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = _TEMPLATES / "style.css"

#: Claims of one cluster that are looked at for other numbers; a page shows many clusters.
_COMPARED_CLAIMS = 50

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class _ClusterShown:
    """A cluster, and its current claims: its own count holds those of older versions too, which no search finds."""

    cluster: Cluster
    claim_count: int
    claims: tuple[ClaimAnswer, ...]

    def other_numbers(self, claim: ClaimAnswer) -> list[tuple[str, str]]:
        return other_numbers(claim, self.claims)


@router.get("/style.css")
async def style() -> FileResponse:
    """Serve the page's one style sheet."""
    return FileResponse(_STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


@router.get("/")
async def home(request: Request) -> Response:
    """Show the search box, and the claims that the address asks for."""
    index: IndexReader = request.app.state.index
    # A form sends its empty fields too; they ask for nothing.
    asked = {name: value for name, value in request.query_params.items() if value.strip()}
    try:
        parameters = ClaimParameters.model_validate(asked)
        await index.refresh()
        page = await find_claims(index, parameters)
        clusters = await _clusters(index, page)
    except ValidationError as error:
        return _rendered(asked, HTTPStatus.BAD_REQUEST, problem=explain_invalid(error.errors()))
    except IndexUnavailable as error:
        return _rendered(asked, HTTPStatus.SERVICE_UNAVAILABLE, problem=str(error))
    previous = max(0, parameters.offset - parameters.limit) if parameters.offset else None
    return _rendered(
        asked,
        HTTPStatus.OK,
        page=page,
        clusters=clusters,
        next_page=_address(asked, page.next_offset),
        previous_page=_address(asked, previous),
    )


async def _clusters(index: IndexReader, page: Page[ClaimAnswer]) -> dict[str, _ClusterShown]:
    ids = {item.found.cluster_id for item in page.items if item.found.cluster_id}
    documents = [await index.get(DocumentKind.CLUSTER, each) for each in sorted(ids)]
    return {each.cluster.cluster_id: await _shown(index, each.cluster) for each in documents if each}


async def _shown(index: IndexReader, cluster: Cluster) -> _ClusterShown:
    if cluster.claims.count == 1:
        return _ClusterShown(cluster, 1, ())
    parameters = ClaimParameters(cluster=cluster.cluster_id, limit=_COMPARED_CLAIMS)
    claims = await find_claims(index, parameters)
    return _ClusterShown(cluster, claims.total, tuple(item.found for item in claims.items))


def _rendered(
    asked: Mapping[str, str],
    status: HTTPStatus,
    *,
    page: Page[ClaimAnswer] | None = None,
    clusters: Mapping[str, _ClusterShown] | None = None,
    problem: str | None = None,
    next_page: str | None = None,
    previous_page: str | None = None,
) -> HTMLResponse:
    text = (
        _environment()
        .get_template("home.html")
        .render(
            asked=asked,
            stances=list(Stance),
            page=page,
            clusters=clusters or {},
            problem=problem,
            next_page=next_page,
            previous_page=previous_page,
        )
    )
    return HTMLResponse(text, status)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"web_address": web_address, "marked": marked}
    return environment


def web_address(url: str | None) -> str | None:
    """Give back an address that may be followed from a page; None for any other, such as javascript:."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def marked(evidence: str, highlight: Highlight | None) -> list[tuple[str, bool]]:
    """Part the evidence into runs, and tell which of them were searched for."""
    start = evidence.find(highlight.excerpt) if highlight else -1
    if highlight is None or start < 0:
        return [(evidence, False)]
    runs, done = [], 0
    for match in highlight.matches:
        runs += [
            (evidence[done : start + match.start], False),
            (evidence[start + match.start : start + match.end], True),
        ]
        done = start + match.end
    return [run for run in (*runs, (evidence[done:], False)) if run[0]]


def _address(asked: Mapping[str, str], offset: int | None) -> str | None:
    return None if offset is None else "/?" + urlencode({**asked, "offset": str(offset)})
