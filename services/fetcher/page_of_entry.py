"""Makes a page of the content that a feed's entry carries, for when the article's own page cannot be had. Pure."""

import html
import re

from claimwire.events import ArticleDiscovered
from services.fetcher.media_types import HTML
from services.fetcher.page import Page
from services.fetcher.read_visible import count_words, read_markup, read_text

#: Shorter content is a summary: of an article's page that cannot be had, it would pass for the whole.
FEWEST_WORDS = 80

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLANK_LINES = re.compile(r"\n\s*\n")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def page_of_entry(event: ArticleDiscovered, *, fewest_words: int = FEWEST_WORDS) -> Page | None:
    """Return an entry's content as a page with the entry's title above it, or None if it has too few words."""
    content = event.content or ""
    if count_words(read_text(read_markup(content.encode("utf-8", "replace")))) < max(fewest_words, 1):
        return None
    language = f' lang="{event.language}"' if _LANGUAGE.fullmatch(event.language or "") else ""
    title = html.escape(" ".join(html.unescape(event.title or "").split()), quote=False)
    heading = f"<h1>{title}</h1>" if title else ""
    document = (
        f"<!DOCTYPE html>\n<html{language}>"
        f'<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><article>\n{heading}\n{_as_markup(content)}\n</article></body></html>\n"
    )
    body = document.encode("utf-8", "replace")
    return Page(url=event.url, body=body, media_type=HTML, charset="utf-8", from_feed=True)


def _as_markup(content: str) -> str:
    """Return HTML as it is, and the paragraphs of a text marked as such; feeds do not always say which it is."""
    if _MARKUP.search(content):
        return content
    paragraphs = (paragraph.strip() for paragraph in _BLANK_LINES.split(content.replace("\r\n", "\n")))
    return "\n".join(f"<p>{paragraph.replace('<', '&lt;')}</p>" for paragraph in paragraphs if paragraph)
