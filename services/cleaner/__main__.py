"""Runs the cleaner until it is told to stop."""

from claimwire.runtime.serve import serve
from services.cleaner.settings import CleanerSettings
from services.cleaner.worker import open_worker

if __name__ == "__main__":
    serve(open_worker, CleanerSettings)
