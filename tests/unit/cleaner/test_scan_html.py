import pytest

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.markup.scan_html import scan_html


def texts(page: str) -> list[str]:
    return [unit.text for unit in scan_html(page).units]


def test_block_elements_part_units_and_inline_elements_do_not() -> None:
    page = "<div>Harbour <b>closed</b><p>Ferries <a href=/x>stay</a> in port.</p></div>"

    assert texts(page) == ["Harbour closed", "Ferries stay in port."]


def test_one_line_break_is_a_space_and_two_part_units() -> None:
    assert texts("<p>one<br>two<br><br/>three</p>") == ["one two", "three"]


def test_scripts_styles_and_comments_are_not_readable() -> None:
    page = "<p>a</p><script>if (a<b) {'</p>'}</script><style>p{}</style><!-- <p>no</p> --><p>b</p>"

    assert texts(page) == ["a", "b"]


def test_entities_are_decoded_as_a_browser_does() -> None:
    assert texts("<p>Q&amp;A &lt;b&gt; caf&eacute;&nbsp;&#8217;s &copy2030 &unknown; & &#x41;</p>") == [
        "Q&A <b> café \u2019s ©2030 &unknown; & A"
    ]


def test_invisible_characters_are_left_out() -> None:
    assert texts("<p>Minis\u00adter\u200bium\x00</p>") == ["Ministerium"]


def test_a_greater_sign_inside_an_attribute_ends_no_tag() -> None:
    assert texts("<p title=\"a > b\">text</p><p data-x='<p>'>more</p>") == ["text", "more"]


def test_a_quote_without_an_end_does_not_swallow_the_page() -> None:
    assert texts('<p title="open>first</p><p>second</p>') == ["first", "second"]


def test_a_comment_without_an_end_does_not_swallow_the_page() -> None:
    assert texts("<p>first</p><!-- open><p>second</p>") == ["first", "second"]


def test_an_apostrophe_in_a_bare_attribute_opens_no_quote() -> None:
    assert texts("<p title=it's>first</p><p>it's</p>") == ["first", "it's"]


def test_raw_offsets_lead_back_to_the_page() -> None:
    page = "<p>The  <i>mayor</i>\n said</p>"

    (unit,) = scan_html(page).units

    assert unit.text == "The mayor said"
    assert page[unit.raw_start : unit.raw_end] == "The  <i>mayor</i>\n said"


def test_zones_and_kinds_come_from_the_markup() -> None:
    page = (
        "<nav><a>Home</a></nav><h2>Head</h2><figure><figcaption>Cap</figcaption></figure>"
        "<div class='article-newsletterBox'>Join</div><blockquote>Quote</blockquote><p>Body</p>"
    )

    found = [(unit.text, unit.zone, unit.kind) for unit in scan_html(page).units]

    assert found == [
        ("Home", RemovalReason.NAVIGATION, BlockKind.PARAGRAPH),
        ("Head", None, BlockKind.HEADING),
        ("Cap", RemovalReason.CAPTION, BlockKind.CAPTION),
        ("Join", RemovalReason.NEWSLETTER, BlockKind.PARAGRAPH),
        ("Quote", None, BlockKind.QUOTE),
        ("Body", None, BlockKind.PARAGRAPH),
    ]


@pytest.mark.parametrize("name", ["shadow", "padding", "header-loader", "advance", "relatedness", "tagline"])
def test_words_inside_words_of_a_class_are_no_hints(name: str) -> None:
    (unit,) = scan_html(f"<div class='{name}'>Body</div>").units

    assert unit.zone is None


def test_the_head_is_collected() -> None:
    page = (
        '<html lang="en-GB"><head><title>Storm</title><meta property="og:title" content="Storm &amp; rain">'
        '<link rel="canonical" href="https://news.example/storm"><script type="application/ld+json">{"a":1}</script>'
        '</head><time datetime="2031-05-06">May 6</time>'
    )

    head = scan_html(page).head

    assert (head.title, head.language, head.canonical) == ("Storm", "en-GB", "https://news.example/storm")
    assert head.metas["og:title"] == ("Storm & rain",)
    assert (head.json_ld, head.times) == (('{"a":1}',), ("2031-05-06",))


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<b>",
        "<a x='",
        '<a x=">" ',
        "<a <a ",
        "<!--",
        "<script>",
        "&",
        "&#",
        "&a",
        "<",
        "<p><b>",
        "</i>",
        "<br>",
        "= '",
    ],
)
def test_hostile_repeats_are_read_to_the_end(piece: str) -> None:
    page = scan_html("<p>start</p>" + piece * 20_000)

    assert page.units[0].text == "start"


def test_spans_that_a_style_sheet_sets_apart_do_not_glue_words() -> None:
    page = "<div><span>Share</span><span>Print</span><span>Ana Sample, reporter</span><span>3 May</span></div>"

    assert texts(page) == ["Share Print Ana Sample, reporter 3 May"]


@pytest.mark.parametrize(
    "word", ["<span>T</span>he", "CO<sub>2</sub>", "<b>M</b><b>ayor</b>", "l\u2019<a>\u00cele</a>"]
)
def test_markup_inside_a_word_does_not_part_it(word: str) -> None:
    (text,) = texts(f"<p>{word}</p>")

    assert " " not in text


def test_a_bold_line_above_a_broken_line_is_a_unit_of_its_own() -> None:
    assert texts("<td><font size=5><b>Storm</b></font><br>Ferries stay<br>in port.</td>") == [
        "Storm",
        "Ferries stay in port.",
    ]


def test_an_end_tag_without_its_start_ends_nothing_around_it() -> None:
    linked, plain = scan_html("<p><a href=/x>Ferries</p><p>stay</a></b> in port</p>").units

    assert (linked.link_share, plain.link_share) == (1.0, 0.0)


@pytest.mark.parametrize("head", ['<?xml version="1.0"?>', '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">'])
def test_a_slash_ends_a_script_where_the_page_is_xhtml(head: str) -> None:
    assert texts(f'{head}<script src="a.js"/><p>first</p><style/><script>x</script><p>second</p>') == [
        "first",
        "second",
    ]


def test_a_slash_ends_no_script_of_other_pages() -> None:
    assert texts('<script src="a.js"/><p>code</p></script><p>text</p>') == ["text"]


@pytest.mark.parametrize("tag", ['<script src="a.js"/>', '<script src="a.js">', "<iframe src=/x>"])
def test_what_is_loaded_and_never_ends_does_not_swallow_the_page(tag: str) -> None:
    assert texts(f"<p>first</p>{tag * 3}<p>second</p>") == ["first", "second"]


def test_code_without_an_end_is_no_text() -> None:
    assert texts("<p>first</p><script>if (a) { open(") == ["first"]
