import pytest

from claimwire.events import DropReason
from claimwire.read_raw import decode as decode_again
from services.cleaner.decode import decode
from services.cleaner.document import NotAnArticle, RawDocument


def document(body: bytes, charset: str | None = None) -> RawDocument:
    return RawDocument(body=body, media_type="text/html", charset=charset)


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_character(charset: str) -> None:
    decoded = decode(document("Přílet".encode(charset), charset="windows-1252"))

    assert decoded.text == "Přílet"


def test_a_declared_charset_is_believed_where_the_body_decodes_with_it() -> None:
    decoded = decode(document("Ministerium für Öl".encode("windows-1252"), charset="ISO-8859-1"))

    assert decoded.text == "Ministerium für Öl"


CYRILLIC = "Поромна переправа знову працює, повідомила адміністрація порту після тривалого ремонту."


def test_a_page_s_own_charset_beats_the_one_that_servers_say_of_every_page() -> None:
    body = f'<meta charset="windows-1251"><p>{CYRILLIC}</p>'.encode("cp1251")

    decoded = decode(document(body, charset="iso-8859-1"))

    assert CYRILLIC in decoded.text


def test_letters_of_another_script_beat_the_charset_that_servers_say_of_every_page() -> None:
    body = f"<p>{CYRILLIC}</p>".encode("cp1251")

    decoded = decode(document(body, charset="iso-8859-1"))

    assert CYRILLIC in decoded.text


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


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["<p>The harbour of Velmora was closed.</p>", "<p>Гавань Велмори закрили.</p>"])
def test_wide_characters_are_known_without_a_mark(charset: str, text: str) -> None:
    decoded = decode(document(text.encode(charset), charset="utf-8"))

    assert decoded.text == text


def test_nuls_between_letters_make_no_wide_characters() -> None:
    decoded = decode(document(b"The har\0bour of Velmora\0\0 was closed."))

    assert decoded.text == "The har\0bour of Velmora\0\0 was closed."


def test_an_xml_declaration_declares_the_charset() -> None:
    page = '<?xml version="1.0" encoding="windows-1251"?><p>Новини міста</p>'

    assert decode(document(page.encode("windows-1251"))).text == page


@pytest.mark.parametrize(("label", "charset"), [("latin1", "cp1252"), ("x-sjis", "cp932"), ("GB2312; q=1", "gb18030")])
def test_labels_mean_what_they_mean_on_the_web(label: str, charset: str) -> None:
    body = {"cp1252": "“Öl”", "cp932": "①日本", "gb18030": "龍門鎔"}[
        charset
    ]  # none of them in the charset that is named

    assert decode(document(body.encode(charset), charset=label)).text == body


@pytest.mark.parametrize(
    "label", ["punycode", "idna", "unicode_escape", "utf-7", "charmap", "undefined", "rot13", "hz"]
)
def test_no_charset_is_believed_that_no_page_has(label: str) -> None:
    decoded = decode(document("Ministerium für Öl".encode("windows-1252"), charset=label))

    assert decoded.text == "Ministerium für Öl"


def test_a_declared_charset_with_a_few_broken_bytes_is_believed() -> None:
    body = ("<p>" + "Гавань Велмори закрили. " * 40).encode("cp1251") + b"\x98"

    decoded = decode(document(body, charset="windows-1251"))

    assert decoded.text.startswith("<p>Гавань Велмори закрили.")
    assert decoded.text.count("\ufffd") == 1


def test_letters_behind_much_markup_are_seen() -> None:
    page = (
        "<script>"
        + "var a = 1;\n" * 20_000
        + "</script><p>"
        + "Přílet a příjezd byly zrušeny, řekl mluvčí letiště. " * 8
    )

    decoded = decode(document(page.encode("cp1250")))

    assert "Přílet a příjezd byly zrušeny, řekl mluvčí letiště." in decoded.text


def test_a_single_accent_is_western() -> None:
    assert decode(document("<p>The café of Velmora was closed.".encode("cp1252"))).text.startswith("<p>The café")


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "gb18030", "euc_kr"]
)
@pytest.mark.parametrize("tail", [b"", b"\xff", b"\x80\xc3\xed\xa0\x80"])
def test_whoever_knows_the_charset_counts_the_same_characters(charset: str, tail: bytes) -> None:
    body = ("<p>" + "Öl für 漢字 한국 Velmora. " * 9).encode(charset, "replace") + tail

    decoded = decode(document(body))

    assert decoded.text == decode_again(body, cleaned_as=decoded.charset, declared=None)


def test_a_body_of_fifty_megabytes_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(NotAnArticle) as raised:
        decode(document(b"a" * 50_000_000))

    assert raised.value.reason is DropReason.TOO_LARGE
