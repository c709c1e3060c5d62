"""Cleans one document: a page or a text in, an article out, with the proof of what was removed."""

from dataclasses import replace
from typing import NamedTuple

from claimwire.fingerprint import fingerprint
from claimwire.models import CleanArticle
from services.cleaner.build_article import build_article
from services.cleaner.decode import decode
from services.cleaner.document import RawDocument
from services.cleaner.judge_page import is_page, require_article
from services.cleaner.metadata.dates import date_in_address
from services.cleaner.outlet.apply_phrases import apply_phrases
from services.cleaner.outlet.believe_site_rules import believe_site_rules
from services.cleaner.outlet.habits import NO_HABITS, Habits
from services.cleaner.outlet.mark_habits import mark_habits
from services.cleaner.read_page import read_page
from services.cleaner.read_text import read_text
from services.cleaner.reading import Reading


class Draft(NamedTuple):
    """An article as its page alone tells it, before its outlet's habits are taken into account."""

    reading: Reading
    charset: str


def clean(document: RawDocument, *, habits: Habits = NO_HABITS) -> CleanArticle:
    """Clean a document. The same arguments give the same article; all raw offsets count ``decode(document).text``.

    ``habits`` are texts that other articles of the outlet have, too.

    Raises:
        NotAnArticle: it holds no article.
    """
    return finish_article(read_article(document), habits)


def read_article(document: RawDocument) -> Draft:
    """Do the first and long part of ``clean``: all that needs no memory of the outlet.

    Raises:
        NotAnArticle: it holds no article.
    """
    body = decode(document)
    if is_page(document, body):
        reading = believe_site_rules(read_page(body, document), body.text, document.rules)
    else:
        reading = read_text(body, document)
    reading = replace(reading, units=tuple(apply_phrases(reading.units, document.rules)))
    require_article(reading.units, reading.title)
    published = reading.published or document.published_hint or date_in_address(reading.url)
    return Draft(replace(reading, published=published), body.charset)


def finish_article(draft: Draft, habits: Habits = NO_HABITS) -> CleanArticle:
    """Do the rest of ``clean``. Habits never leave an article without a sentence of its own."""
    reading = draft.reading
    built = build_article(mark_habits(reading.units, habits, title=reading.title, outlet=reading.outlet))
    return CleanArticle(
        text=built.text,
        blocks=built.blocks,
        ledger=built.ledger.model_copy(update={"charset": draft.charset}),
        title=reading.title,
        subtitle=reading.subtitle,
        byline=", ".join(reading.authors) or None,
        authors=reading.authors,
        agency=reading.agency,
        published=reading.published,
        modified=reading.modified,
        outlet=reading.outlet,
        url=reading.url,
        language=reading.language,
        section=reading.section,
        fingerprint=fingerprint(built.text),
    )
