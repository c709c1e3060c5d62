from hypothesis import given
from hypothesis import strategies as st

from services.fetcher.read_visible import Beginning, count_words, read_beginning, read_markup, read_text


def text(page: str) -> str:
    return read_text(read_markup(page.encode())).decode()


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
    read_text(read_markup(body))


@given(st.binary(max_size=500))
def test_the_beginning_of_a_page_of_few_words_is_all_of_it(body: bytes) -> None:
    assert read_beginning(body, words=500) == Beginning(read_markup(body), count_words(read_text(read_markup(body))))


def test_words_are_counted_as_on_the_whole_page_in_however_many_portions_it_is_read() -> None:
    spacer = "<i>" * 3_000
    mixed = "<body>" + "It sails. " * 30 + spacer + "渡轮恢复通航" * 40 + spacer
    sparse = "<body>" + f"{spacer}渡轮恢" * 20

    for body in (mixed.encode(), sparse.encode()):
        assert read_beginning(body, words=500).words == count_words(read_text(read_markup(body)))


def test_a_page_is_read_no_further_than_its_head_and_some_words() -> None:
    head = "<head><title>Ferry</title>" + "<meta content='storm at sea'>" * 2_000 + "<link></head>"
    script, story = "<script>if (a < b) sail()</script>", "<p>It sails again.</p>"
    page = f"{head}<body>" + f"{script}{story}" * 5_000

    beginning = read_beginning(page.encode(), words=100)

    assert 100 < beginning.words < 2_000
    assert beginning.markup.startswith(head.encode())
    assert b"sail()" not in beginning.markup
    assert len(beginning.markup) < len(head) + 20_000


def test_words_in_the_head_do_not_end_it() -> None:
    page = "<head>" + "it sails " * 3_000 + "<link rel='canonical' href='/ferry'></head><body>Ferry</body>"

    assert b"canonical" in read_beginning(page.encode(), words=100).markup


def test_one_long_element_is_not_read_to_its_end() -> None:
    page = "<body>" + "<p>It sails again.</p>" * 50_000

    assert len(read_beginning(page.encode(), words=100).markup) < 20_000
