"""The proof of cleaning holds for any page and any text, not only for those that someone thought of."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from services.cleaner.build_article import Built, build_article
from services.cleaner.document import DecodedBody, RawDocument
from services.cleaner.read_page import read_page
from services.cleaner.read_text import read_text

# A piece is raw characters and, for each of them that can be read, what is seen; "" for what is seen elsewhere.
Piece = tuple[str, str | None]

_SENTENCES = st.sampled_from(
    [
        "The harbour of Velmora was closed on Tuesday, officials said.",
        'Mayor Ilka Brand told them: "We did not expect it, and nobody warned us."',
        "Also Read:Ferry fares rise again in the islands",
        "Sign up for our newsletter and get it in your inbox",
        "By Jon Example May 6, 2031",
        "ends.Then the council of the northern islands met once more to talk about the closed harbour.",
        "(Ana Sample/AFP)",
        "x",
        " ",
        "\n",
        "\n\n",
        "  \t",
        "\u00a0",
        "\u00ad",
        "\x00",
        "ß",
        "日本語の文です。",
        "»",
        "Author: Jon Example",
    ]
)
_ENTITIES = st.sampled_from(
    [("&amp;", "&"), ("&eacute;", "é"), ("&nbsp;", " "), ("&#8217;", "\u2019"), ("&NotEqualTilde;", "\u2242\u0338")]
)
_MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='related-box'>",
        "</div>",
        "<b>",
        "</b>",
        "<br>",
        "<li>",
        "<h2>",
        "</h2>",
        "<td>",
        "</article>",
        "<nav>",
        "</nav>",
        "<!-- hidden words -->",
        "<script>var words = '<p>';</script>",
        "<figcaption>",
        "</figcaption>",
        "<article>",
        "<a href='x'>",
        "</a>",
        "<style>p{color:red}</style>",
        "<section id='main'>",
    ]
)
_PAGES = st.lists(
    st.one_of(_SENTENCES.map(lambda text: (text, text)), _ENTITIES, _MARKUP.map(lambda tag: (tag, None))), max_size=30
)
_TEXTS = st.lists(_SENTENCES, max_size=30).map("".join)
_INVISIBLE = "\u00ad\x00"


@settings(max_examples=150, deadline=None)
@given(_PAGES)
def test_every_readable_character_of_a_page_is_kept_or_removed_once(pieces: list[Piece]) -> None:
    page = "".join(raw for raw, _ in pieces)

    built = build_article(read_page(DecodedBody(page, "utf-8"), RawDocument(body=b"", media_type="text/html")).units)

    check(built, page, seen_by_place(pieces))


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_every_readable_character_of_a_text_is_kept_or_removed_once(text: str) -> None:
    built = build_article(read_text(DecodedBody(text, "utf-8"), RawDocument(body=b"", media_type="text/plain")).units)

    check(built, text, dict(enumerate(text)))


def seen_by_place(pieces: Iterable[Piece]) -> dict[int, str]:
    seen, at = {}, 0
    for raw, read in pieces:
        if read == raw:
            seen.update({at + offset: character for offset, character in enumerate(raw)})
        elif read is not None:
            seen.update({at + offset: "" for offset in range(len(raw))})
            seen[at] = read
        at += len(raw)
    return seen


def check(built: Built, raw: str, seen: dict[int, str]) -> None:
    seen = {at: text for at, text in seen.items() if (not text.isspace() and text not in _INVISIBLE) or text == ""}
    kept = [(run.raw_start, run.raw_start + run.raw_length) for run in built.ledger.kept]
    removed = [(each.raw_start, each.raw_end) for each in built.ledger.removed]
    ranges = sorted(kept + removed)

    assert kept == sorted(kept)
    assert removed == sorted(removed)
    assert all(first[1] <= second[0] for first, second in pairwise(ranges))
    covered = {at for start, end in ranges for at in range(start, end)}
    assert [at for at, text in seen.items() if text and at not in covered] == []
    check_runs(built, raw)
    check_blocks(built)
    check_spans(built, seen)


def check_runs(built: Built, raw: str) -> None:
    position = 0
    for run in built.ledger.kept:
        assert built.text[position : run.start] in ("", "\n\n")
        position = run.start + run.length
        if run.length == run.raw_length:
            origin = raw[run.raw_start : run.raw_start + run.raw_length]
            assert built.text[run.start : position] == "".join(" " if each.isspace() else each for each in origin)
    assert position == len(built.text)


def check_blocks(built: Built) -> None:
    assert "\n\n".join(built.text[block.start : block.end] for block in built.blocks) == built.text
    for block in built.blocks:
        assert built.text[block.start : block.end] == built.text[block.start : block.end].strip() != ""


def check_spans(built: Built, seen: dict[int, str]) -> None:
    spans = [(block.start, block.end) for block in built.blocks]
    # What was removed between two blocks lies inside a span that crosses both, so these stay inside one.
    spans += [
        (start, min(start + 17, block.end)) for block in built.blocks for start in range(block.start, block.end, 11)
    ]
    for start, end in spans:
        span = built.ledger.raw_span(start, end)
        wanted = "".join(built.text[start:end].split())
        if span is None:
            assert wanted == ""
            continue
        found = "".join("".join(seen.get(at, "") for at in range(span.start, span.end)).split())
        # A cut inside a two-character entity shows all of it.
        assert wanted in found
        assert len(found) <= len(wanted) + 2
