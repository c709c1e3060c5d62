"""What was kept and what was removed give back all that can be read, whatever is cleaned."""

# ruff: noqa: RUF001 - pages are written in Hebrew, too

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimwire.models import CleanArticle
from services.cleaner.clean import clean
from services.cleaner.decode import decode
from services.cleaner.document import NotAnArticle, RawDocument
from services.cleaner.judge_page import is_page
from tests.ledger import ledger_faults
from tests.mutate import mutate
from tests.readable import readable_page

STORY = (
    "<p>The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings.</p>",
    "<p>&ldquo;Nobody was hurt,&rdquo; harbour master Ilka Brand told them. &quot;We did not expect it.&#34;</p>",
)
PIECES = st.sampled_from(
    [
        *STORY,
        "<h2>Trains run again</h2>",
        "<p>Also Read:<a href='/x?a=1&b=2'>Ferry fares rise again</a></p>",
        "<div class='newsletter'><p>Sign up for our newsletter and get it in your inbox</p></div>",
        "<p>By Jon Example<br>May 6, 2031</p>",
        "<figure><img src='a>b.jpg'><figcaption>The ferry. (Ana Sample/AFP)</figcaption></figure>",
        "<ul><li>One pier is shut.<li>Two ferries are damaged.</ul>",
        "<blockquote>It was the worst storm in forty years, said the keeper.</blockquote>",
        "<nav><a href=/>Home</a><a href=/sport>Sport</a></nav>",
        "<aside><h4>Related</h4><p>Storm tears roofs off in the islands.</p></aside>",
        "<table><tr><td>Ferries<td>2</table>",
        "<script>var a = '<p>not read</p>';</script>",
        "<style>p > a { color: red }</style>",
        "<!-- not read --><!-->",
        "<textarea>not read</textarea>",
        "<p hidden title='not > read'>Seen by machines only.</p>",
        "<noscript>Please enable JavaScript.</noscript>",
        "ends.Then the council of the islands met once more to talk about it.",
        "&nbsp;",
        "&NotEqualTilde;",
        "&copy2031 Velmora Post",
        "a &notanentity; b &",
        "sto\u00adrm \u200b\u202eשלום\u202c 日本語の文です。 \x00",
        "1 < 2 and 3 > 2",
        "\n \t\u00a0\u2028",
        "</div></p>",
        "<b><i>bold</b></i>",
        "<span>Ana Sample</span><span>6 May</span>",
        "<x-teaser>More on the storm</x-teaser>",
        "<p class=lead",
        "<a title='",
        "<!-- ",
        "<iframe</div>",
        '<p ="x>y">',
    ]
)


def faults_of(document: RawDocument) -> list[str] | None:
    """Say in what a document's ledger is wrong; None where there is no article, and so no ledger."""
    body = decode(document)
    try:
        return ledger_faults(clean(document), body.text, is_page=is_page(document, body))
    except NotAnArticle:
        return None


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=14), st.lists(PIECES, max_size=14))
def test_a_page_s_ledger_accounts_for_each_readable_character(before: list[str], after: list[str]) -> None:
    page = "".join((*before, "<article>", *STORY, "</article>", *after))

    faults = faults_of(RawDocument(body=page.encode(), media_type="text/html"))

    assume(faults is not None)  # which fails, too, where hardly any page is an article
    assert faults == []


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " ", "\n", "\n\n"]))
def test_a_text_s_ledger_accounts_for_each_character(pieces: list[str], between: str) -> None:
    text = between.join(
        ("Storm shuts Velmora harbour\n\nThe ferries were torn from their moorings, they said.", *pieces)
    )

    faults = faults_of(RawDocument(body=text.encode(), media_type="text/plain"))

    assume(faults is not None)
    assert faults == []


@pytest.mark.parametrize("media_type", ["text/html", "text/plain"])
def test_the_ledger_of_a_broken_page_accounts_for_what_is_left(media_type: str) -> None:
    page = f"<html><head><title>Storm</title></head><body><article>{''.join(STORY * 4)}</article></body></html>"
    broken = [mutate(random.Random(seed), page, [page], media_type=media_type) for seed in range(300)]

    found = [faults_of(document) for document in broken]

    assert {seed: faults for seed, faults in enumerate(found) if faults} == {}
    assert found.count([]) > len(broken) / 2


PAGE = f"<nav>Home</nav><article>{STORY[0]}<!-- note --><p>Also read: Ferry fares rise</p>{STORY[1]}</article>"


def cleaned() -> CleanArticle:
    return clean(RawDocument(body=PAGE.encode(), media_type="text/html"))


def with_ledger(article: CleanArticle, **changes: object) -> CleanArticle:
    return article.model_copy(update={"ledger": article.ledger.model_copy(update=changes)})


def test_a_removal_that_is_not_told_is_found() -> None:
    article = cleaned()

    faults = ledger_faults(with_ledger(article, removed=article.ledger.removed[1:]), PAGE, is_page=True)

    assert "neither kept nor removed: 'Home'" in faults[0]


def test_a_removal_that_quotes_other_words_is_found() -> None:
    article = cleaned()
    first = article.ledger.removed[0].model_copy(update={"text": "House"})

    faults = ledger_faults(with_ledger(article, removed=(first, *article.ledger.removed[1:])), PAGE, is_page=True)

    assert "removed 'Home' and says 'House'" in faults[0]


def test_a_kept_character_with_the_wrong_place_is_found() -> None:
    article = cleaned()
    first = article.ledger.kept[0]
    moved = first.model_copy(update={"raw_start": first.raw_start - 1})

    assert (
        "is not raw"
        in ledger_faults(with_ledger(article, kept=(moved, *article.ledger.kept[1:])), PAGE, is_page=True)[0]
    )


def test_what_is_kept_and_removed_at_once_is_found() -> None:
    article = cleaned()
    start = article.ledger.kept[0].raw_start
    again = article.ledger.removed[-1].model_copy(update={"raw_start": start, "raw_end": start + 5})
    removed = sorted((*article.ledger.removed, again), key=lambda each: each.raw_start)

    assert "lies on" in ledger_faults(with_ledger(article, removed=tuple(removed)), PAGE, is_page=True)[0]


def test_what_is_kept_out_of_a_comment_is_found() -> None:
    page = f"<article>{STORY[0]}{STORY[1]}</article><!-- and nobody knows why -->"
    article = clean(RawDocument(body=page.encode(), media_type="text/html"))
    comment = page.index("and nobody")
    run = article.ledger.kept[-1].model_copy(
        update={"start": len(article.text), "length": 3, "raw_start": comment, "raw_length": 3}
    )
    block = article.blocks[-1].model_copy(update={"end": len(article.text) + 3})
    forged = with_ledger(article, kept=(*article.ledger.kept, run)).model_copy(
        update={"text": article.text + "and", "blocks": (*article.blocks[:-1], block)}
    )

    assert "kept what cannot be read" in ledger_faults(forged, page, is_page=True)[0]


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("a<b>c</b>d", "acd"),
        ("a<p title='>'>b", "ab"),
        ('a<p ="x>y">b', 'ay">b'),
        ("a<iframe</div>b", "ab"),
        ("a<!--b--!>c<!-->d<!--->e", "acde"),
        ("a<script>b</p></script >c", "ac"),
        ("a<3 b", "a<3b"),
        ("a&amp;b&copy2031&notit;&#x41;&bogus;", "a&b©2031¬it;A&bogus;"),
        ("a<![CDATA[b>c]]>d", "ac]]>d"),
        ("a</>b</ c>d<?e>f", "abdf"),
        ("a<p b='c", "a"),
    ],
)
def test_the_oracle_reads_as_the_standard_says(page: str, read: str) -> None:
    atoms = readable_page(page).atoms

    assert "".join("".join((atom.stands_for or page[atom.start : atom.end]).split()) for atom in atoms) == read
