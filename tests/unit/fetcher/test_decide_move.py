import pytest

from services.fetcher.decide_move import decide_move, refuse_move
from services.fetcher.feed_history import FeedHistory
from services.fetcher.feed_subscription import FeedSubscription

OLD = "https://tidepost.example/feed"
PLAIN = FeedSubscription(OLD)
KEYED = FeedSubscription(OLD, headers={"Authorization": "Bearer ${TIDE_KEY}"})


@pytest.mark.parametrize(
    ("moved_to", "times", "followed"),
    [
        (None, 0, False),
        ("https://tidepost.example/rss", 1, False),
        ("https://tidepost.example/rss", 2, True),
        ("https://tidepost.example/rss", 9, True),
        (OLD, 2, False),
        ("file:///etc/hostname", 2, False),
        ("https://[broken", 2, False),
    ],
)
def test_a_feed_moves_when_two_polls_in_a_row_led_to_the_same_new_address(
    moved_to: str | None, times: int, followed: bool
) -> None:
    history = FeedHistory(moved_to=moved_to, moved_times=times)

    assert decide_move(history, PLAIN) == (moved_to if followed else None)


@pytest.mark.parametrize(
    ("moved_to", "refused"),
    [
        ("https://tidepost.example/rss", False),
        ("https://tidepost.example:443/rss", False),
        ("https://tidepost.example:8443/rss", True),
        ("http://tidepost.example/rss", True),
        ("https://other.example/rss", True),
        ("https://feeds.tidepost.example/rss", True),
    ],
)
def test_a_feed_with_a_key_moves_by_itself_only_where_the_key_may_go(moved_to: str, refused: bool) -> None:
    assert (refuse_move(KEYED, moved_to) is not None) == refused
    assert refuse_move(PLAIN, moved_to) is None


def test_a_key_may_follow_its_site_to_the_safe_scheme() -> None:
    keyed = FeedSubscription("http://tidepost.example/feed", headers={"X-Key": "1"})

    assert refuse_move(keyed, "https://tidepost.example/feed") is None
    assert refuse_move(keyed, "https://tidepost.example:8080/feed") is not None
