import pytest

from services.cleaner.decode import decode
from services.cleaner.document import RawDocument


def document(body: bytes, charset: str | None = None) -> RawDocument:
    return RawDocument(body=body, media_type="text/html", charset=charset)


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_character(charset: str) -> None:
    decoded = decode(document("Přílet".encode(charset), charset="windows-1252"))

    assert decoded.text == "Přílet"


def test_a_declared_charset_is_believed_where_the_body_decodes_with_it() -> None:
    decoded = decode(document("Ministerium für Öl".encode("windows-1252"), charset="ISO-8859-1"))

    assert decoded.text == "Ministerium für Öl"


def test_valid_utf8_beats_a_wrong_declaration() -> None:
    decoded = decode(document("Ministerium für Öl".encode(), charset="iso-8859-1"))

    assert decoded.text == "Ministerium für Öl"


def test_a_page_s_meta_element_declares_its_charset() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Новини міста</p>'

    assert decode(document(page.encode("windows-1251"))).text == page


def test_a_few_broken_bytes_do_not_spoil_a_page() -> None:
    body = ("Žluťoučký kůň. " * 200).encode() + b"\xc5"

    decoded = decode(document(body))

    assert decoded.text.startswith("Žluťoučký kůň.")
    assert decoded.text.count("\ufffd") == 1


@pytest.mark.parametrize("charset", [None, "no-such-charset", "utf-16", "base64", "\x00", "utf-8; q=1"])
@pytest.mark.parametrize("body", [b"", b"\xff", b"\x00\xff\xfe\x80" * 50, bytes(range(256)), b"\xef\xbb\xbf\xff"])
def test_no_bytes_and_no_declaration_make_it_fail(body: bytes, charset: str | None) -> None:
    first, second = decode(document(body, charset)), decode(document(body, charset))

    assert first == second
