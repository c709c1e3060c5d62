import pytest

from services.cleaner.metadata.read_microdata import Microdata, read_microdata


@pytest.mark.parametrize(
    ("page", "authors"),
    [
        ('<span itemprop="author">Ana Sample</span>', ("Ana Sample",)),
        ("<a rel='author' href=/a>Ana Sample</a>", ("Ana Sample",)),
        ('<a href="/a" rel="nofollow author">Ana <b>Sample</b></a>', ("Ana Sample",)),
        ('<div itemProp="author"><a><span itemprop="name">Ana &amp; Jon</span></a></div>', ("Ana & Jon",)),
        ('<p itemprop="author creator"><meta itemprop="name" content="Ana Sample"></p>', ("Ana Sample",)),
        ('<i itemprop="author">Ana Sample</i><i itemprop="author">Jon Example</i>', ("Ana Sample", "Jon Example")),
        ('<span itemprop="authority">Ana Sample</span>', ()),
        ('<!-- itemprop="author" -->', ()),
        ("<p>rel=author</p>", ()),
        ('<i itemprop="author"></i>', ()),
        ('<i itemprop="author">Ana Sample</i>' + " " * 9_000 + '<i itemprop="author">A reader</i>', ("Ana Sample",)),
    ],
)
def test_authors_are_read_from_the_markup(page: str, authors: tuple[str, ...]) -> None:
    assert read_microdata(page).authors == authors


def test_dates_are_read_from_attributes_before_texts() -> None:
    page = '<time itemprop="datePublished" datetime="2031-05-06">today</time><b itemprop="dateModified">7 May 2031</b>'

    assert read_microdata(page) == Microdata((), ("2031-05-06",), ("7 May 2031",))


def test_a_page_of_marks_is_read_in_bounded_depth() -> None:
    assert len(read_microdata('<a itemprop="author"><b itemprop="name">' * 20_000).authors) <= 10
