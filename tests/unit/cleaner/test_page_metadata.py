# ruff: noqa: RUF001 - titles are parted with dashes

from datetime import UTC, datetime

from services.cleaner.markup.scan_html import scan_html
from services.cleaner.metadata.dates import parse_date
from services.cleaner.metadata.page_metadata import PageMetadata, read_metadata

URL = "https://velmoratimes.example/2031/05/06/storm"
BODY = "<p>" + "The harbour of Velmora was closed after a storm tore two ferries from their moorings. " * 3 + "</p>"


def read(page: str, url: str | None = URL, fetched_at: datetime | None = None) -> PageMetadata:
    scanned = scan_html(page)
    return read_metadata(scanned.head, url, text=page, units=scanned.units, fetched_at=fetched_at)


def json_ld(facts: str) -> str:
    return f'<script type="application/ld+json">{facts}</script>'


def published(metadata: PageMetadata) -> tuple[str, str] | None:
    return (metadata.published.text, metadata.published.source) if metadata.published else None


def test_the_printed_headline_wins_over_the_one_for_search_engines() -> None:
    page = (
        json_ld('{"@type":"NewsArticle","headline":"Velmora storm: all you need to know"}')
        + "<title>Storm shuts harbour - Velmora Times</title><h1>Storm shuts harbour</h1>"
        + BODY
    )

    assert read(page).title == "Storm shuts harbour"


def test_a_declared_title_stays_where_another_is_printed_alone() -> None:
    page = '<meta property="og:title" content="Storm shuts harbour"><h1>Live</h1>' + BODY

    assert read(page).title == "Storm shuts harbour"


def test_a_page_that_declares_nothing_is_read_as_it_is_printed() -> None:
    page = (
        "<title>Storm shuts harbour | Velmora Times</title><h1>Storm shuts harbour</h1>"
        '<p class="byline">By Ana Sample</p><p>6 May 2031, 10:22</p>' + BODY
    )

    metadata = read(page, url=None)

    assert metadata.title == "Storm shuts harbour"
    assert metadata.authors == ("Ana Sample",)
    assert published(metadata) == ("2031-05-06T10:22", "byline")


def test_a_date_inside_the_story_is_not_the_story_s() -> None:
    page = (
        "<h1>Storm shuts harbour</h1>"
        + BODY
        + '<p><a href="/2029/01/02/x">The storm of 2 January 2029</a> was worse.</p>'
    )

    assert published(read(page)) == ("2031-05-06", "url")


def test_a_time_that_marks_another_story_does_not_win() -> None:
    page = (
        '<meta property="article:published_time" content="2031-05-06T10:22:00+02:00"><h1>Storm shuts harbour</h1>'
        + BODY
        + '<time datetime="2033-01-01T00:00Z" itemprop="datePublished">1 January 2033</time>'
    )

    assert published(read(page)) == ("2031-05-06T10:22:00+02:00", "meta")


def test_a_rebuilt_page_s_new_date_yields_to_what_address_and_another_source_say() -> None:
    page = (
        json_ld('{"@type":"NewsArticle","headline":"Storm shuts harbour","datePublished":"2033-02-02T01:00:00Z"}')
        + '<meta property="article:published_time" content="2031-05-06T10:22:00Z"><h1>Storm shuts harbour</h1>'
        + BODY
    )

    assert published(read(page)) == ("2031-05-06T10:22:00Z", "meta")


def test_an_article_of_the_future_and_one_of_1970_are_not_believed() -> None:
    fetched_at = datetime(2031, 5, 7, tzinfo=UTC)
    page = (
        json_ld('{"@type":"NewsArticle","headline":"Storm","datePublished":"2035-01-01T00:00:00Z"}')
        + '<meta name="date" content="1970-01-01T00:00:00Z"><meta name="pubdate" content="2031-05-06T10:22:00Z">'
    )

    metadata = read(page, fetched_at=fetched_at)

    assert published(metadata) == ("2031-05-06T10:22:00Z", "meta")


def test_the_same_time_with_its_zone_is_better() -> None:
    page = (
        json_ld('{"@type":"NewsArticle","headline":"Storm","datePublished":"2031-05-06T10:22:09"}')
        + '<meta property="article:published_time" content="2031-05-06T10:22:00+02:00">'
    )

    assert published(read(page)) == ("2031-05-06T10:22:00+02:00", "meta")


def test_a_change_before_publication_is_not_believed() -> None:
    page = json_ld(
        '{"@type":"NewsArticle","headline":"Storm","datePublished":"2031-05-06T10:00:00Z",'
        '"dateModified":"2031-05-06T09:00:00Z"}'
    )

    assert read(page).modified is None


def test_of_several_articles_on_a_page_the_page_s_own_is_read() -> None:
    page = (
        json_ld(
            '[{"@type":"NewsArticle","headline":"Other story","url":"https://velmoratimes.example/other",'
            '"author":"Jon Other",'
            '"datePublished":"2030-01-01"},{"@type":["NewsArticle"],"headline":"Storm shuts harbour",'
            f'"mainEntityOfPage":{{"@id":"{URL}/"}},"author":{{"name":"Ana Sample"}},"datePublished":"2031-05-06"}}]'
        )
        + f'<link rel="canonical" href="{URL}">'
    )

    metadata = read(page)

    assert (metadata.title, metadata.authors) == ("Storm shuts harbour", ("Ana Sample",))
    assert published(metadata) == ("2031-05-06", "json-ld")


def test_a_graph_is_followed_to_its_names() -> None:
    page = json_ld(
        '{"@graph":[{"@type":"Article","headline":"Storm","author":{"@id":"#a"},"publisher":{"@id":"#o"}},'
        '{"@type":"Person","@id":"#a","name":"Ana Sample"},{"@type":"Organization","@id":"#o","name":"Velmora Times"},'
        '{"@type":"BreadcrumbList","itemListElement":[{"position":1,"name":"Home"},{"position":2,"name":"Islands"},'
        '{"position":3,"name":"Storm"}]}]}'
    )

    metadata = read(page)

    assert (metadata.authors, metadata.outlet, metadata.section) == (("Ana Sample",), "Velmora Times", "Islands")


def test_an_agency_is_no_author_but_is_kept() -> None:
    page = json_ld('{"@type":"NewsArticle","headline":"Storm","author":[{"name":"Ana Sample"},{"name":"dpa"}]}')

    metadata = read(page)

    assert (metadata.authors, metadata.agency) == (("Ana Sample",), "dpa")


def test_an_agency_s_report_has_no_author_from_elsewhere_on_the_page() -> None:
    page = (
        json_ld('{"@type":"NewsArticle","headline":"Storm","author":"AFP"}') + BODY + '<p class="author">Jon Other</p>'
    )

    assert read(page).authors == ()


def test_the_person_who_is_printed_comes_before_the_outlet_that_is_declared() -> None:
    page = (
        '<meta property="og:site_name" content="Velmora Times"><meta name="author" content="Velmora Times">'
        "<h1>Storm shuts harbour</h1><p>By Ana Sample</p>" + BODY
    )

    assert read(page).authors == ("Ana Sample",)


def test_the_outlet_signs_where_nobody_else_is_named() -> None:
    page = '<meta property="og:site_name" content="Velmora Times"><meta name="author" content="Velmora Times">' + BODY

    assert read(page).authors == ("Velmora Times",)


def test_authors_and_dates_in_the_markup_count_where_the_head_has_none() -> None:
    page = (
        "<h1>Storm shuts harbour</h1><div itemprop='author' itemscope><a href='/a'><b itemprop='name'>Ana Sample</b>"
        "</a></div><time itemprop='datePublished' datetime='2031-05-06T10:22:00Z'>today</time>" + BODY
    )

    metadata = read(page, url=None)

    assert metadata.authors == ("Ana Sample",)
    assert published(metadata) == ("2031-05-06T10:22:00Z", "microdata")


def test_a_printed_description_is_the_subtitle_and_another_is_none() -> None:
    deck = "Two ferries broke loose in the night, nobody was hurt"

    page = f'<meta name="description" content="{deck}"><h1>Storm shuts harbour</h1><h2>{deck}</h2>{BODY}'
    other = f'<meta name="description" content="Read all news of the islands here."><h1>Storm</h1>{BODY}'

    assert read(page).subtitle == deck
    assert read(other).subtitle is None


def test_an_account_is_no_outlet_where_the_title_names_it() -> None:
    page = '<meta name="twitter:site" content="@velmoratimes"><title>Storm shuts harbour – Velmora Times</title>'

    assert read(page).outlet == "Velmora Times"


def test_a_page_of_nothing_gives_nothing() -> None:
    metadata = read("", url=None)

    assert (metadata.title, metadata.authors, metadata.published, metadata.url) == (None, (), None, None)


def test_the_feed_s_date_counts_where_the_page_has_none() -> None:
    hint = parse_date("2031-05-05T08:00:00Z", "feed")

    metadata = read_metadata(scan_html(BODY).head, None, hint=hint)

    assert published(metadata) == ("2031-05-05T08:00:00Z", "feed")
