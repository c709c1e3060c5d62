"""Residue in Spanish."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.credit_words import CREDITED
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:(?:lee|lea|leer|mira|ver) (?:también|además|más)|también puedes leer|te puede interesar|"
    r"le puede interesar|te recomendamos|más información|más sobre este tema|noticias relacionadas|"
    r"artículos? relacionados?)"
)

CALLS = (
    r"suscr[ií]b|lee también|lea también|lee además|síguenos|síganos|regístrate|apúntate|comparte|"
    r"recib[ae]"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

RULES: tuple[Rule, ...] = (
    whole(
        "es.also-read",
        RemovalReason.RELATED,
        _INVITATION + r"\s?[:|–—-]\s?.{4,220}[^.\s]",
        _INVITATION + r"\s?:?",
        r"(?:lo más (?:leído|visto)|últimas noticias|sigue leyendo)",
    ),
    end("es.glued-also-read", RemovalReason.RELATED, r"(?:(?:lee|lea|leer) (?:también|además))\s?[:|]\s?[^.!?]{8,220}"),
    whole(
        "es.newsletter",
        RemovalReason.NEWSLETTER,
        (
            r"(?:suscríb[ae]te|suscríbase|recib[ae]|apúntate|regístrate)\b.{0,160}\b(?:newsletters?|"
            r"bolet(?:ín|ines)|correo)\b.{0,120}"
        ),
        r"newsletters?",
        r"(?:darse de baja|cancelar (?:la )?suscripción)",
        most_words=40,
    ),
    whole(
        "es.subscribe",
        RemovalReason.SUBSCRIBE,
        r"(?:suscríb[ae]te|suscríbase|inicia(?:r)? sesión|regístrate|hazte socio)(?: .{0,80})?",
        r"(?:contenido|artículo) (?:exclusivo|solo) para suscriptores\b.{0,60}",
        r"¿ya (?:eres|tienes)\b.{0,80}",
    ),
    whole(
        "es.share",
        RemovalReason.SHARE,
        (
            r"(?:(?:compartir|imprimir|enviar|guardar|comentar|copiar enlace|facebook|twitter|whatsapp|"
            r"telegram|x)[\s|,/]{0,3}){1,8}"
        ),
        r"comp[aá]rt(?:ir|e|elo) (?:en|esta|este|por)\b.{0,60}",
        r"s[ií]gu?(?:e|ue)nos\b.{0,120}",
        r"síganos\b.{0,120}",
    ),
    whole("es.advert", RemovalReason.ADVERTISEMENT, r"\W{0,3}(?:publicidad|anuncio|contenido patrocinado)\W{0,3}"),
    whole(
        "es.consent",
        RemovalReason.CONSENT,
        r"(?:utilizamos|usamos|este sitio (?:web )?(?:utiliza|usa))\b.{0,60}\bcookies\b.{0,400}",
        most_words=80,
    ),
    whole(
        "es.reading-time",
        RemovalReason.DATE,
        r"(?:tiempo de lectura\s?:?\s?)?\d{1,3} ?min(?:utos?)?(?: de lectura)?",
        r"(?:publicado|actualizado)(?: el| a las)?\s?:? [^.!?]{0,40}\d[\d.,:/ h-]{0,30}[^.!?]{0,20}",
    ),
    whole(
        "es.credit",
        RemovalReason.CREDIT,
        r"(?:foto|imagen)s?\s?: [^.!?]{2,100}",
        rf"(?:fuente|crédito)s?\s?: {CREDITED}",
        r"\(?con información de [^.!?]{2,80}[.)]{0,2}",
    ),
    whole(
        "es.rights",
        RemovalReason.COPYRIGHT,
        r"(?:.{0,80}\b)?todos los derechos reservados\b(?! (?:al?|para)\b).{0,80}",
        r"prohibida (?:la|su) reproducción\b.{0,100}",
        holds=("todos los derechos reservados", "prohibida"),
    ),
    whole(
        "es.comments",
        RemovalReason.COMMENTS,
        r"(?:\d{1,5} )?comentarios?",
        r"(?:deja|dejar|ver) (?:un |tu |los )?comentarios?",
    ),
    whole("es.tags", RemovalReason.TAGS, r"(?:temas|etiquetas|tags|palabras clave|más sobre)\s?:\s?.{0,200}[^.!?…\s]"),
    whole(
        "es.navigation",
        RemovalReason.NAVIGATION,
        r"(?:(?:ir|saltar) al contenido(?: principal)?|volver arriba|buscar|cerrar|siguiente|anterior|"
        r"(?:ver|mostrar|cargar) más|inicio)",
        most_words=5,
    ),
)
