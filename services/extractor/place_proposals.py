"""Places what a language model proposes: only exact words of one passage count, at offsets that are found here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.passages import Passage
from services.extractor.proposal import Proposal
from services.extractor.quotes import Quote

#: One word is an echo ("yes"), or a common word that stands anywhere.
_MIN_WORDS = 2


@dataclass(frozen=True)
class ProposalPlacer:
    """Places each proposal once, in the first passage that holds its words."""

    proposals: Sequence[Proposal]
    placed: set[int] = field(default_factory=set)

    def place(self, passage: Passage, quotes: Sequence[Quote]) -> Iterator[Attribution]:
        """Yield the proposals that stand in a passage, by position; those that repeat a place are left out."""
        found: dict[tuple[int, int], Attribution] = {}
        for number, proposal in enumerate(self.proposals):
            if number in self.placed:
                continue
            statement = _place(proposal, passage, quotes, found)
            if statement is not None:
                self.placed.add(number)
                found[statement.start, statement.end] = statement
        yield from (found[place] for place in sorted(found))


def _place(
    proposal: Proposal, passage: Passage, quotes: Sequence[Quote], taken: dict[tuple[int, int], Attribution]
) -> Attribution | None:
    words = proposal.evidence.strip()
    if count_words(words) < _MIN_WORDS:
        return None
    for start in _places(words, passage.text):
        first, last = _bounds(passage.text, start, start + len(words), quotes)
        if (first, last) in taken or last <= first:
            continue
        source = _nearest(proposal.speaker, passage, first)
        cue = _nearest(proposal.cue, passage, first)
        if proposal.speaker is not None and source is None:
            return None  # a speaker whom the passage does not name would be the model's own
        form = _form(any(quote.start == first for quote in quotes), source, cue)
        return Attribution(
            start=first,
            end=last,
            form=form,
            stance=Stance.ASSERTS if form is Form.NARRATION else proposal.stance,
            cue=cue,
            lemma=cue.root.lemma_.lower() if cue is not None else None,
            source=source.root if source is not None else None,
        )
    return None


def _bounds(text: str, start: int, end: int, quotes: Sequence[Quote]) -> tuple[int, int]:
    """Take a quotation's marks in, where its words alone were given."""
    for quote in quotes:
        around = text[quote.start : start] + text[end : quote.end]
        if quote.covers(start, end) and not any(character.isalnum() for character in around):
            return quote.start, quote.end
    return trim(text, start, end, quotes)


def _form(is_quoted: bool, source: Span | None, cue: Span | None) -> Form:
    if source is None and cue is None:
        return Form.FLOATING if is_quoted else Form.NARRATION
    return Form.QUOTED if is_quoted else Form.REPORTED


def _places(words: str, text: str) -> Iterator[int]:
    """Yield where words stand in a text, as whole words."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        cuts_in = start > 0 and text[start - 1].isalnum() and words[0].isalnum()
        cuts_out = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        if not cuts_in and not cuts_out:
            yield start
        start = text.find(words, end)


def _nearest(words: str | None, passage: Passage, position: int) -> Span | None:
    """Find the place of words that is nearest to a statement."""
    stripped = (words or "").strip()
    places = list(_places(stripped, passage.text)) if stripped else []
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - position))
    return passage.doc.char_span(start, start + len(stripped), alignment_mode="expand")
