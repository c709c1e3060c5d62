"""Pages as they were built in other years: tables, boxes in boxes, lines broken by hand."""

from claimwire.models import BlockKind
from services.cleaner.clean import clean
from services.cleaner.document import RawDocument

BODY = [
    "The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings, officials said.",
    "Mayor Ilka Brand told reporters in the old town hall that nobody had expected the storm to turn to the north.",
    "“Ask the wind.”",
    "Fishermen on the northern islands said that they would not sail before the pier had been repaired and tested.",
]
TABLE = f"""<html><title>The Velmora Mail: Storm shuts the harbour of Velmora</title><body>
<table><tr><td colspan=3><b>The Velmora Mail</b><br>Read on all the islands since 1902.</td></tr>
<tr><td><a href=/>Front page</a><br><a href=/s>Sport</a><br><br><b>Quote of the day</b><br>“I never sail on a Friday,”
says a pilot.</td><td><font size=5><b>Storm shuts the harbour of Velmora</b></font><br><i>by Ana Sample</i><br>
06.05.2031<br><br>{"<br><br>".join(BODY)}
<table><tr><td>See also: <a href=/x>Old pier was rotten, diver says</a></td></tr>
</table><hr>[ <a href=/p>Print</a> | <a href=/m>Mail</a> | <a href=/>Back</a> ]</td>
<td>The choir of Port Ost meets on Monday in the school.<br><br>Lost: a grey cat with one ear.</td></tr></table>"""


def clean_page(page: str) -> list[str]:
    return clean(RawDocument(body=page.encode(), media_type="text/html")).text.split("\n\n")


def test_in_a_table_layout_the_story_s_cell_is_the_article() -> None:
    article = clean(RawDocument(body=TABLE.encode(), media_type="text/html"))

    assert article.text.split("\n\n") == BODY
    assert {block.kind for block in article.blocks} == {BlockKind.PARAGRAPH}
    assert (article.title, article.byline) == ("Storm shuts the harbour of Velmora", "Ana Sample")
    assert article.published is not None
    assert article.published.text == "2031-05-06"


def test_a_table_of_figures_in_an_article_is_no_layout() -> None:
    rows = "".join(f"<tr><td>Ferry {number}</td><td>{number} days late</td></tr>" for number in range(3, 9))
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)

    text = clean_page(f"<article>{paragraphs}<table>{rows}</table></article>")

    assert [line for line in text if line in BODY] == BODY


def test_paragraphs_in_boxes_without_a_meaning_are_found_one_by_one() -> None:
    body = [text for text in BODY if "wind" not in text]
    blocks = [f'<div class="x"><div class="y">{text}</div></div>' for text in body]
    promo = '<div class="z"><div>Related</div><div><a href="/x">Old pier was rotten, diver says</a></div></div>'

    text = clean_page(f'<div class="w"><h1>Storm</h1>{"".join(blocks[:2])}{promo}{"".join(blocks[2:])}</div>')

    assert text == body
