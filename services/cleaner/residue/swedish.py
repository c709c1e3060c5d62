"""Residue in Swedish."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.credit_words import CREDITED
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:läs (?:också|även|mer|vidare|hela)(?: här)?|se (?:också|även)|lyssna (?:också|även)|mer (?:om|i) ämnet|"
    r"relaterat|relaterade (?:artiklar|nyheter)|fler artiklar|du kanske också gillar|missa inte|"
    r"rekommenderat(?: för dig)?)"
)

CALLS = (
    r"prenumerera|anmäl dig|skriv upp|läs också|läs även|läs mer|se även|följ oss|dela|artikeln fortsätter|"
    r"texten fortsätter"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

RULES: tuple[Rule, ...] = (
    whole(
        "sv.also-read",
        RemovalReason.RELATED,
        _INVITATION + r"\s?[:|–—-]\s?.{4,220}[^.\s]",
        _INVITATION + r"\s?[:…]?",
        r"(?:mest läst(?:a)?|senaste nytt|senaste nyheterna|fler nyheter|just nu|toppnyheter)",
    ),
    end(
        "sv.glued-also-read",
        RemovalReason.RELATED,
        r"(?:läs (?:också|även|mer)|se (?:också|även))\s?[:|]\s?[^.!?]{8,220}",
    ),
    whole(
        "sv.newsletter",
        RemovalReason.NEWSLETTER,
        (
            r"(?:prenumerera|anmäl dig|skriv upp dig|få (?:vårt|våra|de senaste)|registrera dig)\b.{0,160}\b"
            r"(?:nyhetsbrev(?:et|en)?|inkorg(?:en)?|mejl(?:en)?)\b.{0,120}"
        ),
        r"(?:vårt |våra |dagliga |gratis ){0,3}nyhetsbrev",
        r"(?:avregistrera(?: dig)?|avsluta prenumeration(?:en)?)",
        most_words=40,
    ),
    whole(
        "sv.subscribe",
        RemovalReason.SUBSCRIBE,
        (
            r"(?:logga in|prenumerera(?: nu| här)?|bli (?:prenumerant|medlem|kund)|skapa (?:ett )?konto|"
            r"registrera dig)[.!]?"
        ),
        r"(?:redan|är du redan) (?:prenumerant|kund|medlem)\b\??.{0,80}",
        r"(?:den här|denna) artikeln är (?:bara |endast |exklusiv |låst ){0,2}för (?:våra )?prenumeranter\b.{0,80}",
        r"(?:för att|vill du) (?:fortsätta läsa|läsa vidare|läsa hela artikeln)\b.{0,160}",
    ),
    whole(
        "sv.share",
        RemovalReason.SHARE,
        (
            r"(?:(?:dela(?: artikeln)?|skriv ut|spara|mejla|kopiera länk(?:en)?|kommentera|facebook|twitter|"
            r"messenger|linkedin|e-?post|x)[\s|,/]{0,3}){1,8}"
        ),
        r"dela (?:på|via|med|den här|denna)\b[^.!?]{0,60}[.!]?",
        r"följ oss\b.{0,120}",
        r"lyssna på artikeln\b.{0,30}",
    ),
    whole(
        "sv.advert",
        RemovalReason.ADVERTISEMENT,
        r"\W{0,3}(?:annons|annonser|reklam|sponsrat innehåll|i samarbete med annonsör)\W{0,3}",
        r"(?:artikeln|texten) fortsätter (?:efter|under) (?:annonsen|bilden|videon|reklamen)\W{0,3}",
    ),
    whole(
        "sv.consent",
        RemovalReason.CONSENT,
        (
            r"(?:vi använder|(?:den här|denna) (?:webbplatsen|sajten|sidan) använder)\b.{0,60}\b(?:cookies|"
            r"kakor)\b.{0,400}"
        ),
        r"(?:för att (?:se|visa) (?:detta|det här) innehållet?|detta innehåll kan inte visas)\b.{0,240}",
        r"(?:cookie-?policy|cookie-?inställningar|integritetspolicy|personuppgiftspolicy)",
        most_words=80,
    ),
    whole(
        "sv.reading-time",
        RemovalReason.DATE,
        r"(?:lästid\s?:?\s?)?(?:ca\.? ?)?\d{1,3} ?min(?:\.|uter)?(?: lästid| läsning)?",
        (
            r"(?:publicerad|publicerat|uppdaterad|uppdaterat|senast ändrad)(?: den|"
            r" kl\.?)?\s?:? [^.!?]{0,40}\d[\d.,:/ h-]{0,30}[^.!?]{0,20}"
        ),
    ),
    whole(
        "sv.credit",
        RemovalReason.CREDIT,
        r"(?:foto|bild|bilder|illustration|grafik)\s?: [^.!?]{2,120}\.?",
        rf"(?:video|källa|källor)\s?: {CREDITED}",
        r"\(?i samarbete med [^.!?]{2,80}[.)]{0,2}",
    ),
    whole(
        "sv.rights",
        RemovalReason.COPYRIGHT,
        r".{0,80}\b(?:alla rättigheter förbehålls|med ensamrätt)\b(?! (?:för|till)\b).{0,80}",
        holds=("alla rättigheter förbehålls", "med ensamrätt"),
    ),
    whole(
        "sv.comments",
        RemovalReason.COMMENTS,
        r"(?:\d{1,5} )?kommentar(?:er)?",
        r"(?:skriv|lämna|visa|läs) (?:en |alla )?kommentar(?:er)?",
    ),
    whole("sv.tags", RemovalReason.TAGS, r"(?:ämnen|taggar|nyckelord|mer om)\s?:\s?.{0,200}[^.!?…\s]"),
    whole(
        "sv.navigation",
        RemovalReason.NAVIGATION,
        (
            r"(?:(?:hoppa|gå) till (?:huvud)?innehåll(?:et)?|till toppen|sök|stäng|nästa|föregående|"
            r"visa (?:fler|mer)|ladda fler)"
        ),
        most_words=5,
    ),
)
