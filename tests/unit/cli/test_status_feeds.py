import io

from rich.console import Console

from claimwire.cli.status import print_feed_troubles


def shown(counts: dict[str, int], told: list[str]) -> str:
    console = Console(file=io.StringIO(), width=80, highlight=False)
    print_feed_troubles(console, {"feeds": counts, "feed_troubles": [{"told": each} for each in told]})
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_feeds_are_counted_and_those_in_trouble_named() -> None:
    text = shown({"fine": 7, "failing": 1, "gone": 0}, ["https://a.example/feed: failing, HTTP status 503 [/red]"])

    assert text.splitlines() == [
        "feeds   7 fine, 1 failing",
        "feed    https://a.example/feed: failing, HTTP status 503 [/red]",
    ]


def test_many_troubles_do_not_fill_the_screen() -> None:
    lines = shown({"failing": 100}, [f"feed {number}" for number in range(100)]).splitlines()

    assert len(lines) == 12
    assert "90 more" in lines[-1]


def test_without_feeds_nothing_is_said() -> None:
    assert shown({"fine": 0}, []) == ""
