"""How routes come by the index: each request sees what is durable when it arrives."""

from typing import Annotated

from fastapi import Depends, Request

from claimwire.index.port import IndexReader


async def fresh_index(request: Request) -> IndexReader:
    """Return the app's reader, refreshed."""
    index: IndexReader = request.app.state.index
    await index.refresh()
    return index


Index = Annotated[IndexReader, Depends(fresh_index)]
