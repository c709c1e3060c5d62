from dataclasses import replace
from datetime import UTC, datetime, timedelta

from claimwire.ids import article_id
from services.fetcher.believe_date import believe_date
from services.fetcher.parsed_feed import FeedEntry
from services.fetcher.select_new import MOST_PER_POLL, SeenEntry, select_new

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
FERRY = FeedEntry(url="https://tidepost.example/ferry?utm_source=rss", title="Ferry sails", summary="It sails again.")
MILL = FeedEntry(url="https://tidepost.example/mill", title="Mill vote")


def seen_after(*entries: FeedEntry, now: datetime = NOW) -> dict[str, SeenEntry]:
    return {new.article_id: new.seen for new in select_new(entries, {}, now).new}


def test_entries_never_seen_are_new_under_their_canonical_address() -> None:
    selection = select_new([FERRY, MILL], {}, NOW)

    ferry, mill = selection.new
    assert ferry.url == "https://tidepost.example/ferry"
    assert ferry.article_id == article_id(ferry.url)
    assert (ferry.seen.times, mill.seen.times) == (1, 1)


def test_entries_seen_before_are_not_new() -> None:
    assert select_new([MILL, FERRY], seen_after(FERRY, MILL), NOW).new == ()


def test_an_entry_whose_words_or_date_changed_is_new_again() -> None:
    retitled = replace(FERRY, title="Ferry sails at last")
    dated = replace(MILL, updated=believe_date("2031-03-04T11:00Z"))

    selection = select_new([retitled, dated], seen_after(FERRY, MILL), NOW)

    assert [(new.entry, new.seen.times) for new in selection.new] == [(retitled, 2), (dated, 2)]


def test_an_entry_whose_markup_alone_changed_is_not_new() -> None:
    before = replace(FERRY, content='<p>It sails.</p><img src="https://count.example/?1">')
    after = replace(FERRY, content='<p>It  sails.</p><img src="https://count.example/?2">')

    assert select_new([after], seen_after(before), NOW).new == ()


def test_an_article_that_a_feed_lists_twice_is_discovered_once() -> None:
    again = replace(FERRY, url="https://tidepost.example/ferry#photos", title="Ferry in pictures")

    assert [new.entry for new in select_new([FERRY, again], {}, NOW).new] == [FERRY]


def test_an_entry_whose_address_makes_no_sense_is_left_out() -> None:
    assert select_new([replace(FERRY, url="http://tidepost.example:99999/")], {}, NOW).new == ()


def test_an_entry_is_forgotten_a_week_after_it_left_the_feed() -> None:
    seen = seen_after(FERRY)
    gone = tuple(seen)

    assert select_new([MILL], seen, NOW + timedelta(days=6)).forgotten == ()
    assert select_new([MILL], seen, NOW + timedelta(days=8)).forgotten == gone
    assert select_new([FERRY], seen, NOW + timedelta(days=8)).forgotten == ()
    assert select_new([], seen, NOW + timedelta(days=8)).forgotten == ()


def test_a_flood_of_entries_is_taken_in_parts() -> None:
    flood = [replace(MILL, url=f"https://tidepost.example/{number}") for number in range(MOST_PER_POLL + 20)]

    first = select_new(flood, {}, NOW)
    second = select_new(flood, {new.article_id: new.seen for new in first.new}, NOW)

    assert (len(first.new), first.complete) == (MOST_PER_POLL, False)
    assert (len(second.new), second.complete) == (20, True)
