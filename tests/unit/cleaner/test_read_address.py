import pytest

from services.cleaner.metadata.read_address import read_address, same_page, site

HERE = "https://www.velmora.example/2031/storm?utm_source=feed"


@pytest.mark.parametrize(
    ("links", "address"),
    [
        (["https://velmora.example/2031/storm#top"], "https://velmora.example/2031/storm"),
        (["/2031/storm"], "https://www.velmora.example/2031/storm"),
        (["https://news.velmora.example/storm?id=7&utm_medium=x"], "https://news.velmora.example/storm?id=7"),
        (["https://velmora.example/"], HERE),
        (["https://other.example/storm"], HERE),
        (["https://other.example/storm", "https://other.example/storm"], "https://other.example/storm"),
        (["javascript:void(0)", "https://velmora.example/a"], "https://velmora.example/a"),
        (["http://[broken", None, ""], HERE),
        ([], HERE),
    ],
)
def test_a_page_s_word_on_its_address_is_checked(links: list[str | None], address: str) -> None:
    assert read_address(links, HERE) == address


def test_without_a_fetched_address_the_page_is_believed() -> None:
    assert read_address(["https://velmora.example/storm"], None) == "https://velmora.example/storm"
    assert read_address(["/storm"], None) is None


def test_registries_are_no_outlet() -> None:
    assert (
        read_address(["https://other.co.example/a"], "https://velmora.co.example/a") == "https://velmora.co.example/a"
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://velmora.example/a/", "http://www.velmora.example/a?x=1", True),
        ("/a", "https://velmora.example/a", True),
        ("https://velmora.example/a", "https://velmora.example/b", False),
        ("https://velmora.example/", "https://velmora.example", False),
        ("https://velmora.example/a", "https://other.example/a", False),
    ],
)
def test_addresses_of_one_page_differ_in_little(one: str, other: str, same: bool) -> None:
    assert same_page(one, other) is same


def test_a_site_has_one_name() -> None:
    assert site("https://www.velmora.example/x") == site("https://m.velmora.example") == "velmora.example"
    assert site("http://[broken") == site(None) == ""
