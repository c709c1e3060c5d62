"""Articles over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from claimwire.answers import ArticleAnswer, ArticleSummary, Page
from claimwire.index.documents import ArticleDocument, DocumentKind
from services.api.index_access import Index
from services.api.problems import PROBLEMS, PROBLEMS_OF_ONE, NotFound
from services.api.query_parameters import ArticleParameters

router = APIRouter(prefix="/v1/articles", tags=["articles"])


@router.get("", summary="Search articles", responses=PROBLEMS)
async def search_articles(index: Index, parameters: Annotated[ArticleParameters, Query()]) -> Page[ArticleSummary]:
    """Find articles by the text of their newest version."""
    request = parameters.request()
    page = await index.search(request)
    found = [
        ArticleSummary.of_document(hit.document, hit.document.content)
        for hit in page.hits
        if isinstance(hit.document, ArticleDocument) and hit.document.content
    ]
    return Page[ArticleSummary].of(request, page, found)


@router.get("/{article_id}", summary="One article", responses=PROBLEMS_OF_ONE)
async def get_article(index: Index, article_id: str) -> ArticleAnswer:
    """Return an article with its cleaned text, and with what was removed from the page, and why."""
    document = await index.get(DocumentKind.ARTICLE, article_id)
    if document is None or document.content is None:
        raise NotFound("article", article_id)
    return ArticleAnswer.of_document(document, document.content)
