"""Each rule is tried on what it is for and on a body sentence that resembles it."""

# ruff: noqa: RUF001 - pages speak Ukrainian, too

import pytest

from services.cleaner.mark_phrases import mark_phrases, rules_for
from services.cleaner.read_lines import read_lines

#: By rule: what it must find, and a sentence of an article that it must leave alone.
EXAMPLES = {
    "any.web-address": (
        "https://news.example/2031/05/06/harbour- closed-b77",
        "The page https://news.example was down on Tuesday.",
    ),
    "any.mail-address": ("desk@news.example", "He wrote from desk@news.example to the ministry."),
    "any.copyright": ("© 2031 Velmora Post", "Copyright law protects the harbour's old maps."),
    "any.hashtags": ("#harbour #velmora", "#harbour was the word of the day in Velmora."),
    "any.photo-agency": ("Ana Sample / Getty Images", "The museum sold its pictures to Getty Images. Nobody objected."),
    "any.no-word": ("* * *", "1."),
    "en.also-read": (
        "ALSO READ | Ferry fares rise again",
        "Also read aloud was a letter from the mayor: it was short.",
    ),
    "en.more-stories": ("More from Velmora", "More from the islands arrived than the town had beds for."),
    "en.glued-also-read": (
        "The port is closed. Also Read: Ferry fares rise again",
        "He asked them to read more: books, papers, anything.",
    ),
    "en.newsletter": (
        "Sign up for our daily newsletter",
        "Signing up for the army's newsletter became a crime last year.",
    ),
    "en.subscribe": ("Already a subscriber? Log in", "Subscribe is the word the bank printed on its bonds."),
    "en.share": ("Share | Tweet | WhatsApp", "Share prices fell by a fifth on Tuesday."),
    "en.advert": ("ADVERTISEMENT", "Advertisements for the ferry were taken down."),
    "en.consent": (
        "We use cookies to improve your visit.",
        "We use no force against demonstrators, the minister said.",
    ),
    "en.rights": ("Velmora Post. All rights reserved.", "All right, the mayor reserved her judgement."),
    "en.reading-time": ("5 min read", "5 minutes later the ferry sank."),
    "en.credit": (
        "Reporting by Jon Example; Editing by Ana Sample",
        "Reporting by the harbour office began in May. It ended in June.",
    ),
    "en.image-caption": ("Image caption The harbour on Tuesday", "Images captioned in haste misled the court."),
    "en.comments": ("Leave a comment", "Comments by the minister angered the council."),
    "en.tags": ("Tags: harbour, ferry, Velmora", "Topics at the talks were fishing and fuel."),
    "en.contact": ("Contact the reporter at jon@news.example", "Contact with the ferry was lost at noon."),
    "en.navigation": ("Skip to main content", "Home prices fell."),
    "en.section-label": (
        "What's the story The harbour of Velmora is closed.",
        "What's the story behind the closed harbour?",
    ),
    "en.glued-advert": ("Advertisement The harbour of Velmora is closed.", "Advertisement revenue fell by half."),
    "de.also-read": ("Lesen Sie auch: Fähren bleiben im Hafen", "Mehr dazu sagte der Minister am Dienstag nicht."),
    "de.glued-also-read": (
        "Der Hafen ist zu. Lesen Sie auch: Fähren bleiben im Hafen",
        "Der Hafen ist zu. Mehr zum Thema sagte er nicht.",
    ),
    "de.newsletter": ("Abonnieren Sie unseren Newsletter", "Der Newsletter des Ministeriums enthielt einen Fehler."),
    "de.subscribe": ("Jetzt anmelden", "Anmelden mussten sich alle Bewohner der Insel."),
    "de.share": ("Artikel teilen", "Teilen wollte der Rat die Insel nicht."),
    "de.advert": ("ANZEIGE", "Anzeige wurde gegen den Kapitän erstattet."),
    "de.consent": ("Diese Website verwendet Cookies.", "Wir verwenden dafür eigenes Geld, sagte sie."),
    "de.reading-time": ("Lesezeit: 3 Min", "Stand am Morgen noch alles still?"),
    "de.credit": ("Foto: Ana Muster", "Quelle des Streits ist der Hafen."),
    "de.rights": ("Alle Rechte vorbehalten", "Alle Rechte der Insel gingen verloren."),
    "de.comments": ("12 Kommentare lesen", "Kommentare wollte der Sprecher nicht abgeben."),
    "de.tags": ("Themen: Hafen, Fähre", "Themen waren der Hafen und die Fähre."),
    "fr.also-read": ("À lire aussi : Le port reste fermé", "Lire aussi les cartes anciennes demande du temps."),
    "fr.glued-also-read": (
        "Le port est fermé. Lire aussi : La grève continue",
        "Le port est fermé. Il faut lire aussi entre les lignes.",
    ),
    "fr.newsletter": ("Inscrivez-vous à notre newsletter", "La newsletter du ministère contenait une erreur."),
    "fr.subscribe": ("Cet article est réservé aux abonnés", "S'abonnera qui voudra, a dit le maire."),
    "fr.share": ("Partager cet article", "Partager le pouvoir n'est pas prévu."),
    "fr.advert": ("Publicité", "Publicité mensongère, a conclu le tribunal."),
    "fr.consent": ("Ce site utilise des cookies.", "Nous utilisons nos propres bateaux, a-t-il dit."),
    "fr.reading-time": ("Temps de lecture : 4 min", "Publié hier."),
    "fr.credit": ("(avec AFP)", "Avec les agences de l'État, le maire négocie."),
    "fr.rights": ("Tous droits réservés", "Tous les droits sont réservés au roi."),
    "fr.comments": ("12 commentaires", "Les commentaires du maire ont surpris."),
    "es.also-read": ("Lea también: Cierran el puerto", "Lea también sabe leer mapas."),
    "es.glued-also-read": ("El puerto cerró. Lee también: Suben las tarifas", "El puerto cerró. Nadie quiso leer más."),
    "es.newsletter": ("Suscríbete a nuestro boletín", "El boletín del ministerio tenía un error."),
    "es.subscribe": ("Inicia sesión", "Inició la sesión el alcalde."),
    "es.share": ("Compartir en Facebook", "Compartir el poder no está previsto."),
    "es.advert": ("Publicidad", "Publicidad engañosa, dijo el juez."),
    "es.consent": ("Utilizamos cookies propias.", "Utilizamos barcos propios, dijo el alcalde."),
    "es.reading-time": ("Tiempo de lectura: 4 min", "4 minutos después se hundió el ferri."),
    "es.credit": ("Foto: Ana Ejemplo", "Fuentes del puerto lo negaron."),
    "es.rights": ("Todos los derechos reservados", "Todos los derechos son del pueblo."),
    "es.comments": ("12 comentarios", "Los comentarios del alcalde sorprendieron."),
    "uk.also-read": ("Читайте також: Порт закрито", "Читайте також між рядків, сказав мер."),
    "uk.glued-also-read": ("Порт закрито. Читайте також: Тарифи зростають", "Порт закрито. Дивіться також під ноги."),
    "uk.newsletter": ("Підпишіться на нашу розсилку", "Розсилка міністерства містила помилку."),
    "uk.share": ("Поділитися", "Поділитися владою мер не готовий."),
    "uk.advert": ("РЕКЛАМА", "Реклама порому зникла з міста."),
    "uk.credit": ("Фото: Ана Приклад", "Джерело в порту це заперечило."),
    "uk.rights": ("Усі права захищено", "Усі права належать громаді."),
    "uk.comments": ("Залишити коментар", "Коментарі мера здивували раду."),
    "uk.tags": ("Теги: порт, пором", "Теми переговорів не назвали."),
}


def rules_fired(text: str, name: str) -> set[str]:
    language = None if name[:3] == "any" else name[:2]
    return {unit.verdict.rule for unit in mark_phrases(read_lines(text), language) if unit.verdict}


def test_every_rule_has_an_example_and_a_counterexample() -> None:
    assert {rule.name for rule in rules_for(None)} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rule_finds_its_residue(name: str) -> None:
    assert name in rules_fired(EXAMPLES[name][0], name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_rule_touches_a_sentence_that_resembles_residue(name: str) -> None:
    assert rules_fired(EXAMPLES[name][1], name) == set()


def test_glued_residue_is_parted_and_the_sentence_stays() -> None:
    units = mark_phrases(read_lines("The port is closed. Also Read: Ferry fares rise again"), "en")

    assert [(unit.text, unit.verdict is None) for unit in units] == [
        ("The port is closed.", True),
        ("Also Read: Ferry fares rise again", False),
    ]


@pytest.mark.parametrize(
    "piece", ["Also read: ", "share ", "https://a.b/ ", "cookies ", "a.", "© ", "newsletter ", "#a ", "- ", "by "]
)
def test_rules_end_on_hostile_repeats(piece: str) -> None:
    text = "sign up by (" + piece * 20_000

    assert mark_phrases(read_lines(text), None)


@pytest.mark.parametrize(
    ("text", "is_residue"),
    [
        ("Join more than 40,000 readers every morning. It is free.", True),
        ("Join the islanders in their protest, the mayor asked.", False),
        ("Follow The Velmora Post on Gull and never miss a story. Download our app.", True),
        ("Follow the money and the story of the ferries begins in May.", False),
        ("Share 418 Gull Message Pin Mail", True),
        ("Share Bank of Velmora", False),
        ("You have read 2 of 3 free articles this month.", True),
        ("You have read the letter, the judge told him.", False),
        ("It is worth every penny. Subscribe for 9 crowns a week.", True),
        ("Few islanders subscribe for the whole year.", False),
    ],
)
def test_an_outlet_s_own_names_and_numbers_hide_no_residue(text: str, is_residue: bool) -> None:
    assert bool(rules_fired(text, "en.")) is is_residue
