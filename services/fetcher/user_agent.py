"""What the fetcher calls itself."""

from importlib.metadata import PackageNotFoundError, version


def user_agent(contact: str | None) -> str:
    """Return its true name and version, and whom to ask about it."""
    try:
        name = f"claimwire/{version('claimwire')}"
    except PackageNotFoundError:  # run from a checkout
        name = "claimwire"
    return f"{name} (+{contact})" if contact else name
