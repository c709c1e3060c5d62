"""Writes the stories of a made-up outlet, no two alike, in the layout that it has just now."""

import random
from collections.abc import Callable

# fmt: off
_PLACES = ("Brannock", "Ilmer", "Velmora", "Fenbridge", "Corvany", "Haldre", "Luthmoor", "Dovrel", "Ostrand", "Millrow")
_NAMES = ("Oona Brandt", "Pavel Ruhn", "Ida Sorel", "Marek Tolv", "Lena Quist", "Arno Vey")
_THINGS = (
    "bridge", "school", "ferry", "archive", "mill", "orchard", "library", "tram", "market", "hospital", "harbour",
    "theatre", "bakery", "quarry", "station", "tower", "cellar", "garden", "stable", "foundry", "chapel", "lock",
)
_ACTORS = (
    "the council", "a neighbour", "the owner", "an engineer", "the fire brigade", "a teacher", "the auditor",
    "a farmer", "the diver", "a clerk", "the night watch", "a pilot", "the union", "an architect", "a chemist",
)
_DEEDS = (
    "closed", "sold", "painted", "counted", "moved", "measured", "opened", "emptied", "praised", "forgot", "repaired",
    "photographed", "rented", "lost", "found", "lifted", "insured", "cleaned", "mapped", "divided", "flooded", "lit",
)
_TIMES = (
    "before dawn", "last spring", "in the night", "for a week", "since the storm", "at noon", "until winter", "again",
    "without a word", "by mistake", "on foot", "against advice", "in secret", "at great cost", "in four hours",
)
_SYLLABLES = ("bra", "dov", "el", "fen", "gor", "hal", "il", "kes", "lu", "mor", "nel", "or", "ros", "tam", "vey")
# fmt: on

APPEALS = (
    "Get our best reading every morning at seven, free of charge, straight into your mailbox.",
    "This paper belongs to its readers: a yearly share costs less than one coffee a week.",
    "Write to the desk if you know more about this or have pictures that we should see.",
)

Layout = Callable[[str, list[str]], str]


def story(number: int) -> tuple[str, list[str]]:
    """Return a headline and its paragraphs; the same for the same number, and unlike every other."""
    chance = random.Random(number)
    headline = f"The {chance.choice(_THINGS)} of {chance.choice(_PLACES)} and its {number} keys"
    lead = f"{headline} are the talk of the valley, {chance.choice(_NAMES)} told this paper {chance.choice(_TIMES)}."
    return headline, [lead, *(_paragraph(chance) for _ in range(chance.randint(5, 12)))]


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(2, 4)))


def _sentence(chance: random.Random) -> str:
    actor, deed, thing = chance.choice(_ACTORS), chance.choice(_DEEDS), chance.choice(_THINGS)
    words = [actor, deed, "the", _coined(chance), thing, "of", chance.choice(_PLACES), chance.choice(_TIMES)]
    words += ["while", _coined(chance), chance.choice(_NAMES), chance.choice(_DEEDS), "one", _coined(chance)]
    words += [chance.choice(_THINGS), "and", str(chance.randint(2, 99)), _coined(chance) + "s", chance.choice(_TIMES)]
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


def _coined(chance: random.Random) -> str:
    """Return a word that hardly any other story has: independent stories share few words in a row."""
    return "".join(chance.sample(_SYLLABLES, 3))


def old_layout(headline: str, paragraphs: list[str]) -> str:
    """Lay a story out as the outlet did before: what is no story is marked as such."""
    text = "\n".join(f"<p>{each}</p>" for each in paragraphs)
    return _page(
        headline,
        f"<article><h1>{headline}</h1>{text}</article>"
        f"<aside class='newsletter'><p>{APPEALS[0]}</p></aside>"
        f"<footer>{''.join(f'<p>{each}</p>' for each in APPEALS[1:])}</footer>",
    )


def layout_with_residue(headline: str, paragraphs: list[str]) -> str:
    """Lay it out anew: the paper's own appeals are paragraphs among the story's."""
    third = max(len(paragraphs) // 3, 1)
    parts: list[str] = []
    for at, appeal in enumerate(APPEALS):
        parts += [*paragraphs[at * third : (at + 1) * third if at < len(APPEALS) - 1 else None], appeal]
    return _page(headline, f"<article><h1>{headline}</h1>{''.join(f'<p>{each}</p>' for each in parts)}</article>")


def emptied_layout(headline: str, paragraphs: list[str]) -> str:
    """Lay it out anew: all but the lead comes by a script."""
    return _page(
        headline,
        f"<article><h1>{headline}</h1><p>{paragraphs[0]}</p></article>"
        f"<script>window.story = {paragraphs[1:]!r}</script>",
    )


def _page(headline: str, body: str) -> str:
    menu = "".join(f"<li><a href=/{each}>{each.title()}</a></li>" for each in _THINGS)
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{headline} | The Quay</title>"
        f"<meta property='og:title' content='{headline}'></head>"
        f"<body><nav><ul>{menu}</ul></nav><main>{body}</main></body></html>"
    )
