"""Residue in Italian."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.credit_words import CREDITED
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:legg[ie] (?:anche|pure|di più|tutto|ancora)|(?:vedi|guarda|ascolta) anche|per approfondire|approfondisci|"
    r"(?:articoli|notizie|contenuti) correlat[ie]|sullo stesso (?:tema|argomento)|"
    r"(?:ti )?potrebbe(?:ro)? (?:anche )?interessar(?:e|ti)(?: anche)?|continua a leggere|da non perdere)"
)

CALLS = (
    r"abbonati|iscriviti|iscrivetevi|ricevi|legg[ie] anche|vedi anche|guarda anche|seguici|condividi|"
    r"continua dopo|prosegue dopo|l['’]articolo continua"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

RULES: tuple[Rule, ...] = (
    whole(
        "it.also-read",
        RemovalReason.RELATED,
        _INVITATION + r"\s?[:|–—-]\s?.{4,220}[^.\s]",
        _INVITATION + r"\s?[:…]?",
        (
            r"(?:(?:i )?più letti|(?:le )?più lette|ultime notizie|ultim'ora|altre notizie|in primo piano|"
            r"i nostri consigli)"
        ),
    ),
    end(
        "it.glued-also-read",
        RemovalReason.RELATED,
        r"(?:legg[ie] (?:anche|pure)|(?:vedi|guarda) anche)\s?[:|]\s?[^.!?]{8,220}",
    ),
    whole(
        "it.newsletter",
        RemovalReason.NEWSLETTER,
        (
            r"(?:iscriviti|iscrivetevi|abbonati|ricevi|registrati (?:alla|per|gratis))\b.{0,160}\b"
            r"(?:newsletter|e-?mail|casella di posta)\b.{0,120}"
        ),
        r"(?:la nostra |le nostre )?newsletter",
        r"(?:annulla l['’]iscrizione|disiscriviti)",
        most_words=40,
    ),
    whole(
        "it.subscribe",
        RemovalReason.SUBSCRIBE,
        r"(?:abbonati(?: ora| subito)?|accedi|registrati|iscriviti|effettua il login)[.!]?",
        r"(?:sei|hai) già (?:un )?(?:abbonat[oa]|abbonamento|registrat[oa]|account)\b\??.{0,80}",
        (
            r"(?:contenuto|articolo|questo articolo è) (?:riservato|esclusivo)(?: agli|"
            r" per gli)? (?:utenti )?abbonati\b.{0,80}"
        ),
        r"per continuare a leggere\b.{0,160}",
    ),
    whole(
        "it.share",
        RemovalReason.SHARE,
        (
            r"(?:(?:condividi|stampa|invia|salva|commenta|copia (?:il )?link|facebook|twitter|whatsapp|telegram|"
            r"linkedin|e-?mail|x)[\s|,/]{0,3}){1,8}"
        ),
        r"condividi (?:su|questo|l['’]articolo|con|tramite)\b[^.!?]{0,60}[.!]?",
        r"seguici\b.{0,120}",
        r"ascolta (?:l['’]articolo|la versione audio)\b.{0,30}",
    ),
    whole(
        "it.advert",
        RemovalReason.ADVERTISEMENT,
        r"\W{0,3}(?:pubblicità|annuncio|contenuto sponsorizzato|messaggio pubblicitario|inserzione)\W{0,3}",
        r"(?:l['’]articolo |il testo )?(?:continua|prosegue) dopo la pubblicità\W{0,3}",
    ),
    whole(
        "it.consent",
        RemovalReason.CONSENT,
        r"(?:utilizziamo|usiamo|questo sito (?:web )?(?:utilizza|usa))\b.{0,60}\bcookies?\b.{0,400}",
        r"(?:per (?:visualizzare|vedere) questo contenuto|questo contenuto è ospitato)\b.{0,240}",
        r"(?:informativa (?:sulla privacy|sui cookie)|(?:preferenze|impostazioni) (?:dei )?cookie|privacy policy)",
        most_words=80,
    ),
    whole(
        "it.reading-time",
        RemovalReason.DATE,
        r"(?:tempo di lettura\s?:?\s?)?(?:ca\. ?)?\d{1,3} ?min(?:\.|uti?)?(?: di lettura)?",
        (
            r"(?:pubblicato|aggiornato|ultimo aggiornamento)(?: il| alle|"
            r" alle ore)?\s?:? [^.!?]{0,40}\d[\d.,:/ h-]{0,30}[^.!?]{0,20}"
        ),
    ),
    whole(
        "it.credit",
        RemovalReason.CREDIT,
        r"(?:foto|immagine|immagini|illustrazione)\s?: [^.!?]{2,120}\.?",
        rf"(?:video|fonte|fonti|crediti)\s?: {CREDITED}",
        r"\(?(?:con la collaborazione|ha collaborato|hanno collaborato) (?:di )?[^.!?]{2,80}[.)]{0,2}",
    ),
    whole(
        "it.rights",
        RemovalReason.COPYRIGHT,
        r"(?:.{0,80}\b)?(?:riproduzione riservata|tutti i diritti riservati)\b(?! (?:agli|ai|alle?|per)\b).{0,80}",
        holds=("riproduzione riservata", "tutti i diritti riservati"),
    ),
    whole(
        "it.comments",
        RemovalReason.COMMENTS,
        r"(?:\d{1,5} )?comment[oi]",
        r"(?:lascia|scrivi|aggiungi|leggi|vedi) (?:un |i |tutti i )?comment[oi]",
    ),
    whole(
        "it.tags",
        RemovalReason.TAGS,
        r"(?:argomenti|temi|tag|parole chiave|altro su|leggi altro su)\s?:\s?.{0,200}[^.!?…\s]",
    ),
    whole(
        "it.navigation",
        RemovalReason.NAVIGATION,
        (
            r"(?:vai al contenuto|torna su|torna all['’]inizio|cerca|chiudi|successivo|precedente|"
            r"mostra altro|carica altro)"
        ),
        most_words=5,
    ),
)
