"""Tells a list of teasers, as on a topic's or a section's page, from an article."""

from collections.abc import Sequence

from claimwire.events import DropReason
from services.cleaner.document import NotAnArticle
from services.cleaner.markup.page import Page
from services.cleaner.sentences import ends_as_sentence, is_headline_like
from services.cleaner.unit import Unit

#: An article may hold a card or two of other stories.
_FEWEST_CARDS = 3
_LEAST_SHARE = 0.6
_LARGEST_CARD_WORDS = 90
_MOST_MEMBERS = 6
_MOST_LINKED = 0.5
_HEADLINE_LINKED = 0.8
_FEWEST_WORDS = 5


def require_no_list(units: Sequence[Unit], page: Page) -> None:
    """Let a page pass whose text is more than the texts of cards: a linked headline and its teaser in one element.

    Raises:
        NotAnArticle: it is a list of such cards.
    """
    inside = page.inside(units)
    cards: set[int] = set()
    words = words_in_cards = 0
    for unit in units:
        if inside and unit.verdict is None and _is_paragraph(unit):
            words += unit.words
            box = next((at for at in page.around(unit.element) if len(inside[at]) > 1), 0)
            if box and len(inside[box]) <= _MOST_MEMBERS and _is_card([units[at] for at in inside[box]]):
                cards.add(box)
                words_in_cards += unit.words
    if len(cards) >= _FEWEST_CARDS and words_in_cards >= _LEAST_SHARE * words:
        raise NotAnArticle(DropReason.NO_ARTICLE, f"a list: {len(cards)} linked headlines with their teasers")


def _is_paragraph(unit: Unit) -> bool:
    return unit.words >= _FEWEST_WORDS and unit.link_share <= _MOST_LINKED and ends_as_sentence(unit.text)


def _is_card(members: Sequence[Unit]) -> bool:
    headlines = [unit for unit in members if unit.link_share >= _HEADLINE_LINKED and is_headline_like(unit.text)]
    return len(headlines) == 1 and sum(unit.words for unit in members) <= _LARGEST_CARD_WORDS
