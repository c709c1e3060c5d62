"""Cleans one document: a page or a text in, an article out, with the proof of what was removed."""

import re

from claimwire.fingerprint import fingerprint
from claimwire.models import CleanArticle, DatedBelief
from services.cleaner.build_article import build_article
from services.cleaner.dates import parse_date
from services.cleaner.decode import decode
from services.cleaner.document import RawDocument
from services.cleaner.judge_page import is_page, require_article
from services.cleaner.read_page import read_page
from services.cleaner.read_text import read_text

_DATE_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?!\d)")


def clean(document: RawDocument) -> CleanArticle:
    """Clean a document. The same document gives the same article; all raw offsets count ``decode(document).text``.

    Raises:
        NotAnArticle: it holds no article.
    """
    body = decode(document)
    reading = read_page(body, document) if is_page(document, body) else read_text(body, document)
    require_article(reading.units, reading.title)
    built = build_article(reading.units)
    return CleanArticle(
        text=built.text,
        blocks=built.blocks,
        ledger=built.ledger.model_copy(update={"charset": body.charset}),
        title=reading.title,
        subtitle=reading.subtitle,
        byline=", ".join(reading.authors) or None,
        authors=reading.authors,
        agency=reading.agency,
        published=reading.published or document.published_hint or _date_in_address(reading.url),
        modified=reading.modified,
        outlet=reading.outlet,
        url=reading.url,
        language=reading.language,
        section=reading.section,
        fingerprint=fingerprint(built.text),
    )


def _date_in_address(url: str | None) -> DatedBelief | None:
    found = _DATE_IN_ADDRESS.search(url or "")
    return parse_date("-".join(found.groups()), "url") if found else None
