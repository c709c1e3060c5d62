"""Shows the words that were searched for, in the passage where they stand."""

import tantivy

from claimwire.index.port import Highlight
from claimwire.index.searchable import Searchable
from claimwire.index.tantivy import schema as fields
from claimwire.models import Span

#: A sentence or two: a claim's evidence is seldom longer, and an article's hit is told by it.
_EXCERPT_CHARACTERS = 300


def highlight(
    index: tantivy.Index, searcher: tantivy.Searcher, query: tantivy.Query, described: Searchable
) -> Highlight | None:
    """Find the best excerpt of the document's passage; None where the words stand elsewhere."""
    generator = tantivy.SnippetGenerator.create(searcher, query, index.schema, fields.OTHER)
    generator.set_max_num_chars(_EXCERPT_CHARACTERS)
    passage = tantivy.Document()
    passage.add_text(fields.OTHER, described.passage)
    snippet = generator.snippet_from_doc(passage)
    excerpt = snippet.fragment()
    matches = tuple(_characters(excerpt, each.start, each.end) for each in snippet.highlighted())
    return Highlight(excerpt=excerpt, matches=matches) if matches else None


def _characters(text: str, start_byte: int, end_byte: int) -> Span:
    encoded = text.encode()
    start = len(encoded[:start_byte].decode())
    return Span(start=start, end=start + len(encoded[start_byte:end_byte].decode()))
