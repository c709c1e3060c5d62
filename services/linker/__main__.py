"""Runs the linker until it is told to stop."""

from claimwire.runtime.serve import serve
from services.linker.settings import LinkerSettings
from services.linker.worker import open_worker

if __name__ == "__main__":
    serve(open_worker, LinkerSettings)
