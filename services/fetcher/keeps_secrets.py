"""Decides whether what is sent to one address may be sent to another. Pure."""

from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def keeps_secrets(old: str, new: str) -> bool:
    """Tell whether two addresses are of one server, of which the second is no less safe."""
    (old_scheme, old_host, old_port), (new_scheme, new_host, new_port) = _server(old), _server(new)
    if old_host != new_host:
        return False
    if (old_scheme, old_port) == (new_scheme, new_port):
        return True
    return (old_scheme, old_port, new_scheme, new_port) == ("http", 80, "https", 443)


def _server(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
