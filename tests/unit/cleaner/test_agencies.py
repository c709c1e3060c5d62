# ruff: noqa: RUF001 - datelines are written with dashes

import pytest

from services.cleaner.metadata.agencies import (
    agency_at_end,
    agency_in_author_address,
    agency_in_dateline,
    ends_with_picture_credit,
    is_credit_line,
)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "AFP",
            "— Reuters",
            "(AP)",
            "Source: AFP",
            "dpa/afp",
            "With AFP",
            "Reuters and AP",
            "TT-AFP",
            "Redazione ANSA",
        ),
        *("Agência Lusa", "ANP/AFP", "NTB – AFP", "Källa: TT", "Fonte: ANSA", "EFE y AFP", "Укрінформ", "Keystone-SDA"),
        *("/ritzau/", "Yonhap News Agency", "Reuters staff"),
    ],
)
def test_a_line_with_nothing_but_agencies_is_a_credit(line: str) -> None:
    assert is_credit_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "ap",
        "From Reuters:",
        "AFP said so.",
        "Reuters reported from Velmora",
        "Preparing",
        "The source",
        "TT-line",
        "Ansa",
        "Lusaka",
        "AP-led",
        "Papst",
        "SDAP",
    ],
)
def test_a_line_with_more_than_agencies_is_no_credit(line: str) -> None:
    assert not is_credit_line(line)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("VELMORA (AFP) – The harbour", "AFP"),
        ("VELMORA, May 6 (Reuters) - The harbour", "Reuters"),
        ("Velmora (dpa). Der Hafen", "dpa"),
        ("The mayor (AFP) said", None),
        ("(ANSA) - VELMORA, 06 MAG - Il porto", "ANSA"),
        ("VELMORA, May 6. /TASS/. The harbour", "TASS"),
        ("Lisboa, 06 mai 2031 (Lusa) - O porto", "Lusa"),
        ("Velmora, 6 may (EFE).- El puerto", "EFE"),
        ("Velmora/Luth (dpa/AFP) - Der Hafen", "dpa"),
        ("Velmora (TT) – Hamnen", "TT"),
        ("New Velmora [Islands], May 6 (ANI): The harbour", "ANI"),
        ("VELMORA (AA) - The harbour", "Anadolu"),
        ("КИЇВ, 6 травня. /Укрінформ/. Порт", "Ukrinform"),
        ("The Island People's Party (PAP), which won", None),
        ("The party of the islands (PAP). Then", None),
        ("Countries of the region (MENA): none", None),
        ("The ferry (TT) - broke loose", None),
        ("The harbour was closed. VELMORA (AFP) – later", None),
    ],
)
def test_a_dateline_names_its_agency(text: str, agency: str | None) -> None:
    assert agency_in_dateline(text) == agency


@pytest.mark.parametrize(
    ("address", "agency"),
    [
        ("https://news.example/author/afp-2", "AFP"),
        ("https://news.example/authors/the-associated-press", "AP"),
        ("https://news.example/author/ana-sample", None),
        ("https://news.example/afp", None),
    ],
)
def test_an_author_s_page_names_the_agency(address: str, agency: str | None) -> None:
    assert agency_in_author_address(address) == agency


@pytest.mark.parametrize(
    "caption",
    [
        "The pier on Tuesday. (Jon Example/AFP)",
        "The pier (Photo by Jon Example)",
        "The pier [sic]. Photo: Jon Example",
        "Pier (EPA)",
    ],
)
def test_a_caption_ends_with_its_credit(caption: str) -> None:
    assert ends_with_picture_credit(caption)


@pytest.mark.parametrize(
    "sentence",
    [
        "They are preparing (perhaps).",
        "He told the agency (AP).",
        "The maps (in the TTL file) burnt",
        "The photo was old",
    ],
)
def test_a_sentence_does_not_end_with_a_credit(sentence: str) -> None:
    assert not ends_with_picture_credit(sentence)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("The pier broke, she said. (dpa/abc)", "dpa"),
        ("Hamnen är stängd. /TT/", "TT"),
        ("She told the agency (AP).", None),
        ("The pier broke. (sic)", None),
        ("The pier broke. (Getty Images)", None),
    ],
)
def test_an_agency_may_stand_behind_the_last_sentence(text: str, agency: str | None) -> None:
    assert agency_at_end(text) == agency


@pytest.mark.parametrize(
    "caption", ["Hafen. Bild: Ana Muster/dpa", "Hamnen. Foto: Ana Exempel/TT", "Порт. Фото: Укрінформ"]
)
def test_captions_of_other_languages_end_with_their_credit(caption: str) -> None:
    assert ends_with_picture_credit(caption)


def test_a_sentence_about_an_image_is_no_credit() -> None:
    assert not ends_with_picture_credit("Ein klares Bild: Die Preise steigen")
