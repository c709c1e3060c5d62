from datetime import UTC, datetime

import pytest

from claimwire.demo.newsroom import DemoError
from claimwire.demo.render import Html, fill


def test_text_is_escaped_and_markup_is_not() -> None:
    filled = fill("{{title}} {{body}}", {"title": "Salt & <iron>", "body": Html("<p>Yes</p>")})

    assert filled == "Salt &amp; &lt;iron&gt; <p>Yes</p>"


def test_a_title_cannot_end_the_script_that_carries_it() -> None:
    filled = fill("{{title:json}}", {"title": 'She said "</script>"'})

    assert filled == r'"She said \"\u003c/script>\""'


def test_times_take_a_format() -> None:
    time = datetime(2026, 10, 13, 6, 5, tzinfo=UTC)

    filled = fill("{{published:%d.%m.%Y %H:%M}} {{published}}", {"published": time})

    assert filled == "13.10.2026 06:05 2026-10-13T06:05:00+00:00"


def test_an_unknown_field_is_named_with_those_that_exist() -> None:
    with pytest.raises(DemoError, match=r"\{\{titel\}\} is no field of an article; known are title"):
        fill("{{titel}}", {"title": "A"})
