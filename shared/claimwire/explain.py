"""Goes from a claim back to the characters of the cleaned text, and of the raw page."""

import html
import re

from claimwire.answers import Answer, ArticleBrief
from claimwire.index.documents import ArticleDocument, ClaimDocument, DocumentKind, ExtractedClaim
from claimwire.index.port import IndexReader
from claimwire.models import BlobReference, ExtractorVersion, Removal, Stance
from claimwire.read_raw import BlobStore, RawPage, read_raw

_TAG = re.compile(r"<[^>]*>")
_NO_WORD = re.compile(r"[\W_]+")


class Excerpt(Answer):
    """Characters of a text and those around them."""

    start: int
    end: int
    before: str
    text: str
    after: str
    fits: bool
    """Whether these are the words of the evidence; in a raw page, but for markup and punctuation."""


class Explanation(Answer):
    """Where a claim comes from."""

    claim_id: str
    text: str
    stance: Stance
    speaker: str | None
    cue: str | None
    extractor: ExtractorVersion
    cleaner: str | None
    article: ArticleBrief
    superseded: bool
    evidence: Excerpt
    raw: Excerpt | None
    removed: tuple[Removal, ...] = ()
    """What the cleaner left out of the article, why, and by which rule; texts are abridged."""
    body: BlobReference | None
    """The raw page in the object store."""
    notes: tuple[str, ...]
    """What cannot be shown, and why."""


async def explain_claim(
    index: IndexReader, blobs: BlobStore | None, document: ClaimDocument, extracted: ExtractedClaim, *, context: int
) -> Explanation:
    """Look up a claim's article and raw page, and explain the claim."""
    article = await index.get(DocumentKind.ARTICLE, extracted.article.article_id)
    version = article.version(extracted.article.version_id) if article else None
    content = article.content if article else None
    is_newest = content is not None and content.article.version_id == extracted.article.version_id
    charset = content.clean.ledger.charset if content is not None and is_newest else None
    raw = await read_raw(blobs, version.body if version else None, charset)
    return explain(extracted, article, raw, superseded=document.superseded, context=context)


def explain(
    extracted: ExtractedClaim, article: ArticleDocument | None, raw: RawPage, *, superseded: bool, context: int
) -> Explanation:
    """Explain a claim with ``context`` characters before and after its evidence."""
    claim = extracted.claim
    notes: list[str] = []
    version = article.version(extracted.article.version_id) if article else None
    content = article.content if article else None
    if content is not None and content.article.version_id != extracted.article.version_id:
        notes.append("the article was edited since: the index keeps the text of its newest version only")
        content = None
    elif content is None:
        notes.append("the article's text is not in the index yet")
    evidence = claim.evidence
    text = content.clean.text if content else None
    return Explanation(
        claim_id=claim.claim_id,
        text=claim.text,
        stance=claim.stance,
        speaker=claim.speaker.name,
        cue=claim.cue.text if claim.cue else None,
        extractor=claim.extractor,
        cleaner=content.cleaner if content else None,
        article=ArticleBrief.of(extracted.article),
        superseded=superseded,
        evidence=Excerpt(start=evidence.start, end=evidence.end, before="", text=evidence.text, after="", fits=True)
        if text is None
        else _excerpt(text, evidence.start, evidence.end, evidence.text, context),
        raw=_raw_excerpt(extracted, raw, context, notes),
        removed=content.clean.ledger.removed if content else (),
        body=version.body if version else None,
        notes=tuple(notes),
    )


def _raw_excerpt(extracted: ExtractedClaim, raw: RawPage, context: int, notes: list[str]) -> Excerpt | None:
    evidence = extracted.claim.evidence
    if raw.missing_because is not None:
        notes.append(f"the raw page cannot be shown: {raw.missing_because}")
        return None
    if evidence.raw_start is None or evidence.raw_end is None:
        notes.append("the cleaner could not tell where in the raw page the evidence stands")
        return None
    excerpt = _excerpt(raw.text, evidence.raw_start, evidence.raw_end, evidence.text, context)
    if not excerpt.fits:
        notes.append("the raw characters differ from the evidence: the page may be in another character set")
    return excerpt


def _excerpt(text: str, start: int, end: int, expected: str, context: int) -> Excerpt:
    found = text[start:end]
    return Excerpt(
        start=start,
        end=end,
        before=text[max(0, start - context) : start],
        text=found,
        after=text[end : end + context],
        fits=found == expected or _words(found) == _words(expected),
    )


def _words(text: str) -> str:
    return _NO_WORD.sub("", html.unescape(_TAG.sub("", text)))
