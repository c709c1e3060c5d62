"""Claims over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from claimwire.answers import ClaimAnswer, Page
from claimwire.explain import Explanation, explain_claim
from claimwire.index.documents import ClaimDocument, DocumentKind, ExtractedClaim
from claimwire.index.port import IndexReader
from services.api.index_access import Index
from services.api.problems import PROBLEMS, PROBLEMS_OF_ONE, NotFound
from services.api.query_parameters import ClaimParameters

router = APIRouter(prefix="/v1/claims", tags=["claims"])


@router.get("", summary="Search claims", responses=PROBLEMS)
async def search_claims(index: Index, parameters: Annotated[ClaimParameters, Query()]) -> Page[ClaimAnswer]:
    """Find current claims: those of the newest version of each article."""
    return await find_claims(index, parameters)


@router.get("/{claim_id}", summary="One claim", responses=PROBLEMS_OF_ONE)
async def get_claim(index: Index, claim_id: str) -> ClaimAnswer:
    """Return a claim, also one that a newer version of its article has superseded."""
    return ClaimAnswer.of(*await _claim(index, claim_id))


@router.get("/{claim_id}/why", summary="Where a claim comes from", responses=PROBLEMS_OF_ONE)
async def why(
    request: Request, index: Index, claim_id: str, context: Annotated[int, Query(ge=0, le=2000)] = 200
) -> Explanation:
    """Show the evidence in the cleaned text and in the raw page, with ``context`` characters around it."""
    document, extracted = await _claim(index, claim_id)
    return await explain_claim(index, request.app.state.blobs, document, extracted, context=context)


async def find_claims(index: IndexReader, parameters: ClaimParameters) -> Page[ClaimAnswer]:
    """Search claims; also for the page for people."""
    request = parameters.request()
    page = await index.search(request)
    found = [
        ClaimAnswer.of(hit.document, hit.document.extracted)
        for hit in page.hits
        if isinstance(hit.document, ClaimDocument) and hit.document.extracted
    ]
    return Page[ClaimAnswer].of(request, page, found)


async def _claim(index: IndexReader, claim_id: str) -> tuple[ClaimDocument, ExtractedClaim]:
    document = await index.get(DocumentKind.CLAIM, claim_id)
    if document is None or document.extracted is None:
        raise NotFound("claim", claim_id)
    return document, document.extracted
