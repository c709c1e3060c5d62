"""Residue in French."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:(?:à )?lire (?:aussi|également|ensuite|la suite)|à lire|voir aussi|lire plus|à voir aussi|"
    r"sur le même sujet|sur le même thème|dans la même rubrique|article réservé)"
)

CALLS = (
    r"abonnez-vous|inscrivez-vous|recevez|(?:à )?lire aussi|(?:à )?lire également|voir aussi|suivez-nous|"
    r"partager|la suite après"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

RULES: tuple[Rule, ...] = (
    whole(
        "fr.also-read",
        RemovalReason.RELATED,
        _INVITATION + r"\s?[:|–—-]\s?.{4,220}[^.\s]",
        _INVITATION + r"\s?:?",
        r"(?:les plus lus|à la une|nos derniers articles)",
    ),
    end("fr.glued-also-read", RemovalReason.RELATED, r"(?:(?:à )?lire (?:aussi|également))\s?[:|]\s?[^.!?]{8,220}"),
    whole(
        "fr.newsletter",
        RemovalReason.NEWSLETTER,
        (
            r"(?:inscrivez-vous|abonnez-vous|recevez|s['’]inscrire)\b.{0,160}\b(?:newsletters?|"
            r"lettre d['’]information|boîte mail|e-?mail)\b.{0,120}"
        ),
        r"newsletters?",
        r"(?:se désabonner|se désinscrire)",
        most_words=40,
    ),
    whole(
        "fr.subscribe",
        RemovalReason.SUBSCRIBE,
        r"(?:s['’]abonner|je m['’]abonne|abonnez-vous|se connecter|déjà abonné ?\??)(?: .{0,80})?",
        r"(?:cet article est réservé|la suite est réservée|contenu réservé) aux abonnés\b.{0,80}",
        r"il vous reste .{1,10}% de cet article à lire\b.{0,80}",
    ),
    whole(
        "fr.share",
        RemovalReason.SHARE,
        (
            r"(?:(?:partager|imprimer|envoyer|commenter|sauvegarder|copier le lien|facebook|twitter|"
            r"whatsapp|linkedin|x)[\s|,/]{0,3}){1,8}"
        ),
        r"partager (?:cet article|sur)\b.{0,60}",
        r"suivez-nous\b.{0,120}",
    ),
    whole(
        "fr.advert",
        RemovalReason.ADVERTISEMENT,
        r"\W{0,3}(?:publicité|annonce|contenu sponsorisé)\W{0,3}",
        r"la suite après (?:la|cette) publicité",
    ),
    whole(
        "fr.consent",
        RemovalReason.CONSENT,
        r"(?:nous utilisons|ce site utilise)\b.{0,60}\bcookies\b.{0,400}",
        most_words=80,
    ),
    whole(
        "fr.reading-time",
        RemovalReason.DATE,
        r"(?:temps de lecture\s?:?\s?)?\d{1,3} ?min(?:utes?)?(?: de lecture)?",
    ),
    whole(
        "fr.published",
        RemovalReason.DATE,
        r"(?:publié|mis à jour|modifié) (?:le|à|il y a) [^.!?]{0,40}\d[\d.,:/ h-]{0,30}[^.!?]{0,20}",
    ),
    whole(
        "fr.credit",
        RemovalReason.CREDIT,
        (
            r"\(?(?:avec|source\s?:|crédits?\s?:|photo\s?:|©)\s?(?:l['’])?(?:afp|reuters|ap|"
            r"agences?)\b[^.!?]{0,60}[.)]{0,2}"
        ),
        r"(?:crédit photo|photo|image)s?\s?: [^.!?]{2,100}",
    ),
    whole(
        "fr.rights",
        RemovalReason.COPYRIGHT,
        r".{0,80}\btous droits (?:de reproduction )?réservés\b(?! (?:aux?|à)\b).{0,80}",
        holds=("tous droits",),
    ),
    whole(
        "fr.comments",
        RemovalReason.COMMENTS,
        r"(?:\d{1,5} )?(?:commentaires?|réactions?)",
        r"(?:laisser|ajouter|voir) (?:un |les )?commentaires?",
    ),
    whole(
        "fr.tags",
        RemovalReason.TAGS,
        r"(?:thèmes|sujets|mots[- ]clés|étiquettes|tags|plus sur)\s?:\s?.{0,200}[^.!?…\s]",
    ),
    whole(
        "fr.navigation",
        RemovalReason.NAVIGATION,
        r"(?:(?:aller|passer) au contenu(?: principal)?|(?:retour )?en haut(?: de page)?|rechercher?|fermer|suivant|"
        r"précédent|(?:voir|afficher|charger) plus|accueil)",
        most_words=5,
    ),
)
