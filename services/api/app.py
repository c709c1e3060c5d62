"""Puts the api together."""

from collections.abc import Collection

from fastapi import FastAPI

from claimwire.index.port import IndexReader
from claimwire.read_raw import BlobStore
from services.api import articles, claims, clusters, health, home
from services.api.guard import Guard
from services.api.problems import answer_with_problems

_DESCRIPTION = """Attributed, linked claims from news feeds.

Counts are kept apart: the outlets that carry a claim, the independent texts among them (a wire story in ten outlets is
one), the origins who are said to know it, and those who deny it."""


def create_app(
    index: IndexReader, *, blobs: BlobStore | None = None, allowed_hosts: Collection[str] = ("localhost", "127.0.0.1")
) -> FastAPI:
    """Make the api over an index. Without an object store all works but the raw page in ``/why``."""
    app = FastAPI(
        title="claimwire",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,  # FastAPI's page loads its scripts from another host
        redoc_url=None,
    )
    app.state.index = index
    app.state.blobs = blobs
    for part in (claims, articles, clusters, health, home):
        app.include_router(part.router)
    answer_with_problems(app)
    app.add_middleware(Guard, allowed_hosts=frozenset(allowed_hosts))
    return app
