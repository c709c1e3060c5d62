"""Renders an article in its outlet's template, and nothing that a template engine would add to that."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from html import escape

from claimwire.demo.newsroom import Article, BlockKind, DemoError, Outlet

_TOKEN = re.compile(r"\{\{(\w+)(?::([^}]+))?\}\}")
_LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]+)\)")


class Html(str):
    """Text that is markup already and must not be escaped again."""

    __slots__ = ()


def fill(template: str, values: Mapping[str, str | datetime]) -> str:
    """Replace ``{{name}}``, ``{{name:json}}`` and ``{{time:%d %B %Y}}``; text is escaped unless it is Html."""

    def replace(token: re.Match[str]) -> str:
        name, form = token.groups()
        if name not in values:
            raise DemoError(f"{token[0]} is no field of an article; known are {', '.join(sorted(values))}")
        value = values[name]
        if form == "json":
            text = value.isoformat() if isinstance(value, datetime) else value
            # A script element ends at the first "</script", also inside a JSON string.
            return json.dumps(text, ensure_ascii=False).replace("<", r"\u003c")
        if isinstance(value, datetime):
            return format(value, form) if form else value.isoformat()
        return value if isinstance(value, Html) else escape(value)

    return _TOKEN.sub(replace, template)


def render_body(outlet: Outlet, article: Article, base_url: str) -> Html:
    """Render the blocks between an outlet's header and footer, residue among them."""
    markup = outlet.source.markup
    frames = {
        BlockKind.PARAGRAPH: markup.paragraph,
        BlockKind.HEADING: markup.heading,
        BlockKind.QUOTE: markup.quote,
    }
    base = {"base": Html(base_url)}
    return Html(
        "\n".join(
            fill(block.text, base)
            if block.kind is BlockKind.RESIDUE
            else frames[block.kind].format(_with_links(block.text, base_url))
            for block in article.blocks
        )
    )


def render_page(outlet: Outlet, article: Article, base_url: str) -> bytes:
    """Render an article's whole page in the outlet's character set."""
    about = article.about
    values: dict[str, str | datetime] = {
        "base": Html(base_url),
        "url": Html(base_url + article.path),
        "body": render_body(outlet, article, base_url),
        "slug": article.slug,
        "id": about.id,
        "title": about.title,
        "dek": about.dek,
        "summary": about.summary,
        "author": about.author,
        "section": about.section,
        "published": about.published,
        "updated": article.updated,
    }
    return fill(outlet.template, values).encode(outlet.source.charset, "xmlcharrefreplace")


def _with_links(text: str, base_url: str) -> str:
    return _LINK.sub(lambda link: f'<a href="{base_url}{link[2]}">{link[1]}</a>', escape(text, quote=False))
