"""Runs the fetcher until it is told to stop."""

from claimwire.runtime.serve import serve
from services.fetcher.settings import FetcherSettings
from services.fetcher.worker import open_worker

if __name__ == "__main__":
    serve(open_worker, FetcherSettings)
