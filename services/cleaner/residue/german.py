"""Residue in German."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.credit_words import CREDITED
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:lesen sie (?:auch|hier|dazu|mehr)|lies auch|mehr dazu|mehr zum thema|auch interessant|weiterlesen|"
    r"siehe auch|das könnte sie auch interessieren|zum thema)"
)

CALLS = (
    r"abonnieren|jetzt|hier|melden sie|erhalten|bestellen|lesen sie|lies auch|mehr zum thema|folgen sie|"
    r"siehe auch"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

RULES: tuple[Rule, ...] = (
    whole(
        "de.also-read",
        RemovalReason.RELATED,
        _INVITATION + r"\s?[:|–-]\s?.{4,220}[^.\s]",
        _INVITATION + r"\s?:?",
        r"mehr (?:zu|aus|über|von) [^.!?]{2,60}",
        r"(?:meistgelesen|empfehlungen der redaktion|empfohlener redaktioneller inhalt|top-?themen)(?:e artikel)?",
    ),
    end("de.glued-also-read", RemovalReason.RELATED, r"(?:lesen sie auch|mehr zum thema)\s?[:|]\s?[^.!?]{8,220}"),
    whole(
        "de.newsletter",
        RemovalReason.NEWSLETTER,
        r"(?:abonnieren|melden|erhalten|bestellen)\b.{0,160}\bnewsletter\b.{0,120}",
        r"(?:jetzt |hier )(?:.{0,40})newsletter\b.{0,100}",
        r"newsletter(?: abonnieren)?",
        r"(?:(?:newsletter )?(?:abbestellen|abmelden))",
        most_words=40,
    ),
    whole(
        "de.subscribe",
        RemovalReason.SUBSCRIBE,
        r"(?:jetzt )?(?:anmelden|einloggen|registrieren|abonnieren|abo abschließen)",
        r"(?:sie haben bereits|schon) (?:ein )?(?:digital-?)?abo\b.{0,80}",
        r"dieser (?:artikel|inhalt) ist (?:nur )?für (?:unsere )?abonnenten\b.{0,80}",
    ),
    whole(
        "de.share",
        RemovalReason.SHARE,
        (
            r"(?:(?:artikel |auf \w+ |per \w+ )?(?:teilen|drucken|merken|versenden|kommentieren|vorlesen|"
            r"facebook|twitter|whatsapp|x|e-mail|link kopieren)[\s|,/]{0,3}){1,8}"
        ),
        r"folgen sie uns\b.{0,120}",
        r"(?:artikel )?anhören(?: \(\d+ min\))?",
    ),
    whole(
        "de.advert",
        RemovalReason.ADVERTISEMENT,
        r"\W{0,3}(?:anzeige|werbung|advertorial)\W{0,3}",
        r"(?:nach|unter) (?:der|dieser) (?:anzeige|werbung) (?:weiterlesen|geht es weiter)\b.{0,20}",
    ),
    whole(
        "de.consent",
        RemovalReason.CONSENT,
        r"(?:wir verwenden|diese (?:seite|webseite|website) verwendet)\b.{0,60}\bcookies\b.{0,400}",
        r"an dieser stelle\b.{0,200}\b(?:externe[rn]?|inhalt)\b.{0,300}",
        most_words=80,
    ),
    whole(
        "de.reading-time",
        RemovalReason.DATE,
        r"(?:lesezeit|lesedauer)\s?:?\s?(?:ca\. ?)?\d{1,3} ?min(?:uten?|\.)?",
        r"\d{1,3} ?min(?:uten)? lesezeit",
        r"stand:? (?:vom |am )?\d{1,2}\.? ?[\w. ]{0,14}\d{4}.{0,20}",
    ),
    whole(
        "de.credit",
        RemovalReason.CREDIT,
        r"(?:foto|fotos|bild|bilder|grafik|bildquelle)\s?: [^.!?]{2,120}\.?",
        rf"(?:video|quelle|quellen)\s?: {CREDITED}",
        r"(?:redaktionell verantwortlich|mitarbeit)\s?: [^.!?]{2,100}",
        r"\(?mit material (?:von|der)\b[^.!?]{2,80}[.)]{0,2}",
        r"mehr zu den quellen\b.{0,60}",
    ),
    whole(
        "de.rights",
        RemovalReason.COPYRIGHT,
        r".{0,80}\balle rechte vorbehalten\b(?! (?:bleib|für|ha[tb]|sind|war)).{0,80}",
        holds=("alle rechte vorbehalten",),
    ),
    whole(
        "de.comments",
        RemovalReason.COMMENTS,
        r"(?:\d{1,5} )?kommentare?(?: (?:lesen|schreiben|anzeigen))?",
        r"(?:jetzt |hier )?kommentieren",
    ),
    whole(
        "de.navigation",
        RemovalReason.NAVIGATION,
        r"(?:(?:zum|direkt zum) (?:haupt)?inhalt(?: springen)?|(?:zurück )?nach oben|zum seitenanfang|"
        r"suchen?|schließen|"
        r"weiter|zurück|mehr (?:an)?zeigen|mehr laden|startseite)",
        most_words=5,
    ),
    whole("de.tags", RemovalReason.TAGS, r"(?:themen|schlagworte|schlagwörter|stichworte)\s?:\s?.{0,200}[^.!?…\s]"),
)
