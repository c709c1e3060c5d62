# ruff: noqa: RUF001 - Ukrainian

import pytest

from services.cleaner.metadata.read_byline import is_date_line, is_name, read_byline


@pytest.mark.parametrize(
    ("line", "authors", "date"),
    [
        ("By Ana Sample", ("Ana Sample",), None),
        ("BY ANA SAMPLE AND JON EXAMPLE", ("ANA SAMPLE", "JON EXAMPLE"), None),
        ("By Ana Sample 10:22 am May 6, 203110:22 am", ("Ana Sample",), "2031-05-06T10:22"),
        ("by Ana Sample May 6, 2031 3:50 PM 2 min read", ("Ana Sample",), "2031-05-06T15:50"),
        ("Jon Watson | 6 May 2031 | Updated: 7 May 2031 10:00 GMT", ("Jon Watson",), "2031-05-06"),
        ("By Ana Sample and Jon Q. Example, Staff Writers", ("Ana Sample", "Jon Q. Example"), None),
        ("By Ana Sample in Velmora", ("Ana Sample",), None),
        ("Von Ana Muster und Jon van der Beispiel", ("Ana Muster", "Jon van der Beispiel"), None),
        ("Ein Kommentar von Ana Muster", ("Ana Muster",), None),
        (
            "Par Ana Exemple et Jon Modèle, publié le 6 mai 2031 à 14h05",
            ("Ana Exemple", "Jon Modèle"),
            "2031-05-06T14:05",
        ),
        ("Propos recueillis par Ana Exemple", ("Ana Exemple",), None),
        ("Por Ana Ejemplo y Jon Muestra", ("Ana Ejemplo", "Jon Muestra"), None),
        ("Por José Ejemplo y Gasset", ("José Ejemplo y Gasset",), None),
        ("Por: Ana Exemplo, 6 de maio de 2031 às 14:05", ("Ana Exemplo",), "2031-05-06T14:05"),
        ("Texto: Ana Exemplo", ("Ana Exemplo",), None),
        ("Di Ana Esempio e Jon Modello", ("Ana Esempio", "Jon Modello"), None),
        ("A cura di Ana Esempio", ("Ana Esempio",), None),
        ("Door Ana Voorbeeld en Jon Proef", ("Ana Voorbeeld", "Jon Proef"), None),
        ("Av Ana Exempel och Jon Prov", ("Ana Exempel", "Jon Prov"), None),
        ("Text: Ana Exempel", ("Ana Exempel",), None),
        ("Af Ana Eksempel", ("Ana Eksempel",), None),
        ("Автор: Ана Зразок", ("Ана Зразок",), None),
        ("Ана Зразок — 6 травня 2031, 14:05", ("Ана Зразок",), "2031-05-06T14:05"),
        ("By April Sample and Jon May", ("April Sample", "Jon May"), None),
        ("By Ana Sample, Jon Example and Eve Fiction", ("Ana Sample", "Jon Example", "Eve Fiction"), None),
        ("Von Ana Muster, Korrespondentin in Velmora", ("Ana Muster",), None),
    ],
)
def test_a_byline_says_who_and_when(line: str, authors: tuple[str, ...], date: str | None) -> None:
    byline = read_byline(line)

    assert byline is not None
    assert byline.authors == authors
    assert (byline.date.text if byline.date else None) == date


def test_an_agency_in_a_byline_is_no_author() -> None:
    byline = read_byline("By Ana Sample, Associated Press")

    assert byline is not None
    assert (byline.authors, byline.agency) == (("Ana Sample",), "AP")


@pytest.mark.parametrize(
    "line",
    [
        "By the time he left, it was over.",
        "By Monday Morning",
        "By 2031 the islands will have a bridge",
        "Ana Sample May 6, 2031 said no",
        "Harbour closed on May 6, 2031",
        "May 6, 2031",
        "",
        "Von der Reise zurück",
        "Von Montag an fahren die Fähren wieder.",
        "Par ailleurs, le port reste fermé.",
        "Por la noche cerró el puerto",
        "Por qué cerró el puerto",
        "Di notte il porto resta chiuso",
        "Door de storm bleef de haven dicht",
        "Av hamnens båtar är två borta",
        "Автор статті невідомий",
        "Text and pictures of the storm",
        "By Friday Evening",
    ],
)
def test_sentences_headlines_and_dates_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "May 6, 2031",
        "Published on 06.05.2031, 14:05 Uhr",
        "Updated: 6 May 2031 10:00 GMT",
        "2031-05-06",
        "Mittwoch, 6. Mai 2031, 14:05 Uhr",
        "Publié le mardi 6 mai 2031 à 14h05",
        "Publicado el 6 de mayo de 2031 a las 14:05 h",
        "Última atualização: 6 de maio de 2031 às 14h05",
        "Pubblicato il 6 maggio 2031 alle ore 14:05",
        "Laatst bijgewerkt op 6 mei 2031 om 14:05 uur",
        "Publicerad 6 maj 2031 kl. 14.05 | Uppdaterad 7 maj 2031",
        "Опубліковано: 6 травня 2031 року о 14:05",
        "6 May 2031 | 4 min read",
    ],
)
def test_a_line_with_nothing_but_a_date_is_a_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "On May 6, 2031 the harbour was closed",
        "Le 6 mai 2031, le port",
        "Seit 6. Mai 2031 dicht",
        "The year 2031",
        "6 May",
    ],
)
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_a_date_may_stand_before_the_name() -> None:
    byline = read_byline("06.05.2031 von Ana Muster")

    assert byline is not None
    assert byline.authors == ("Ana Muster",)
    assert byline.date is not None


@pytest.mark.parametrize(
    "text", ["Ana Sample", "Ana María de la Muestra", "Jean-Luc d'Exemple", "Julio Ejemplo", "Ана Зразок"]
)
def test_a_name_has_capitals_and_particles(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["Ana", "ana sample", "Monday Morning", "Next Year", "The harbour", "Ana Sample 7", "A b C d E f"]
)
def test_other_words_are_no_name(text: str) -> None:
    assert not is_name(text)
