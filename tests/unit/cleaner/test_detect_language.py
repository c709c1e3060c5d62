# ruff: noqa: RUF001 - Ukrainian

import pytest

from claimwire.models import RemovalReason
from services.cleaner.detect_language import detect_language, language_of
from services.cleaner.unit import Segment, Unit

SENTENCES = {
    "en": "No one was hurt, the police said on Monday. Two ferries broke loose in the night.",
    "de": "Verletzt wurde niemand, sagte die Polizei am Montag. Zwei Fähren rissen sich los.",
    "fr": "Personne n'a été blessé, a déclaré la police lundi. Deux ferries ont rompu leurs amarres.",
    "es": "Nadie resultó herido, dijo la policía el lunes. Dos transbordadores se soltaron.",
    "it": "Nessuno è rimasto ferito, ha detto la polizia lunedì. Due traghetti si sono staccati.",
    "nl": "Niemand raakte gewond, zei de politie maandag. Twee veerboten sloegen 's nachts los.",
    "pt": "Ninguém ficou ferido, disse a polícia na segunda-feira. Dois ferries soltaram-se.",
    "sv": "Ingen skadades, sade polisen på måndagen. Två färjor slet sig under natten.",
    "uk": "Ніхто не постраждав, повідомила поліція в понеділок. Два пороми зірвалися з якоря.",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
@pytest.mark.parametrize("declared", [None, "en", "xx-XX"])
def test_two_sentences_tell_the_language_whatever_the_page_says(code: str, text: str, declared: str | None) -> None:
    assert language_of(text, declared) == code


@pytest.mark.parametrize(("declared", "code"), [("sv-SE", "sv"), ("da", "da"), (None, None)])
def test_the_page_is_believed_where_a_short_text_could_be_both(declared: str | None, code: str | None) -> None:
    assert language_of("Priserna stiger igen", declared) == code


@pytest.mark.parametrize(
    ("declared", "code"), [("pt_BR", "pt"), ("", None), ("klingon", None), ("ua", "uk"), ("日本", None), (None, None)]
)
def test_without_words_only_the_page_can_tell(declared: str | None, code: str | None) -> None:
    assert language_of("12:30 – 14:00", declared) == code


def test_without_a_word_of_the_page_the_classifier_is_hinted_at_nothing() -> None:
    assert language_of("Un pont ferme à Lyon", None) == "fr"


@pytest.mark.parametrize("noise", ["\x00", "\x1b[0m", "\x85", "\ud800", "\ufdd0", "\U0010ffff"])
def test_characters_that_belong_in_no_text_hide_no_language(noise: str) -> None:
    assert language_of(f"{noise}{SENTENCES['fr']}{noise}", "en") == "fr"


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("da", "Politiet siger, at ingen kom til skade."),
        ("no", "Politiet sier at ingen ble skadet."),
        ("id", "Polisi mengatakan tidak ada yang terluka."),
        ("ms", "Polis berkata tiada sesiapa yang cedera."),
        ("hr", "Policija kaže da nitko nije ozlijeđen."),
        ("sr", "Policija kaže da niko nije povređen."),
        ("zu", "Amaphoyisa athi akekho olimele."),
        ("xh", "Amapolisa athi akukho mntu wenzakeleyo."),
        ("zh", "中国政府表示明年修建道路"),
    ],
)
def test_between_neighbours_the_page_is_believed(declared: str, text: str) -> None:
    assert language_of(text, declared) == declared


def test_what_was_removed_does_not_count() -> None:
    german, french = (Unit(SENTENCES[code], (Segment(0, len(SENTENCES[code]), 0, 0),)) for code in ("de", "fr"))

    units = [german.removed(RemovalReason.FOOTER, "test"), french]

    assert detect_language(units, None) == "fr"
