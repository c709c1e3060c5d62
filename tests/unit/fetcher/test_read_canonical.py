import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.fetcher.read_canonical import read_canonical
from services.fetcher.read_visible import read_markup

STORY = "https://tidepost.example/ferry-sails-again-48151"
AMP = "https://amp.tidepost.example/ferry-sails-again-48151"


def json_ld(page: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"mainEntityOfPage": page})}</script>'


def read(head: str | bytes, address: str = AMP) -> str | None:
    body = b"<html><head>" + (head.encode() if isinstance(head, str) else head) + b"</head><body>Ferry</body></html>"
    return read_canonical(body, read_markup(body), address)


@pytest.mark.parametrize(
    "head",
    [
        f'<link rel="canonical" href="{STORY}">',
        f"<LINK HREF='{STORY}' data-rh=true REL='canonical'/>",
        f"<link href={STORY} rel=canonical>",
        f'<link rel="alternate canonical" href=" {STORY}?utm_source=amp#top ">',
        '<link rel="canonical" href="https://tidepost.example/news/&#102;erry-sails-again-48151">',
        f'<meta property="og:url" content="{STORY}">',
        f'<meta content="{STORY}" name="og:url">',
        json_ld(STORY),
        json_ld({"@type": "WebPage", "@id": STORY}),
        json_ld(STORY).replace("/ferry", r"\/ferry"),
        f'<link rel="canonical" href="https://elsewhere.example/48151"><meta property="og:url" content="{STORY}">',
    ],
)
def test_a_page_names_its_canonical_address(head: str) -> None:
    canonical = read(head)

    assert canonical is not None
    assert canonical.startswith("https://tidepost.example/")
    assert "48151" in canonical


def test_a_relative_address_is_one_of_the_pages_host() -> None:
    assert read('<link rel="canonical" href="/ferry-48151">') == "https://amp.tidepost.example/ferry-48151"


def test_letters_that_are_no_ascii_are_read_in_whatever_charset() -> None:
    expected = "https://tidepost.example/f%C3%A4hre-48151"

    assert read('<link rel="canonical" href="https://tidepost.example/fähre-48151">') == expected
    assert read('<link rel="canonical" href="https://tidepost.example/fähre-48151">'.encode("cp1252")) == expected


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<link rel=canonical>",
        '<link rel="canonical" href="">',
        '<link rel="canonical" href="javascript:alert(48151)">',
        '<link rel="canonical" href="http://[48151">',
        f'<link rel="amphtml" href="{STORY}">',
        f'<!-- <link rel="canonical" href="{STORY}"> -->',
        f'<script>var link = \'<link rel="canonical" href="{STORY}">\'</script>',
        f'<template><link rel="canonical" href="{STORY}"></template>',
        f'<link rel="canonical" href="{STORY}"><link rel="canonical" href="{STORY}-2">',
        f'</head><body><link rel="canonical" href="{STORY}">',
    ],
)
def test_what_is_no_plain_word_in_the_head_does_not_count(head: str) -> None:
    assert read(head) is None


def test_what_stands_behind_an_enormous_head_is_not_looked_for() -> None:
    assert read("<meta name=x content=y>" * 20_000 + f'<link rel="canonical" href="{STORY}">') is None


@given(st.binary(max_size=300))
def test_no_head_makes_it_fail(head: bytes) -> None:
    read(head)
