"""The api's own settings."""

from pydantic import Field

from claimwire.settings import Settings


class ApiSettings(Settings):
    """What the api needs to know besides what all processes do."""

    api_host: str = "127.0.0.1"
    """Where it listens. It asks nobody for a password, so only this machine is let in by default."""
    api_port: int = Field(default=8080, ge=0, le=65535)
    """Likewise; 0 means any free port."""
    api_allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    """Which names it answers to, as a JSON list; ``["*"]`` for any. A page elsewhere must not pose as this one."""
