"""An attribution as the rules find it: content, cue and source in one passage, not yet resolved or judged."""

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Span, Token

from claimwire.models import Span as ArticleSpan
from claimwire.models import Stance


class Form(StrEnum):
    """The form of words in which a statement was found; each has its own reliability (``score.py``)."""

    REPORTED = "reported"
    QUOTED = "quoted"
    FLOATING = "floating"
    """A quotation without a cue: whoever spoke last goes on."""
    ACCORDING_TO = "according_to"
    NOMINAL = "nominal"
    """The object of the cue names the proposition: "confirmed the merger"."""
    ACCUSATION = "accusation"
    CHARACTERISATION = "characterisation"
    DENIAL = "denial"
    """A denial of something said before."""
    NO_EVIDENCE = "no_evidence"
    UNVERIFIED = "unverified"
    NARRATION = "narration"


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """Who says what in which words; offsets are characters of the passage."""

    start: int
    end: int
    form: Form
    stance: Stance
    cue: Span | None = None
    lemma: str | None = None
    source: Token | None = None
    """The head of the speaker's mention; None where the rules see none."""
    via: tuple[Token, ...] = ()
    """Who passed it on, nearest first: "officials said he told them" has officials."""
    pieces: tuple[tuple[int, int], ...] = ()
    """The parts that are said, where words of the cue part them; empty where the content is one run."""
    is_verdict: bool = False
    """Whether a denial only judges a document, not what it says: "rejected the report as premature"."""

    def pieces_at(self, offset: int) -> tuple[ArticleSpan, ...]:
        """Give the parts that are said as characters of the article, whose passage starts at ``offset``."""
        return tuple(ArticleSpan(start=start + offset, end=end + offset) for start, end in self.pieces)
