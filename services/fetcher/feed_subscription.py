"""A feed as a person subscribes to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from claimwire.errors import ClaimwireError
from services.fetcher.environment_references import find_secret


class InvalidFeed(ClaimwireError):
    """Raised when a feed's settings make no sense or hold a secret, or a feed is not in the registry."""


@dataclass(frozen=True)
class FeedSubscription:
    """A feed to be polled."""

    url: str
    outlet: str | None = None
    """None means the host of each article."""
    interval_seconds: float | None = None
    """None means one that follows how often the feed brings news."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent to the feed's own host only; ``${NAME}`` in a value stands for a variable of the fetcher's environment."""
    proxy: str | None = None
    """May hold ``${NAME}``, too."""
    language: str | None = None
    """A hint for the stages behind."""
    content_only: bool = False
    """Whether the feed's content is the article, and pages are not asked for."""


SUBSCRIPTION: TypeAdapter[FeedSubscription] = TypeAdapter(FeedSubscription)


def check_subscription(subscription: FeedSubscription) -> None:
    """Check that a feed can be polled.

    Raises:
        InvalidFeed: the address or the interval makes no sense, or there is a secret that belongs in the environment.
    """
    url = subscription.url
    if not is_feed_address(url):
        raise InvalidFeed(f"{url!r} is no feed address; give one that starts with http:// or https://")
    if subscription.interval_seconds is not None and subscription.interval_seconds <= 0:
        raise InvalidFeed(f"{url} cannot be polled each {subscription.interval_seconds} s; give more than 0")
    if "@" in urlsplit(url).netloc:
        raise InvalidFeed(
            f"the address of a feed at {urlsplit(url).hostname} holds a user or a password; leave them out, and send "
            "the header 'Authorization: Basic ${VARIABLE}' instead"
        )
    if secret := find_secret(subscription.headers, subscription.proxy):
        raise InvalidFeed(
            f"{url}: {secret} may hold a secret; put that into a variable of the fetcher's environment, and write "
            "${VARIABLE} for it"
        )


def is_feed_address(url: str) -> bool:
    """Tell whether an address is one that can be polled."""
    try:
        url.encode()
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
