"""Tells pages that a server gives instead of the article, by what only the fetcher sees: redirects and raw markup.

What the text itself says is judged by the cleaner. Here each verdict needs a sign that no article has: of 151 pages of
109 publishers the shortest shows 366 words, 203 of them in paragraphs. Pure.
"""

import re
from urllib.parse import urlsplit

from claimwire.events import DropReason
from services.fetcher.compare_addresses import is_front, leads_up, site_of
from services.fetcher.page import FetchFailed
from services.fetcher.read_visible import Beginning, count_words, read_beginning, read_markup

#: A whole page of so few words, menus aside, is a shell where something else says so, too.
_SHELL_WORDS = 150
#: An app's empty root may stand beside a title and a line for the unlucky.
_EMPTY_WORDS = 20
#: The teaser of a paid article is a sentence or two.
_TEASER_WORDS = 50
#: A line of so many words is a paragraph, not a teaser, a label or a button.
_PARAGRAPH_WORDS = 15

_CONSENT_LABELS = frozenset({"consent", "guce", "cmp", "privacywall"})
_CONSENT_SEGMENT = re.compile(
    r"(?:collect-?|cookie-?|privacy-?|gdpr-?)?consent(?:-?wall)?|(?:cookie|privacy|consent)-?(?:wall|gate)|"
    r"pur-?abo-?consent",
    re.IGNORECASE,
)
_CONSENT_FORM = re.compile(rb"""<form\b[^<>]{0,1000}\baction=["']?https?://(?:consent|guce)\.""", re.IGNORECASE)
_TITLE = re.compile(rb"<title\b[^<>]*>([^<]{0,500})", re.IGNORECASE)
_TITLE_PART = re.compile(r"\s+[|\u2013\u2014\u00b7-]\s+")
_NOT_FOUND_TITLE = re.compile(
    r"(?:error\s+|fehler\s+|http\s+)?404(?:\s*[:\u2013-]?\s*"
    r"(?:error|(?:page |file )?not found|fehler|seite nicht gefunden))?!?|"
    r"(?:sorry,?\s+)?(?:page|article|story|file) (?:was |is )?not found!?|page (?:does not exist|unavailable)|"
    r"seite (?:wurde )?nicht gefunden|artikel nicht gefunden|page (?:introuvable|non trouv\u00e9e)|"
    r"p\u00e1gina no encontrada|pagina non trovata|pagina niet gevonden|strona nie znaleziona|"
    r"\u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043d\u0435 \u043d\u0430\u0439\u0434\u0435\u043d\u0430|"
    r"\u0441\u0442\u043e\u0440\u0456\u043d\u043a\u0443 \u043d\u0435 \u0437\u043d\u0430\u0439\u0434\u0435\u043d\u043e",
    re.IGNORECASE,
)
_CHECK_TITLE = re.compile(
    r"just a moment(?:\.\.\.|\u2026)?|attention required!.*|checking your browser.*|access denied|"
    r"pardon our interruption.*|"
    r"are you (?:a )?(?:robot|human)\??|robot check|security check|please verify you are (?:a )?human|ddos-guard",
    re.IGNORECASE,
)
_CHECK_MARKS = re.compile(
    rb"_cf_chl_opt|/cdn-cgi/challenge-platform/h/|captcha-delivery\.com|_Incapsula_Resource|px-captcha|awsWafCookieDomainList"
)
_EMPTY_ROOT = re.compile(
    # Possessive: else each of 300 lengths looks through the white space anew.
    rb"""<(?:div|main)\b[^<>]{0,300}\bid=["']?(?:root|app|__next|__nuxt|main-app|app-root)["'\s>][^<>]{0,300}+>?+\s*+"""
    rb"</(?:div|main)|<app-root\b[^<>]{0,300}>\s*</app-root",
    re.IGNORECASE,
)
_SCRIPT = re.compile(rb"<script[\s>]", re.IGNORECASE)
_ARTICLE_TEXT = re.compile(rb'"articleBody"\s{0,8}:\s{0,8}"[^"]{200}')
_SAYS_ARTICLE = re.compile(
    rb'"@type"\s{0,8}:\s{0,8}\[?\s{0,8}"(?:\w{0,30}NewsArticle|Article|ReportageNewsArticle|BlogPosting)"|'
    rb"""og:type["']?\s{1,8}content=["']?article""",
    re.IGNORECASE,
)
#: https://developers.google.com/search/docs/appearance/structured-data/paywalled-content, and Facebook's content tier.
_PAID_MARK = b"isAccessibleForFree"
_PAID = re.compile(_PAID_MARK + rb'"\s{0,8}:\s{0,8}"?(?:[Ff]alse|https?://schema\.org/False)\b')
_LOCKED_MARK = b"article:content_tier"
_LOCKED = re.compile(_LOCKED_MARK + rb"""["']?\s{1,8}content=["']?locked""")
_INLINE_TAG = re.compile(rb"</?(?:a|abbr|b|br|em|i|mark|q|small|span|strong|sub|sup|u)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_RUN = re.compile(rb">([^<>]{80,})")
_BLOCK_TAG = re.compile(rb"<[!/?a-zA-Z][^<>]*>")


def judge_redirect(asked: str, ended: str) -> FetchFailed | None:
    """Return why the end of a redirect is not the article, or None if it may be."""
    if ended == asked:
        return None
    parts = urlsplit(ended)
    if _asks_consent(ended) and not _asks_consent(asked):
        where = f"{parts.hostname}{parts.path}"[:200]
        return FetchFailed(DropReason.CONSENT_WALL, f"redirected to {where}, which asks for consent")
    if is_front(ended) and not is_front(asked):
        which = "its home page" if site_of(asked) == site_of(ended) else f"the home page of {parts.hostname}"
        return FetchFailed(DropReason.SOFT_NOT_FOUND, f"redirected to {which}")
    if leads_up(asked, ended):
        return FetchFailed(DropReason.SOFT_NOT_FOUND, f"redirected to the section {parts.path[:200]}")
    return None


def read_enough(body: bytes) -> Beginning:
    """Read as much of a page as it takes to judge it."""
    return read_beginning(body, _SHELL_WORDS)


def judge_wall(body: bytes, beginning: Beginning) -> FetchFailed | None:
    """Return why a page is not the article, or None if it may be; the time is linear in the page."""
    failure = _judge_shown(body, beginning)
    return None if failure and _ARTICLE_TEXT.search(body) else failure


def _judge_shown(body: bytes, beginning: Beginning) -> FetchFailed | None:
    """Judge a page by what it shows."""
    title = _title_of(beginning.markup)
    if title is None:  # some say it further below, where browsers find it, too
        title = _title_of(read_markup(body)) or ""
    is_not_found = any(_NOT_FOUND_TITLE.fullmatch(part) for part in _TITLE_PART.split(title))
    if is_not_found and not _SAYS_ARTICLE.search(body):
        return FetchFailed(DropReason.SOFT_NOT_FOUND, f"the page's title is {title[:120]!r}")
    if beginning.words <= _SHELL_WORDS and (failure := _judge_shell(body, beginning, title)):
        return failure
    if _shows_paragraphs(beginning.markup):
        return None
    # Looking for the mark alone is faster, and most pages have none.
    is_paid = (_PAID_MARK in body and _PAID.search(body)) or (
        _LOCKED_MARK in body and _LOCKED.search(read_markup(body))
    )
    if is_paid and (words := _paragraph_words(read_markup(body))) < _TEASER_WORDS:
        return FetchFailed(
            DropReason.PAYWALL, f"the page says that it is not free, and shows {words} words in paragraphs"
        )
    return None


def _judge_shell(body: bytes, beginning: Beginning, title: str) -> FetchFailed | None:
    """Judge a page of few words."""
    words = beginning.words
    if _CONSENT_FORM.search(body):
        return FetchFailed(DropReason.CONSENT_WALL, f"the page is a form of consent; its title is {title[:120]!r}")
    if _CHECK_TITLE.fullmatch(title) or _CHECK_MARKS.search(body):
        return FetchFailed(DropReason.NEEDS_SCRIPT, f"a check of the browser, titled {title[:120]!r}")
    has_script = _SCRIPT.search(body) is not None
    if has_script and words <= _EMPTY_WORDS and _EMPTY_ROOT.search(beginning.markup):
        return FetchFailed(DropReason.NEEDS_SCRIPT, f"an app's empty shell of {words} words, titled {title[:120]!r}")
    if words > count_words(title.encode()):
        return None
    if has_script:
        return FetchFailed(DropReason.NEEDS_SCRIPT, f"only scripts, and the title {title[:120]!r}")
    return FetchFailed(DropReason.NO_ARTICLE, f"{len(body)} bytes show no word besides the title {title[:120]!r}")


def _asks_consent(address: str) -> bool:
    parts = urlsplit(address)
    labels = (parts.hostname or "").split(".")[:-2]
    segments = parts.path.split("/")
    return not _CONSENT_LABELS.isdisjoint(labels) or any(map(_CONSENT_SEGMENT.fullmatch, segments))


def _title_of(markup: bytes) -> str | None:
    found = _TITLE.search(markup)
    return " ".join(found[1].decode("utf-8", "replace").split()) if found else None


def _shows_paragraphs(markup: bytes) -> bool:
    """Tell whether what stands between two tags is enough for an article: to look for marks takes longer."""
    seen = 0
    for found in _RUN.finditer(markup):
        words = count_words(b" ".join(found[1].split()))
        seen += words if words >= _PARAGRAPH_WORDS else 0
        if seen >= _TEASER_WORDS:
            return True
    return False


def _paragraph_words(markup: bytes) -> int:
    """Count the words in lines that are long enough to be prose."""
    lines = _BLOCK_TAG.sub(b"\n", _INLINE_TAG.sub(b" ", b" ".join(markup.split()))).split(b"\n")
    return sum(words for line in lines if (words := count_words(line.strip())) >= _PARAGRAPH_WORDS)
