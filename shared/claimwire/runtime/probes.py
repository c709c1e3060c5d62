"""Serves /metrics to Prometheus and /health to whoever restarts processes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from claimwire.telemetry.health import Health
from claimwire.telemetry.metrics import Metrics


class _Server(ThreadingMixIn, WSGIServer):
    """One thread a request, so that a prober that says nothing holds up no other, nor the exit."""

    daemon_threads = True


class _Silent(WSGIRequestHandler):
    timeout = 5  # seconds for a request to come

    def log_message(self, *_: object) -> None:
        """Say nothing: a probe every few seconds is no news."""


@contextmanager
def serve_probes(metrics: Metrics, health: Health, host: str, port: int) -> Iterator[int]:
    """Serve until left, in a thread of its own, and yield the port."""
    exposition = make_wsgi_app(metrics.registry)

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] == "/health":
            problem = health.problem()
            start_response("503 Service Unavailable" if problem else "200 OK", [("Content-Type", "text/plain")])
            return [f"{problem or 'ok'}\n".encode()]
        return exposition(environ, start_response)

    server = make_server(host, port, application, server_class=_Server, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True, name="probes")
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
