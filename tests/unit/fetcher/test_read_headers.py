import pytest

from services.fetcher.page import Validators
from services.fetcher.read_headers import charset_of, media_type_of, validators_of


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/html", "text/html", None),
        ('Text/HTML; Charset="ISO-8859-1"', "text/html", "iso-8859-1"),
        ("text/html; charset=utf 8", "text/html", None),
        ("text/html; charset=\u212aoi8-r", "text/html", None),
        ('text/html"; charset=utf-8', "", None),
        ("charset=utf-8; charset=koi8-r", "", "utf-8"),
        ("text/html; title=\udce4\xe9; charset=utf-8", "text/html", "utf-8"),
        ("nonsense", "", None),
        ("", "", None),
    ],
)
def test_a_content_type_is_read_and_nonsense_counts_as_unsaid(
    header: str, media_type: str, charset: str | None
) -> None:
    headers = {"Content-Type": header}

    assert (media_type_of(headers), charset_of(headers)) == (media_type, charset)


def test_validators_that_could_smuggle_a_header_are_not_kept() -> None:
    assert validators_of({"ETag": '"a1"', "Last-Modified": "x\r\nHost: evil"}) == Validators(etag='"a1"')
    assert validators_of({"ETag": "x" * 513}) == Validators()
