from services.cleaner.markup.scan_html import scan_html
from services.cleaner.metadata.read_printed import Printed, read_printed

BODY = "<p>" + "The harbour of Velmora was closed after a storm tore two ferries from their moorings. " * 3 + "</p>"


def read(below: str) -> Printed:
    return read_printed(scan_html(f"<h1>Storm shuts harbour</h1>{below}{BODY * 4}").units, "Storm shuts harbour")


def days(printed: Printed) -> tuple[list[str], list[str]]:
    return [date.text for date in printed.published], [date.text for date in printed.modified]


def test_labels_tell_publication_from_change() -> None:
    printed = read("<p>Published 6 May 2031 | Updated 7 May 2031, 10:00</p>")

    assert days(printed) == (["2031-05-06"], ["2031-05-07T10:00"])


def test_a_name_above_a_date_is_a_byline() -> None:
    assert read("<div>Ana Sample |</div><div>06.05.2031</div>").authors == ("Ana Sample",)


def test_names_alone_above_the_body_are_maybe_a_byline() -> None:
    printed = read("<p><strong>Ana Sample/Jon Example</strong></p>")

    assert (printed.authors, printed.marked) == ((), ("Ana Sample", "Jon Example"))


def test_sentences_captions_and_stories_elsewhere_tell_nothing() -> None:
    below = (
        "<p>On 6 May 2031 the pier broke.</p><figcaption>6 May 2031</figcaption><h2>Ana Sample</h2>"
        "<nav>By Jon Other</nav>" + BODY * 3 + "<p>By Eve Other</p><p>7 May 2031</p>"
    )

    assert read(below) == Printed()


def test_without_a_headline_nothing_is_near() -> None:
    assert read_printed(scan_html("<p>By Ana Sample</p>").units, None) == Printed()


def test_what_a_story_tells_of_a_day_is_no_date_of_publication() -> None:
    assert days(read("<div>1 June 2028: the road reopens</div><div>12 March 2029 Bridge opens</div>")) == ([], [])


def test_dates_in_a_list_of_the_story_are_the_story_s() -> None:
    assert days(read(f"{BODY}<ul><li>1 June 2028</li></ul><table><tr><td>2 June 2028</td></tr></table>")) == ([], [])


def test_a_date_may_stand_before_a_byline_or_a_bar() -> None:
    assert days(read("<div>6 May 2031 by Ana Sample</div>")) == (["2031-05-06"], [])
    assert days(read("<div>6 May 2031 | Velmora</div>")) == (["2031-05-06"], [])
    assert days(read("<div>Published: 6 May 2031 in: Harbour</div>")) == (["2031-05-06"], [])
    assert days(read("<ul><li>6 May 2031</li></ul>")) == (["2031-05-06"], [])
