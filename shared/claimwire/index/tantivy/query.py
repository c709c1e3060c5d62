"""Turns a search request into a query of tantivy. Builds it from terms, so no text can be a syntax error."""

from collections.abc import Iterator

import tantivy
from tantivy import Occur, Query

from claimwire.index.documents import DocumentKind, Standing
from claimwire.index.port import Filters, SearchRequest
from claimwire.index.query_text import pieces
from claimwire.index.tantivy import schema as fields
from claimwire.index.tantivy.schema import microseconds

#: A word of the claim itself, or of a title, says more than one of the text around it.
_MAIN_BOOST = 2.0
#: The best field counts, the other one little: a word in both is one match, not two.
_TIE_BREAKER = 0.1


class QueryBuilder:
    """Builds queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._words = fields.words_analyzer()
        self._names = fields.names_analyzer()

    def search(self, request: SearchRequest) -> Query:
        """Build the whole query: the text, among current documents of the kind that pass the filters."""
        must = [*self._text(request.text), *map(_unscored, self._conditions(request.kind, request.filters))]
        return Query.boolean_query([(Occur.Must, query) for query in must])

    def has_words(self, text: str) -> bool:
        """Tell whether a text asks for anything."""
        return any(True for _ in self._text(text))

    def document(self, kind: str, identifier: str) -> Query:
        """Build the query for one document."""
        return self._exact(fields.KEY, fields.key_term(kind, identifier))

    def standing(self, standing: Standing, kind: DocumentKind | None = None) -> Query:
        """Build the query for all documents in a standing."""
        parts = [self._exact(fields.STANDING, standing)]
        if kind is not None:
            parts.append(self._exact(fields.KIND, kind))
        return Query.boolean_query([(Occur.Must, part) for part in parts])

    def misjudged_claims(self, article_id: str, version_id: str) -> Query:
        """Build the query for an article's claims whose mark does not fit this version being the current one."""
        of_article = (
            (Occur.Must, self._exact(fields.KIND, DocumentKind.CLAIM)),
            (Occur.Must, self._exact(fields.ARTICLE, article_id)),
        )
        of_version = self._exact(fields.VERSION, version_id)
        hidden = Query.boolean_query(
            [*of_article, (Occur.Must, of_version), (Occur.Must, self._exact(fields.STANDING, Standing.SUPERSEDED))]
        )
        shown = Query.boolean_query(
            [*of_article, (Occur.MustNot, of_version), (Occur.Must, self._exact(fields.STANDING, Standing.CURRENT))]
        )
        return Query.boolean_query([(Occur.Should, hidden), (Occur.Should, shown)])

    def _text(self, text: str) -> Iterator[Query]:
        for piece in pieces(text):
            words = self._words.analyze(piece)
            if words:
                main, other = (self._sequence(name, words) for name in (fields.MAIN, fields.OTHER))
                yield Query.disjunction_max_query([Query.boost_query(main, _MAIN_BOOST), other], _TIE_BREAKER)

    def _sequence(self, field: str, words: list[str]) -> Query:
        if len(words) == 1:
            return Query.term_query(self._schema, field, words[0])
        return Query.phrase_query(self._schema, field, list(words))

    def _conditions(self, kind: DocumentKind, filters: Filters) -> Iterator[Query]:
        yield self._exact(fields.STANDING, Standing.CURRENT)
        yield self._exact(fields.KIND, kind)
        if filters.speaker is not None:
            words = self._names.analyze(filters.speaker)
            yield from (self._exact(fields.SPEAKER, word) for word in words)
            if not words:
                yield Query.empty_query()
        outlet = None if filters.outlet is None else filters.outlet.casefold()
        for field, value in (
            (fields.STANCE, filters.stance),
            (fields.OUTLET, outlet),
            (fields.ARTICLE, filters.article_id),
            (fields.CLUSTER, filters.cluster_id),
            (fields.LANGUAGE, filters.language),
        ):
            if value is not None:
                yield self._exact(field, value)
        if filters.since is not None or filters.until is not None:
            yield self._between(filters)

    def _between(self, filters: Filters) -> Query:
        return Query.range_query(
            self._schema,
            fields.AT,
            tantivy.FieldType.Integer,
            lower_bound=None if filters.since is None else microseconds(filters.since),
            upper_bound=None if filters.until is None else microseconds(filters.until) - 1,
        )

    def _exact(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, index_option="basic")


def total(result: tantivy.SearchResult) -> int:
    """Tell how many documents match in all."""
    return int(result.count)  # type: ignore[attr-defined]  # tantivy's stub leaves it out


def _unscored(query: Query) -> Query:
    # A filter must not count in the ranking: a rare outlet's claims are no better matches.
    return Query.const_score_query(query, 0.0)
