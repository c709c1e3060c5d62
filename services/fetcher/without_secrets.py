"""Strips a subscription of what might be secret, so that it can be written down. Pure."""

from dataclasses import replace

from services.fetcher.environment_references import is_open, is_referring
from services.fetcher.feed_subscription import FeedSubscription


def without_secrets(subscription: FeedSubscription) -> FeedSubscription:
    """Return the subscription with those headers and that proxy only that refer to the environment."""
    proxy = subscription.proxy
    return replace(
        subscription,
        headers={name: value for name, value in subscription.headers.items() if is_referring(value)},
        proxy=proxy if proxy and is_open(proxy) else None,
    )
