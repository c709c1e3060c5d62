"""What the fetcher calls itself."""

from claimwire.version import VERSION


def user_agent(contact: str | None) -> str:
    """Return its true name and version, and whom to ask about it."""
    name = f"claimwire/{VERSION}"
    return f"{name} (+{contact})" if contact else name
