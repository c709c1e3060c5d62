"""Runs the indexer until it is told to stop."""

from claimwire.runtime.serve import serve
from services.indexer.settings import IndexerSettings
from services.indexer.worker import open_worker

if __name__ == "__main__":
    serve(open_worker, IndexerSettings)
