from hypothesis import given
from hypothesis import strategies as st

from services.fetcher.read_visible import count_words, read_visible


def text(page: str) -> str:
    return read_visible(page.encode()).text.decode()


def test_only_what_a_reader_sees_is_read() -> None:
    page = (
        "<!doctype html><title>Ferry</title><STYLE>p {}</STYLE ><p class='a'>It   sails\n<b>again</b>.</p>"
        "<!-- not <p>this</p> --><script>if (a < b) document.write('<p>no</p>')</script><nav>Menu</nav>"
        "<time>3 minutes ago</time><p>At 1 < 2 o'clock</p>"
    )

    assert text(page) == "Ferry It sails again . At 1 < 2 o'clock"


def test_what_does_not_end_is_the_last_that_there_is() -> None:
    assert text("<p>It sails</p><script>for ever") == "It sails"
    assert text("<p>It sails</p><!-- for ever") == "It sails"


def test_a_name_that_only_begins_like_a_script_is_read() -> None:
    assert text("<scripture>It sails</scripture><navy>again</navy>") == "It sails again"


def test_words_are_counted_also_where_no_space_parts_them() -> None:
    assert count_words(b"") == 0
    assert count_words(b"it sails again") == 3
    assert count_words(("渡轮恢复通航" * 10).encode()) == 15


@given(st.binary(max_size=500))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    read_visible(body)
