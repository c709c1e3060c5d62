"""Runs the extractor until it is told to stop."""

from claimwire.runtime.serve import serve
from services.extractor.settings import ExtractorSettings
from services.extractor.worker import open_worker

if __name__ == "__main__":
    serve(open_worker, ExtractorSettings)
