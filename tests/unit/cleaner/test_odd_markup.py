import pytest

from services.cleaner.markup.odd_markup import OddMarkup


@pytest.mark.parametrize(
    "tag",
    [
        "<p>",
        "<p title='a > b'>",
        '<p title = "a > b" b>',
        "<p title=a'b>",
        '<p a=b"c>',
        '<p ="x>',
        "<p a='' / b>",
        "<p a=>",
        '<p a=\x1c"b>',
        "<p a='b'c=\"d > e\">",
    ],
)
def test_a_tag_ends_where_the_standard_says(tag: str) -> None:
    assert OddMarkup(tag + "text").end_of_tag(2) == len(tag)


def test_a_tag_whose_quote_never_closes_ends_at_its_first_sign() -> None:
    assert OddMarkup("<p a='b>text of the page").end_of_tag(2) == 8


def test_a_tag_that_never_ends_takes_the_rest() -> None:
    assert OddMarkup("<p a b c").end_of_tag(2) == 8


@pytest.mark.parametrize("comment", ["<!-- a > b -->", "<!-->", "<!--->", "<!-- a --!>", "<!---->", "<!--!> -->"])
def test_a_comment_ends_where_the_standard_says(comment: str) -> None:
    assert OddMarkup(comment + "text-->").end_of_comment(0) == len(comment)


def test_a_comment_that_never_ends_hides_no_page() -> None:
    odd = OddMarkup("<!-- a > b <!-- c > d")

    assert (odd.end_of_comment(0), odd.end_of_comment(11)) == (8, 19)
