"""Marks small boxes whose own label gives them away: "Subscribe" below two friendly lines, a player, a poll.

The lines of such a box read like an article's; only the element around them ties them to the label.
"""

# ruff: noqa: RUF001 - labels are written with curly apostrophes and arrows

import re
from collections.abc import Iterator, Sequence
from functools import cache

from claimwire.models import RemovalReason
from services.cleaner.markup.page import Page
from services.cleaner.unit import Unit, Verdict

#: A box is small: in words, and beside the body that it stands in.
_MOST_WORDS = 90
_LARGEST_SHARE = 0.25
_LABEL_WORDS = 8

_LABELS = {
    RemovalReason.NEWSLETTER: (
        r"subscribe(?: now| today| here)?|sign (?:me )?up(?: now| today| here)?|join (?:now|today|free|the list)|"
        r"get (?:the |our )?(?:newsletter|briefing)|(?:jetzt )?(?:abonnieren|anmelden)|s['’]abonner|s['’]inscrire|"
        r"je m['’](?:abonne|inscris)|suscr[ií]b(?:ase|ete|irse|irme)|підписатися|your e-?mail(?: address)?|"
        r"e-?mail(?: address)?"
    ),
    RemovalReason.OUTSIDE_ARTICLE: (
        r"listen(?: now| live| again)?|(?:watch|play)(?: now| live| again| video| audio)|on air(?: now)?|"
        r"have your say|(?:take|answer) (?:our|the) (?:poll|quiz|survey)|cast your vote|vote(?: now)?|(?:reader )?poll|"
        r"stimmen sie ab|jetzt (?:anhören|ansehen|abstimmen)|écouter|à écouter|votez|escuchar|vote? ahora|vota"
    ),
}
_LABEL = re.compile(
    "|".join(f"(?P<{reason.value}>{words})" for reason, words in _LABELS.items()) + r"(?:[!:.›»>→])?", re.IGNORECASE
)
#: Rules whose finds name all that stands in a box with them.
_TELLING = (RemovalReason.NEWSLETTER, RemovalReason.SUBSCRIBE, RemovalReason.RELATED)


def mark_boxes(units: Sequence[Unit], page: Page) -> list[Unit]:
    """Mark the kept units of each small box that holds a label; the others' verdicts stay."""
    inside = page.inside(units)
    kept = sum(unit.words for unit in units if unit.verdict is None)
    marked = list(units)

    @cache
    def verdict_of(element: int) -> Verdict | None:
        places = inside.get(element, ())
        if not 2 <= len(places) <= _MOST_WORDS or sum(units[at].words for at in places) > min(
            _MOST_WORDS, _LARGEST_SHARE * kept
        ):
            return None
        return next(_verdicts([units[at] for at in places]), None)

    for at, unit in enumerate(units):
        if unit.verdict is None:
            around = page.around(unit.element) if inside else ()
            verdict = next(filter(None, map(verdict_of, around)), None)
            if verdict is not None:
                marked[at] = unit.removed(*verdict)
    return marked


def _verdicts(box: Sequence[Unit]) -> Iterator[Verdict]:
    for at, unit in enumerate(box):
        if unit.verdict is not None and unit.verdict.reason in _TELLING:
            # "Read more" below a paragraph is the paragraph's; above a list of headlines it is the list's.
            if unit.verdict.reason is not RemovalReason.RELATED or (at == 0 and _is_list_of_labels(box[1:])):
                yield Verdict(unit.verdict.reason, "box.labelled")
        elif unit.words <= _LABEL_WORDS and (label := _LABEL.fullmatch(unit.text)) and label.lastgroup:
            yield Verdict(RemovalReason(label.lastgroup), "box.labelled")


def _is_list_of_labels(units: Sequence[Unit]) -> bool:
    return all(unit.words <= 25 and not unit.text.endswith(".") for unit in units)
