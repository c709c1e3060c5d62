import pytest

from services.cleaner.read_byline import is_date_line, read_byline


@pytest.mark.parametrize(
    ("line", "authors", "date"),
    [
        ("By Ana Sample", ("Ana Sample",), None),
        ("BY ANA SAMPLE AND JON EXAMPLE", ("ANA SAMPLE", "JON EXAMPLE"), None),
        ("By Ana Sample 10:22 am May 6, 203110:22 am", ("Ana Sample",), "2031-05-06T10:22"),
        ("by Ana Sample May 6, 2031 3:50 PM 2 min read", ("Ana Sample",), "2031-05-06T15:50"),
        ("Jon Watson | 6 May 2031 | Updated: 7 May 2031 10:00 GMT", ("Jon Watson",), "2031-05-06"),
        ("By Ana Sample and Jon Q. Example, Staff Writers", ("Ana Sample", "Jon Q. Example"), None),
        ("By Ana Sample in Velmora", ("Ana Sample",), None),
        ("Von Ana Muster und Jon van der Beispiel", ("Ana Muster", "Jon van der Beispiel"), None),
    ],
)
def test_a_byline_says_who_and_when(line: str, authors: tuple[str, ...], date: str | None) -> None:
    byline = read_byline(line)

    assert byline is not None
    assert byline.authors == authors
    assert (byline.date.text if byline.date else None) == date


def test_an_agency_in_a_byline_is_no_author() -> None:
    byline = read_byline("By Ana Sample, Associated Press")

    assert byline is not None
    assert (byline.authors, byline.agency) == (("Ana Sample",), "AP")


@pytest.mark.parametrize(
    "line",
    [
        "By the time he left, it was over.",
        "By Monday Morning",
        "By 2031 the islands will have a bridge",
        "Ana Sample May 6, 2031 said no",
        "Harbour closed on May 6, 2031",
        "May 6, 2031",
        "",
    ],
)
def test_sentences_headlines_and_dates_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    "line", ["May 6, 2031", "Published on 06.05.2031, 14:05 Uhr", "Updated: 6 May 2031 10:00 GMT", "2031-05-06"]
)
def test_a_line_with_nothing_but_a_date_is_a_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["On May 6, 2031 the harbour was closed", "The year 2031", "6 May"])
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_a_date_may_stand_before_the_name() -> None:
    byline = read_byline("06.05.2031 von Ana Muster")

    assert byline is not None
    assert byline.authors == ("Ana Muster",)
    assert byline.date is not None
