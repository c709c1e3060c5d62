"""Makes documents, and of what hostile ones are made."""

import base64
import random

from services.cleaner.document import MOST_UNITS, RawDocument

MILLION = 1_000_000
#: As many as are just read; a story and a title are beside them.
MOST = MOST_UNITS - 10
STORY = (
    "<h1>Storm shuts Velmora harbour</h1>"
    "<p>The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings.</p>"
    "<p>Nobody was hurt, the harbour master said, and the ferries will be repaired before the summer begins.</p>"
)
SENTENCE = "The harbour of Velmora was closed on Tuesday, the harbour master said. "


def page(body: str | bytes, charset: str | None = None) -> RawDocument:
    return RawDocument(
        body=body.encode("utf-8", "replace") if isinstance(body, str) else body, media_type="text/html", charset=charset
    )


def around(middle: str) -> RawDocument:
    return page(f"<html><body><article>{STORY}{middle}</article></body></html>")


def before(tail: str) -> RawDocument:
    """A story, and behind it what never ends."""
    return page(f"<html><body><article>{STORY}{tail}")


def text(text: str) -> RawDocument:
    return RawDocument(body=text.encode("utf-8", "replace"), media_type="text/plain")


def fill(piece: str, size: int) -> str:
    return piece * (size // len(piece) + 1)


def nested(name: str, depth: int, *, closed: bool = True) -> RawDocument:
    return before(f"<{name}>" * depth + SENTENCE + (f"</{name}>" * depth if closed else ""))


def facts(facts: str) -> RawDocument:
    return page(f'<html><head><script type="application/ld+json">{facts}</script></head><body>{STORY}</body></html>')


def noise(size: int) -> bytes:
    return random.Random(3).randbytes(size)


def letters(size: int) -> str:
    return base64.b64encode(noise(size * 3 // 4)).decode()
