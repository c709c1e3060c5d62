"""The fields of the index. A change here needs a new ``FORMAT``, which makes users rebuild theirs."""

from datetime import UTC, datetime, timedelta

import tantivy

from claimwire.index.documents import Document
from claimwire.index.searchable import searchable

FORMAT = 1

KEY = "key"
KIND = "kind"
STANDING = "standing"
MAIN = "main"
OTHER = "other"
SPEAKER = "speaker"
STANCE = "stance"
OUTLET = "outlet"
ARTICLE = "article"
VERSION = "version"
CLUSTER = "cluster"
LANGUAGE = "language"
AT = "at"
SOURCE = "source"

_WORDS = "claimwire_words"
_NAMES = "claimwire_names"
#: Longer "words" are addresses and encoded data, which would fill the dictionary.
_LONGEST_WORD_BYTES = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def words_analyzer() -> tantivy.TextAnalyzer:
    """Make the analyser of text: words in lower case, without accents, as English stems."""
    return _folded().filter(tantivy.Filter.stemmer("english")).build()


def names_analyzer() -> tantivy.TextAnalyzer:
    """Make the analyser of people's names: words in lower case, without accents."""
    return _folded().build()


def _folded() -> tantivy.TextAnalyzerBuilder:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST_WORD_BYTES))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )


def build_schema() -> tantivy.Schema:
    """Build the schema: exact values for filters, analysed text, the instant to sort by, and the document itself."""
    builder = tantivy.SchemaBuilder()
    for name in (KEY, KIND, STANDING, STANCE, OUTLET, ARTICLE, VERSION, CLUSTER, LANGUAGE):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(MAIN, tokenizer_name=_WORDS)
    builder.add_text_field(OTHER, tokenizer_name=_WORDS)
    builder.add_text_field(SPEAKER, tokenizer_name=_NAMES, index_option="basic")
    builder.add_integer_field(AT, indexed=True, fast=True)
    builder.add_bytes_field(SOURCE, stored=True)
    return builder.build()


def register_analyzers(index: tantivy.Index) -> None:
    """Teach an opened index the analysers, which it knows only by name."""
    index.register_tokenizer(_WORDS, words_analyzer())
    index.register_tokenizer(_NAMES, names_analyzer())


def key_term(kind: str, identifier: str) -> str:
    """Make the term that tells a document from all others."""
    return f"{kind}:{identifier}"


def tantivy_document(document: Document) -> tantivy.Document:
    """Lay a document out in the fields of the index."""
    fields = searchable(document)
    laid_out = tantivy.Document()
    laid_out.add_text(KEY, key_term(fields.kind, fields.id))
    laid_out.add_text(KIND, fields.kind)
    laid_out.add_text(STANDING, fields.standing)
    laid_out.add_text(MAIN, fields.main)
    laid_out.add_text(OTHER, fields.other)
    for speaker in fields.speakers:
        laid_out.add_text(SPEAKER, speaker)
    for outlet in fields.outlets:
        laid_out.add_text(OUTLET, outlet.casefold())
    for name, value in (
        (STANCE, fields.stance),
        (ARTICLE, fields.article_id),
        (VERSION, fields.version_id),
        (CLUSTER, fields.cluster_id),
        (LANGUAGE, fields.language),
    ):
        if value is not None:
            laid_out.add_text(name, value)
    if fields.at is not None:
        laid_out.add_integer(AT, microseconds(fields.at))
    laid_out.add_bytes(SOURCE, document.model_dump_json().encode())
    return laid_out


def microseconds(instant: datetime) -> int:
    """Count an instant from 1970, exactly."""
    return (instant - _EPOCH) // timedelta(microseconds=1)
