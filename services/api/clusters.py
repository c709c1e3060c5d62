"""Clusters over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from claimwire.answers import ClusterAnswer, Page
from claimwire.index.documents import ClusterDocument, DocumentKind
from services.api.index_access import Index
from services.api.problems import PROBLEMS, PROBLEMS_OF_ONE, NotFound
from services.api.query_parameters import ClusterParameters

router = APIRouter(prefix="/v1/clusters", tags=["clusters"])


@router.get("", summary="Search clusters", responses=PROBLEMS)
async def search_clusters(index: Index, parameters: Annotated[ClusterParameters, Query()]) -> Page[ClusterAnswer]:
    """Find clusters by the claim that stands for them; ``since`` and ``until`` look at when they last changed."""
    request = parameters.request()
    page = await index.search(request)
    found = [ClusterAnswer.of(hit.document.cluster) for hit in page.hits if isinstance(hit.document, ClusterDocument)]
    return Page[ClusterAnswer].of(request, page, found)


@router.get("/{cluster_id}", summary="One cluster", responses=PROBLEMS_OF_ONE)
async def get_cluster(index: Index, cluster_id: str) -> ClusterAnswer:
    """Return a cluster. Outlets, independent texts, origins and deniers are counted apart."""
    document = await index.get(DocumentKind.CLUSTER, cluster_id)
    if document is None:
        raise NotFound("cluster", cluster_id)
    return ClusterAnswer.of(document.cluster)
