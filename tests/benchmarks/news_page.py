"""Writes pages as news sites send them, for measuring: what is heavy in them is all but the article.

Their measures are those of 151 pages of 109 publishers. Sizes: a tenth below 85 KB, the median 237, the mean 296, a
tenth above 570; when packed, a fifth. Tags: 1,200, 1,800 and 2,500 at the quartiles, so that larger pages differ in
their scripts most of all. The median page has 150 links, 28 scripts, and a tenth of it each are styles and drawings.
"""

import json
import random
from collections.abc import Iterator

_SYLLABLES = ("ba", "lo", "mi", "ter", "qua", "sen", "dor", "vi", "na", "rek", "us", "pel")
_MEDIAN_BYTES, _SPREAD, _SMALLEST, _LARGEST = 237_000, 0.7, 0.13, 6.5
_PARAGRAPHS, _LINKS, _SCRIPTS, _DRAWINGS, _RULES, _BOXES = 19, 150, 28, 60, 250, 300
#: How tags grow with the size of a page.
_TAGS_EXPONENT = 0.65


def news_page(number: int) -> bytes:
    """Return a page like no other, the same for each number."""
    chance = random.Random(number)
    weight = min(max(chance.lognormvariate(0, _SPREAD), _SMALLEST), _LARGEST)
    vocabulary = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(1_500)]

    def words(count: int) -> str:
        return " ".join(chance.choices(vocabulary, k=count))

    def many(count: int) -> range:
        return range(max(round(count * weight**_TAGS_EXPONENT), 1))

    title = words(8).capitalize()
    head = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title} - The Quay</title>"
        f"<link rel='stylesheet' href='/{chance.randbytes(8).hex()}.css'><link rel='canonical' href='{number}'>"
        f"<meta property='og:title' content='{title}'><meta name='description' content='{words(20)}'>"
        f"<style>{''.join(_rule(chance) for _ in many(_RULES))}</style>"
    )
    body = "".join(
        [
            "</head><body><header><nav><ul>",
            *(_link(chance, words(3), "menu") for _ in many(_LINKS // 2)),
            "</ul></nav></header>",
            *(_drawing(chance) for _ in many(_DRAWINGS)),
            f"<main><article class='story story--long'><h1>{title}</h1>",
            *(f"<p class='story__text'>{words(35).capitalize()}. {words(12)}.</p>\n" for _ in many(_PARAGRAPHS)),
            "</article><aside>",
            *(_link(chance, words(9), "teaser") for _ in many(_LINKS // 2)),
            "</aside></main>",
            *(_box(chance) for _ in many(_BOXES)),
            f"<footer><p>{words(60)}</p></footer></body></html>",
        ]
    )
    left = max(_MEDIAN_BYTES * weight - len(head) - len(body), 0) / len(many(_SCRIPTS))
    scripts = "".join(_script(chance, left) for _ in many(_SCRIPTS))
    return f"{head}{scripts}{body}".encode()


def _rule(chance: random.Random) -> str:
    name = chance.randbytes(3).hex()
    return f".c-{name}__inner:hover{{display:flex;margin:{chance.randint(0, 40)}px auto;color:#{name};line-height:1.4}}"


def _script(chance: random.Random, length: float) -> str:
    entries = list(_entries(chance, length))
    return f"<script type='application/json'>{json.dumps(entries)}</script>"


def _entries(chance: random.Random, length: float) -> Iterator[dict[str, object]]:
    while length > 0:
        entry = {
            "id": chance.randbytes(14).hex(),
            "type": "teaser",
            "isPremium": False,
            "position": chance.randint(0, 99),
        }
        length -= len(json.dumps(entry))
        yield entry


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
