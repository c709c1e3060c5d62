"""Finds statements behind a speaker's name and a colon: "Orm: Tunnel is safe", and in transcripts."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.quotes import Quote
from services.extractor.vocabulary import Vocabulary

_LABEL = re.compile(
    r"\s*(?P<name>(?:[A-Z][\w.'\u2019-]{1,24})(?: [A-Z][\w.'\u2019-]{0,24}){0,3}):\s+(?=[A-Z\u201c\u2018\"'\d])"
)
_MIN_WORDS = 4
_MAX_LABEL_TOKENS = 8


def find_labelled(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    """Yield what stands behind a speaker's name and a colon at the start of a passage."""
    if not any(token.text == ":" for token in doc[:_MAX_LABEL_TOKENS]):
        return
    label = _LABEL.match(doc.text)
    if label is None or label["name"].lower() in vocabulary.labels:
        return
    names = [token for token in doc if label.start("name") <= token.idx < label.end("name")]
    spoken = [token for token in doc if token.idx >= label.end()]
    is_name = bool(names) and all(token.pos_ in {"PROPN", "PUNCT"} for token in names)
    if not is_name or not any(token.pos_ in {"VERB", "AUX"} for token in spoken):
        return
    start, end = trim(doc.text, label.end(), len(doc.text), quotes)
    if count_words(doc.text[start:end]) >= _MIN_WORDS:
        form = Form.QUOTED if any(quote.covers(start, end) for quote in quotes) else Form.REPORTED
        source = next(token for token in reversed(names) if not token.is_punct)
        yield Attribution(start=start, end=end, form=form, stance=Stance.ASSERTS, source=source)
