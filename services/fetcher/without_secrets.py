"""Strips a subscription of what might be secret, so that it can be written down. Pure."""

import re
from dataclasses import replace

from services.fetcher.environment_references import REFERENCE
from services.fetcher.feed_subscription import FeedSubscription

#: Only the name of a scheme (RFC 9110, 11.1) may stand before a reference; anything else may be the secret itself.
_HEADER = re.compile(rf"(?:(?:basic|bearer|digest|token|apikey) )?{REFERENCE}(?::{REFERENCE})?", re.IGNORECASE)
_PROXY = re.compile(
    rf"{REFERENCE}|[a-z0-9]{{1,10}}://(?:{REFERENCE}(?::{REFERENCE})?@)?[A-Za-z0-9.\[\]:-]{{1,253}}/?", re.IGNORECASE
)


def without_secrets(subscription: FeedSubscription) -> FeedSubscription:
    """Return the subscription with those headers and that proxy only that refer to the environment."""
    proxy = subscription.proxy
    return replace(
        subscription,
        headers={name: value for name, value in subscription.headers.items() if _HEADER.fullmatch(value.strip())},
        proxy=proxy if proxy and _PROXY.fullmatch(proxy) else None,
    )
