"""Tells pages that hold no article, and why they do not."""

# ruff: noqa: RUF001 - pages speak Ukrainian, too

import re
from collections.abc import Sequence

from claimwire.events import DropReason
from services.cleaner.document import DecodedBody, NotAnArticle, RawDocument
from services.cleaner.sentences import ends_as_sentence, word_count
from services.cleaner.unit import Unit

_TEXTS = ("text/plain", "text/markdown", "text/x-markdown")
_PAGES = ("text/html", "application/xhtml+xml")
_UNTOLD = ("", "application/octet-stream", "application/xml", "text/xml", "binary/octet-stream")
_LOOKS_LIKE_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|div|p|article|h1)\b",
    re.IGNORECASE | re.DOTALL,
)

#: Share of characters that are no text in any language, from which on a body is not text.
_UNREADABLE_SHARE = 0.1
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd]")
_SAMPLE_CHARACTERS = 20_000

#: A whole page of so few words, or less, is judged by what those words say.
_SHELL_WORDS = 150
_CONSENT = re.compile(
    r"before you continue|we and our (?:\d+ )?partners|"
    r"we (?:and our (?:\d+ )?partners )?(?:value your privacy|use cookies|"
    r"store and)|your privacy (?:choices|matters)|"
    r"(?:accept|reject) all|zustimmen und weiter|mit werbung und (?:cookies|tracking)|consent to|"
    r"cookie[- ]?einstellungen|"
    r"tout accepter|continuer sans accepter|aceptar (?:todo|y continuar)|прийняти (?:всі|усі)",
    re.IGNORECASE,
)
#: Words that walls are made of; a sentence with two different ones belongs to the wall.
_CONSENT_WORD = re.compile(
    r"\b(?:cookies?|consent|privacy|personal data|partners|your (?:device|choices|preferences|browser)|accept|refuse|"
    r"reject|tracking|advertising|terms of (?:use|service)|datenschutz|einwilligung|zustimm\w+|werbung|partnern?|"
    r"confidentialité|partenaires|consentement|accepter|refuser|privacidad|socios|consentimiento|aceptar|rechazar|"
    r"конфіденційн\w+|згод\w+)\b",
    re.IGNORECASE,
)
_CONSENT_WORDS = 2
_NEEDS_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|without|need) (?:your )?java ?script|java ?script (?:is|"
    r"must be|to be|ist|wird)\b|"
    r"javascript (?:aktivieren|benötigt)|activer javascript|habilit[ae]r? javascript|"
    r"checking your browser|just a moment\.\.\.|"
    r"verify (?:that )?you are (?:a )?human|are you a robot",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"(?:\b404\b.{0,20}(?:error|not found|page)|(?:page|article|story|content) (?:you (?:requested|"
    r"are looking for|were looking for)\b.{0,40})?"
    r"(?:(?:was|is|could|can) ?not (?:be )?(?:found|available)|not found|no longer (?:exists|"
    r"available))|seite nicht gefunden|page (?:introuvable|non trouvée)|"
    r"página no encontrada|сторінк[ау] не знайдено)",
    re.IGNORECASE,
)
#: One full sentence makes a news flash; a heading and a menu do not.
_FLASH_WORDS = 5
_LONG_WORDS = 25
_MOST_LINKED = 0.5


def is_page(document: RawDocument, body: DecodedBody) -> bool:
    """Tell whether a body is HTML rather than plain text.

    Raises:
        NotAnArticle: it is neither, or nothing, or not readable.
    """
    media_type = document.media_type.split(";")[0].strip().lower()
    if media_type not in (*_TEXTS, *_PAGES, *_UNTOLD):
        raise NotAnArticle(DropReason.MEDIA_TYPE, f"{media_type} is neither a page nor a text")
    sample = body.text[:_SAMPLE_CHARACTERS]
    if not sample.strip():
        raise NotAnArticle(DropReason.NO_ARTICLE, "the body is empty")
    odd = len(_NO_TEXT.findall(sample))
    if odd > _UNREADABLE_SHARE * len(sample):
        raise NotAnArticle(DropReason.UNREADABLE, f"{odd} of the first {len(sample)} characters are no text")
    return media_type in _PAGES or _LOOKS_LIKE_PAGE.match(body.text, 0, _SAMPLE_CHARACTERS) is not None


def require_article(units: Sequence[Unit], title: str | None) -> None:
    """Let an article pass.

    Raises:
        NotAnArticle: nothing that was kept is a sentence, or the whole page only asks for consent or scripts.
    """
    kept = [unit for unit in units if unit.verdict is None]
    words = sum(word_count(unit.text) for unit in kept)
    if words <= _SHELL_WORDS:
        _require_no_shell(units, kept, title or "")
    if not any(_is_sentence(unit) for unit in kept):
        raise NotAnArticle(DropReason.NO_ARTICLE, f"no sentence among {words} words that could be an article's")


def _require_no_shell(units: Sequence[Unit], kept: Sequence[Unit], title: str) -> None:
    body = " ".join(unit.text for unit in kept)
    # Banners stand on every page; they are the page only where nothing else on it is a story's sentence.
    bare = not any(_is_sentence(unit) and not _speaks_of_the_page(unit.text) for unit in units if _is_free(unit))
    around = (" ".join(unit.text for unit in units) if bare else body)[:_SAMPLE_CHARACTERS]
    if _NOT_FOUND.search(title) or _NOT_FOUND.match(body):
        raise NotAnArticle(DropReason.SOFT_NOT_FOUND, f"the page says: {(title or body)[:120]}")
    if found := _NEEDS_SCRIPT.search(around):
        raise NotAnArticle(DropReason.NEEDS_SCRIPT, f"the page says: {_around(around, found)}")
    if (found := _CONSENT.search(around)) and (bare or _is_mostly_consent(kept)):
        raise NotAnArticle(DropReason.CONSENT_WALL, f"the page says: {_around(around, found)}")


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(found.start() - 40, 0) : found.end() + 60].strip()


def _is_sentence(unit: Unit) -> bool:
    # What is one link as a whole announces another page.
    words = word_count(unit.text)
    enough = words >= _LONG_WORDS or (words >= _FLASH_WORDS and ends_as_sentence(unit.text))
    return enough and unit.link_share <= _MOST_LINKED


def _is_free(unit: Unit) -> bool:
    """Tell whether a unit may be a story's, as far as the markup around it says."""
    return unit.zone is None and unit.tag != "title"


def _speaks_of_the_page(text: str) -> bool:
    """Tell whether a text speaks to its reader about consent, scripts or a missing page."""
    return len(set(map(str.lower, _CONSENT_WORD.findall(text)))) >= _CONSENT_WORDS or any(
        pattern.search(text) for pattern in (_CONSENT, _NEEDS_SCRIPT, _NOT_FOUND)
    )


def _is_mostly_consent(kept: Sequence[Unit]) -> bool:
    words = sum(unit.words for unit in kept)
    return sum(unit.words for unit in kept if _speaks_of_the_page(unit.text)) > words / 2
