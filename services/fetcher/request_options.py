"""What a feed's settings add to its requests, with their references to the environment resolved. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from claimwire.errors import ClaimwireError
from services.fetcher.environment_references import REFERENCE
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.keeps_secrets import keeps_secrets


class MissingVariable(ClaimwireError):
    """Raised when a feed's settings name a variable that is not set, or whose value can stand in no header."""


@dataclass(frozen=True, kw_only=True)
class RequestOptions:
    """Headers, sent to the address's own host only, and the proxy to go through."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    proxy: str | None = field(default=None, repr=False)


def request_options(subscription: FeedSubscription, environ: Mapping[str, str]) -> RequestOptions:
    """Resolve a subscription's headers and proxy.

    Raises:
        MissingVariable: they name a variable that is not set, or that holds what can stand in no header.
    """
    return RequestOptions(
        headers={name: _resolve(value, environ) for name, value in subscription.headers.items()},
        proxy=_resolve(subscription.proxy, environ) if subscription.proxy else None,
    )


def options_for(options: RequestOptions, own: str, address: str) -> RequestOptions:
    """Return the options of the address ``own`` for another one, which gets no headers if it lies elsewhere."""
    return options if keeps_secrets(own, address) else replace(options, headers={})


def _resolve(text: str, environ: Mapping[str, str]) -> str:
    def value(reference: "re.Match[str]") -> str:
        name = reference[1]
        if name not in environ:
            raise MissingVariable(f"the feed's settings name ${{{name}}}, which the fetcher's environment has not")
        return environ[name]

    resolved = REFERENCE.sub(value, text)
    if any(character in resolved for character in "\r\n\0"):
        raise MissingVariable("a header or proxy of the feed's settings holds a line break")
    return resolved
