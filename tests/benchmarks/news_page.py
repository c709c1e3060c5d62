"""Writes pages as news sites send them, for measuring: what is heavy in them is all but the article.

Their measures are the medians of 151 pages of 109 publishers: 237 KB, a fifth of them when packed, 1,800 tags, 150
links, 28 scripts, in scripts a quarter of all, in styles and drawings a tenth each.
"""

import json
import random
from collections.abc import Iterator

_SYLLABLES = ("ba", "lo", "mi", "ter", "qua", "sen", "dor", "vi", "na", "rek", "us", "pel")
_WORDS, _LINKS, _SCRIPTS, _DRAWINGS, _RULES, _BOXES = 900, 150, 28, 60, 250, 300


def news_page(number: int) -> bytes:
    """Return a page like no other, the same for each number."""
    chance = random.Random(number)
    vocabulary = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(1_500)]

    def words(count: int) -> str:
        return " ".join(chance.choices(vocabulary, k=count))

    title = words(8).capitalize()
    parts = [
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title} - The Quay</title>",
        f"<link rel='stylesheet' href='/{chance.randbytes(8).hex()}.css'><link rel='canonical' href='{number}'>",
        f"<meta property='og:title' content='{title}'>",
        f"<meta name='description' content='{words(20)}'>",
        f"<style>{''.join(_rules(chance))}</style>",
        *(_script(chance) for _ in range(_SCRIPTS)),
        "</head><body><header><nav><ul>",
        *(_link(chance, words(3), "menu") for _ in range(_LINKS // 2)),
        "</ul></nav></header>",
        *(_drawing(chance) for _ in range(_DRAWINGS)),
        f"<main><article class='story story--long'><h1>{title}</h1>",
        *(f"<p class='story__text'>{words(35).capitalize()}. {words(12)}.</p>\n" for _ in range(_WORDS // 47)),
        "</article><aside>",
        *(_link(chance, words(9), "teaser") for _ in range(_LINKS // 2)),
        "</aside></main>",
        *(_box(chance) for _ in range(_BOXES)),
        f"<footer><p>{words(60)}</p></footer></body></html>",
    ]
    return "".join(parts).encode()


def _rules(chance: random.Random) -> Iterator[str]:
    for _ in range(_RULES):
        name = chance.randbytes(3).hex()
        yield (
            f".c-{name}__inner:hover{{display:flex;margin:{chance.randint(0, 40)}px auto;"
            f"color:#{name};line-height:1.4}}"
        )


def _script(chance: random.Random) -> str:
    state = [
        {"id": chance.randbytes(11).hex(), "type": "teaser", "isPremium": False, "position": chance.randint(0, 99)}
        for _ in range(19)
    ]
    return f"<script type='application/json'>{json.dumps(state)}</script>"


def _link(chance: random.Random, text: str, kind: str) -> str:
    address = f"/{kind}/{chance.randint(1, 9_999_999)}/{text.replace(' ', '-')}"
    return (
        f"<li class='c-{kind}__item c-{kind}__item--plain'><a class='c-{kind}__link u-underline' href='{address}' "
        f"data-track='{kind}-{chance.randint(1, 999)}'>{text}</a></li>\n"
    )


def _drawing(chance: random.Random) -> str:
    path = " ".join(f"{chance.choice('MLC')}{chance.randint(0, 24)}.{chance.randint(0, 9)}" for _ in range(55))
    return f"<svg class='icon' viewBox='0 0 24 24' aria-hidden='true'><path d='{path}'/></svg>\n"


def _box(chance: random.Random) -> str:
    name = chance.randbytes(9).hex()
    sizes = ", ".join(f"/images/{name}/{width}.jpg {width}w" for width in (320, 640, 960))
    return (
        f"<div class='l-grid__cell l-grid__cell--wide' data-module='box' data-id='{chance.randbytes(6).hex()}'>\n"
        f"            <img loading='lazy' alt='' src='/images/{name}/320.jpg' srcset='{sizes}'></div>\n"
    )
