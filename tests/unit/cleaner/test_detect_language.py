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
    ("declared", "code"), [("pt_BR", "pt"), ("", None), ("klingon", None), ("ua", "uk"), (None, None)]
)
def test_without_words_only_the_page_can_tell(declared: str | None, code: str | None) -> None:
    assert language_of("12:30 – 14:00", declared) == code


def test_what_was_removed_does_not_count() -> None:
    german, french = (Unit(SENTENCES[code], (Segment(0, len(SENTENCES[code]), 0, 0),)) for code in ("de", "fr"))

    units = [german.removed(RemovalReason.FOOTER, "test"), french]

    assert detect_language(units, None) == "fr"
