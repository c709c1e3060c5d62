# ruff: noqa: RUF001 - titles are parted with dashes

import pytest

from services.cleaner.metadata.choose_title import choose_title, strip_outlet

OUTLETS = ("Velmora Times", "velmora-times.example", "velmora-times")


@pytest.mark.parametrize(
    ("title", "stripped"),
    [
        ("Storm shuts harbour | Velmora Times", "Storm shuts harbour"),
        ("Storm shuts harbour - Velmora Times", "Storm shuts harbour"),
        ("Storm shuts harbour – Velmora-Times.example", "Storm shuts harbour"),
        ("Velmora Times | Storm shuts harbour", "Storm shuts harbour"),
        ("Storm shuts harbour | Velmora Times Online", "Storm shuts harbour"),
        ("Storm shuts harbour -- Velmora Times", "Storm shuts harbour"),
        ("Storm shuts harbour | Velmora Times | Islands", "Storm shuts harbour"),
    ],
)
def test_the_outlet_s_name_is_split_off(title: str, stripped: str) -> None:
    assert strip_outlet(
        title, [name.casefold().replace(" ", "").replace("-", "").replace(".", "") for name in OUTLETS]
    ) == (stripped)


@pytest.mark.parametrize(
    "title",
    [
        "Storm shuts harbour – ferries adrift",
        "Storm shuts harbour - Velmora Times apologises to readers",
        "Harbour - storm - ferries",
        "Velmora-Times reader wins",
        "Storm | ferries adrift",
        "Velmora Times",
    ],
)
def test_a_headline_that_holds_a_dash_is_not_cut(title: str) -> None:
    assert strip_outlet(title, ["velmoratimes", "velmoratimesexample"]) == title


def test_a_printed_headline_stays_whole_though_its_end_names_the_outlet() -> None:
    title = "Who buys the island's paper? - Velmora Times"

    assert choose_title([title], None, [title], OUTLETS) == title


def test_what_follows_the_printed_headline_is_the_outlet_s() -> None:
    assert (
        choose_title(["Storm shuts harbour - Latest news"], None, ["Storm shuts harbour"], ()) == "Storm shuts harbour"
    )


def test_a_kicker_in_the_declared_title_stays() -> None:
    assert (
        choose_title(["Islands: Storm shuts harbour"], "x", ["Storm shuts harbour"], ())
        == "Islands: Storm shuts harbour"
    )


def test_a_title_cut_short_for_machines_is_read_from_the_page() -> None:
    assert (
        choose_title(["Storm shuts …"], None, ["Storm shuts harbour of Velmora"], ())
        == "Storm shuts harbour of Velmora"
    )


def test_quotes_and_invisible_characters_make_no_other_title() -> None:
    assert choose_title(["“Storm” shuts har\u00adbour"], None, ['"Storm" shuts harbour'], ()) == "“Storm” shuts harbour"


def test_the_outlet_s_name_alone_is_no_title() -> None:
    assert choose_title(["Velmora Times"], "Storm shuts harbour", [], OUTLETS) == "Storm shuts harbour"


def test_without_print_the_majority_decides() -> None:
    assert choose_title(["Storm live", "Storm shuts harbour"], "Storm shuts harbour", [], ()) == "Storm shuts harbour"


def test_an_endless_title_is_none() -> None:
    assert choose_title(["a | " * 100_000], None, [], OUTLETS) is None
