"""Runs the alerter until it is told to stop."""

from claimwire.runtime.serve import serve
from services.alerter.settings import AlerterSettings
from services.alerter.worker import open_worker

if __name__ == "__main__":
    serve(open_worker, AlerterSettings)
