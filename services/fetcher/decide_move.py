"""Decides whether the registry follows a feed to a new address. Pure."""

from services.fetcher.feed_history import FeedHistory
from services.fetcher.feed_subscription import FeedSubscription, is_feed_address
from services.fetcher.keeps_secrets import keeps_secrets

#: Once may be a slip of the server's; twice in a row is a move (RFC 9110, 15.4.2: references ought to be changed).
_TIMES_BEFORE_MOVING = 2


def decide_move(history: FeedHistory, subscription: FeedSubscription) -> str | None:
    """Return the address that the feed is to be registered under, or None while it stays where it is."""
    moved_to = history.moved_to
    if moved_to is None or history.moved_times < _TIMES_BEFORE_MOVING or moved_to == subscription.url:
        return None
    return moved_to if is_feed_address(moved_to) else None


def refuse_move(subscription: FeedSubscription, moved_to: str) -> str | None:
    """Say why a move needs a person, or return None if it does not.

    Headers may hold a key to the old site; nobody but its subscriber may hand it to another, or send it in clear.
    """
    if not subscription.headers or keeps_secrets(subscription.url, moved_to):
        return None
    return "where its headers are not sent by themselves; add it there"
