"""Residue in Dutch."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.credit_words import CREDITED
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:lees (?:ook|meer|verder|hier|terug)|(?:be)?kijk ook|zie ook|luister ook|meer lezen|"
    r"meer over dit onderwerp|ook interessant|misschien ook interessant|gerelateerde? ?(?:artikelen|"
    r"nieuws|berichten)?|"
    r"aanbevolen(?: voor u| voor jou)?)"
)

CALLS = (
    r"abonneer|schrijf|meld|ontvang|lees ook|lees meer|bekijk ook|volg ons|deel dit|tekst gaat|"
    r"artikel gaat"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

RULES: tuple[Rule, ...] = (
    whole(
        "nl.also-read",
        RemovalReason.RELATED,
        _INVITATION + r"\s?[:|–—-]\s?.{4,220}[^.\s]",
        _INVITATION + r"\s?[:…]?",
        r"(?:meest gelezen|best gelezen|meest bekeken|laatste nieuws|meer nieuws|net binnen|onze keuze)",
        r"meer over [^.!?]{2,60}",
    ),
    end("nl.glued-also-read", RemovalReason.RELATED, r"(?:lees (?:ook|meer|verder)|bekijk ook)\s?[:|]\s?[^.!?]{8,220}"),
    whole(
        "nl.newsletter",
        RemovalReason.NEWSLETTER,
        (
            r"(?:schrijf (?:je|u)|meld (?:je|u)|abonneer (?:je|u)|ontvang|aanmelden|inschrijven)\b.{0,160}\b"
            r"(?:nieuwsbrie(?:f|ven)|mailbox|inbox)\b.{0,120}"
        ),
        r"(?:onze |de |dagelijkse |gratis ){0,3}nieuwsbrie(?:f|ven)",
        r"(?:uitschrijven|afmelden)",
        most_words=40,
    ),
    whole(
        "nl.subscribe",
        RemovalReason.SUBSCRIBE,
        (
            r"(?:nu |direct )?(?:inloggen|aanmelden|registreren|abonneren|abonnee worden|"
            r"word (?:nu )?(?:abonnee|lid))[.!]?"
        ),
        r"(?:al|bent u al|ben je al) (?:abonnee|lid)\b\??.{0,80}",
        r"dit artikel is (?:alleen|exclusief|uitsluitend) voor (?:onze )?abonnees\b.{0,80}",
        r"(?:verder lezen|lees dit artikel)\? .{0,100}\b(?:abonnement|abonnee|account)\b.{0,60}",
    ),
    whole(
        "nl.share",
        RemovalReason.SHARE,
        (
            r"(?:(?:(?:artikel |dit artikel )?delen|afdrukken|printen|opslaan|bewaren|mailen|link kopiëren|"
            r"kopieer link|"
            r"facebook|twitter|whatsapp|linkedin|e-?mail|x)[\s|,/]{0,3}){1,8}"
        ),
        r"deel (?:dit|deze|via|op)\b[^.!?]{0,60}[.!]?",
        r"volg ons\b.{0,120}",
        r"(?:artikel )?beluisteren(?: \(\d+ min\))?",
    ),
    whole(
        "nl.advert",
        RemovalReason.ADVERTISEMENT,
        r"\W{0,3}(?:advertentie|reclame|gesponsorde? ?(?:inhoud|bericht|content)?|partnerbijdrage)\W{0,3}",
        (
            r"(?:tekst|artikel) (?:gaat|loopt) (?:verder|door) (?:onder|na) (?:de|deze) (?:advertentie|foto|"
            r"video|tweet)\W{0,3}"
        ),
    ),
    whole(
        "nl.consent",
        RemovalReason.CONSENT,
        (
            r"(?:wij gebruiken|we gebruiken|deze (?:site|website) (?:gebruikt|"
            r"maakt gebruik van))\b.{0,60}\bcookies\b.{0,400}"
        ),
        r"(?:om deze inhoud te (?:bekijken|tonen)|deze inhoud kan niet worden getoond)\b.{0,240}",
        r"(?:cookie-?|privacy)(?:beleid|voorkeuren|instellingen|verklaring)",
        most_words=80,
    ),
    whole(
        "nl.reading-time",
        RemovalReason.DATE,
        r"(?:leestijd\s?:?\s?)?(?:ca\. ?)?\d{1,3} ?min(?:\.|uut|uten)?(?: leestijd| lezen)?",
        (
            r"(?:gepubliceerd|geplaatst|bijgewerkt|laatst gewijzigd|laatste update)(?: op|"
            r" om)?\s?:? [^.!?]{0,40}\d[\d.,:/ h-]{0,30}[^.!?]{0,20}"
        ),
    ),
    whole(
        "nl.credit",
        RemovalReason.CREDIT,
        r"(?:foto|foto's|beeld|illustratie)\s?: [^.!?]{2,120}\.?",
        rf"(?:video|bron|bronnen)\s?: {CREDITED}",
        r"\(?met medewerking van [^.!?]{2,80}[.)]{0,2}",
    ),
    whole(
        "nl.rights",
        RemovalReason.COPYRIGHT,
        r".{0,80}\balle rechten voorbehouden\b(?! (?:aan|voor)\b).{0,80}",
        holds=("alle rechten voorbehouden",),
    ),
    whole(
        "nl.comments",
        RemovalReason.COMMENTS,
        r"(?:\d{1,5} )?reacties?(?: (?:lezen|plaatsen|tonen))?",
        r"(?:plaats|geef|schrijf|bekijk) (?:een |alle )?reacties?",
    ),
    whole("nl.tags", RemovalReason.TAGS, r"(?:onderwerpen|trefwoorden|tags|thema's|meer over)\s?:\s?.{0,200}[^.!?…\s]"),
    whole(
        "nl.navigation",
        RemovalReason.NAVIGATION,
        r"(?:naar (?:de )?(?:hoofd)?inhoud|terug naar boven|zoeken|sluiten|volgende|vorige|toon meer|meer laden)",
        most_words=5,
    ),
)
