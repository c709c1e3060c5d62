import pytest

from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.request_options import MissingVariable, request_options

FEED = "https://tidepost.example/feed"


def test_variables_are_put_in_where_headers_and_proxy_name_them() -> None:
    subscription = FeedSubscription(
        FEED, headers={"Authorization": "Bearer ${TIDE_KEY}", "X-Plain": "as it is"}, proxy="http://${PROXY}:3128"
    )

    options = request_options(subscription, {"TIDE_KEY": "sesame", "PROXY": "gate.example"})

    assert options.headers == {"Authorization": "Bearer sesame", "X-Plain": "as it is"}
    assert options.proxy == "http://gate.example:3128"


def test_a_variable_that_is_not_set_is_named() -> None:
    subscription = FeedSubscription(FEED, headers={"Authorization": "Bearer ${TIDE_KEY}"})

    with pytest.raises(MissingVariable, match="TIDE_KEY"):
        request_options(subscription, {})


def test_a_value_that_would_end_the_header_is_refused_and_not_told() -> None:
    subscription = FeedSubscription(FEED, headers={"Authorization": "${TIDE_KEY}"})

    with pytest.raises(MissingVariable) as error:
        request_options(subscription, {"TIDE_KEY": "sesame\r\nX-Evil: 1"})

    assert "sesame" not in str(error.value)


def test_secrets_are_in_no_representation() -> None:
    options = request_options(FeedSubscription(FEED, headers={"A": "${K}"}, proxy="http://${K}@p"), {"K": "sesame"})

    assert "sesame" not in repr(options)
