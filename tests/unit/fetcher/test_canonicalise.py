import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.fetcher.canonicalise import InvalidAddress, canonicalise, outlet_of


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("HTTPS://WWW.TidePost.example", "https://www.tidepost.example/"),
        (" https://tidepost.example:443/a#top ", "https://tidepost.example/a"),
        ("http://tidepost.example:80/a/../b/./c", "http://tidepost.example/b/c"),
        ("https://tidepost.example:8443/a", "https://tidepost.example:8443/a"),
        ("https://tidepost.example./a", "https://tidepost.example/a"),
        ("https://reader:secret@tidepost.example/a", "https://tidepost.example/a"),
        ("https://tidepost.example/a?utm_source=x&id=3&fbclid=9&at_medium=rss", "https://tidepost.example/a?id=3"),
        ("https://tidepost.example/?utm_source=x", "https://tidepost.example/"),
        (
            "https://tidepost.example/a?amp_js_v=0.1&usqp=mq331&gaa_at=g&srsltid=A&Ns_Campaign=x",
            "https://tidepost.example/a",
        ),
        ("https://tidepost.example/a b/ä", "https://tidepost.example/a%20b/%C3%A4"),
        ("https://tide\npost.example/\ta", "https://tidepost.example/a"),
        ("https://tïde.example/a", "https://xn--tde-zma.example/a"),
    ],
)
def test_what_changes_nothing_is_left_out(address: str, canonical: str) -> None:
    assert canonicalise(address) == canonical


@pytest.mark.parametrize(
    "address",
    [
        "https://tidepost.example/story?12345",
        "https://tidepost.example/story?cid=7&source=4&session=b",
        "https://tidepost.example/story?amp&outputType=amp&page=2&ref=3&ns=4&at=5&trk=6",
        "https://tidepost.example/story?b=2&a=1&b=",
        "https://tidepost.example/story/",
        "https://tidepost.example/Story;v=2",
    ],
)
def test_what_may_tell_two_articles_apart_is_kept(address: str) -> None:
    assert canonicalise(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "story",
        "/story",
        "//tidepost.example/a",
        "file:///etc/hostname",
        "javascript:1",
        "http://",
        "http://[::1",
        "http://tidepost.example:99999/",
    ],
)
def test_what_is_no_web_address_is_refused_by_name(address: str) -> None:
    with pytest.raises(InvalidAddress):
        canonicalise(address)


@given(st.text(max_size=60).map("https://tidepost.example/".__add__))
def test_a_canonical_address_is_its_own_canonical_form(address: str) -> None:
    canonical = canonicalise(address)

    assert canonicalise(canonical) == canonical


def test_an_outlet_is_named_after_its_host() -> None:
    assert outlet_of("https://www.tidepost.example/a") == "tidepost.example"
