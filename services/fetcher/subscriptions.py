"""The settings of feeds for those who ask often: of each feed as it was a few seconds ago at most."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.feeds import Feeds

#: A change shows after this time at the latest.
_KEPT_SECONDS = 5.0
#: Far more than feeds whose articles are fetched within those seconds; beyond, the oldest knowledge goes first.
_MOST_KEPT = 5_000


@dataclass(frozen=True, kw_only=True)
class Subscriptions:
    """The registry, read at most every few seconds for each feed."""

    feeds: Feeds
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, FeedSubscription | None]] = field(default_factory=dict, repr=False)

    async def find(self, feed_url: str | None) -> FeedSubscription | None:
        """Return the subscription to the feed that an article came from, also by an address that it has moved from."""
        if feed_url is None:
            return None
        asked_at, subscription = self._known.get(feed_url, (None, None))
        now = self.clock()
        if asked_at is not None and now - asked_at < _KEPT_SECONDS:
            return subscription
        subscription = await self.feeds.find(feed_url)
        self._known.pop(feed_url, None)
        self._known[feed_url] = (now, subscription)
        while len(self._known) > _MOST_KEPT:
            del self._known[next(iter(self._known))]
        return subscription
