import json
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from claimwire.cleaning_page import write_cleaning_page
from claimwire.cli.app import app
from claimwire.cli.show_cleaning import show_cleaning
from claimwire.explain_cleaning import Kept, facts, passages, tallies
from claimwire.models import (
    Block,
    BlockKind,
    CleanArticle,
    DatedBelief,
    Granularity,
    KeptRun,
    Ledger,
    Removal,
    RemovalReason,
)

PAGE = """<html><head><title>Storm shuts Velmora harbour</title></head><body><nav>Home News Sport</nav><article>
<h1>Storm shuts Velmora harbour</h1>
<p>The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings &amp; a pier.</p>
<p>Sign up for our newsletter and get the news of the islands in your inbox.</p>
<p>Nobody was hurt, the harbour master said, and the ferries will be repaired before the summer begins.</p>
</article></body></html>"""
ATTACK = "<script>alert('x')</script><img src=x onerror=alert(1)>\" onmouseover='alert(2)'"


def article(kept: str = "Kept text.", removed: str = "Share this", rule: str = "markup.share") -> CleanArticle:
    text = f"{kept}\n\nMore of it."
    return CleanArticle(
        text=text,
        title="Storm",
        blocks=(
            Block(start=0, end=len(kept), kind=BlockKind.HEADING),
            Block(start=len(kept) + 2, end=len(text)),
        ),
        ledger=Ledger(
            kept=(
                KeptRun(start=0, length=len(kept), raw_start=10, raw_length=len(kept)),
                KeptRun(start=len(kept) + 2, length=11, raw_start=5_000, raw_length=11),
            ),
            removed=(
                Removal(raw_start=0, raw_end=8, reason=RemovalReason.NAVIGATION, rule="markup.navigation", text="Home"),
                Removal(raw_start=4_000, raw_end=4_010, reason=RemovalReason.SHARE, rule=rule, text=removed),
            ),
        ),
        published=DatedBelief(
            text="2031-05-06", instant="2031-05-06T00:00:00Z", granularity=Granularity.DAY, source="json-ld"
        ),
    )


def drawn(cleaned: CleanArticle, *, terminal: bool = False) -> str:
    colours = "truecolor" if terminal else None
    console = Console(file=StringIO(), width=80, force_terminal=terminal, color_system=colours, highlight=False)
    show_cleaning(console, "storm.html", cleaned)
    return console.file.getvalue()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "storm.html"
    path.write_text(PAGE)
    return path


def test_passages_stand_in_the_order_of_the_document() -> None:
    told = [(each.text, each.raw_start) for each in passages(article())]

    assert told == [("Home", 0), ("Kept text.", 10), ("Share this", 4_000), ("More of it.", 5_000)]


def test_what_was_removed_inside_a_block_parts_it() -> None:
    cleaned = CleanArticle(
        text="Before after.",
        blocks=(Block(start=0, end=13),),
        ledger=Ledger(
            kept=(
                KeptRun(start=0, length=6, raw_start=0, raw_length=6),
                KeptRun(start=6, length=1, raw_start=6, raw_length=1),
                KeptRun(start=7, length=6, raw_start=30, raw_length=6),
            ),
            removed=(Removal(raw_start=7, raw_end=29, reason=RemovalReason.SHARE, rule="en.share", text="Share"),),
        ),
    )

    assert ["Before ", "Share", "after."] == [each.text for each in passages(cleaned)]


def test_each_block_keeps_its_kind_and_place() -> None:
    kept = [each for each in passages(article()) if isinstance(each, Kept)]

    assert [(each.kind, each.raw_start, each.raw_end) for each in kept] == [
        (BlockKind.HEADING, 10, 20),
        (BlockKind.PARAGRAPH, 5_000, 5_011),
    ]


def test_removals_are_counted_by_reason_most_first() -> None:
    counted = tallies(article(removed="Share this with all whom you know").ledger.removed)

    assert [(each.reason.value, each.places, each.characters) for each in counted] == [
        ("share", 1, 33),
        ("navigation", 1, 4),
    ]


def test_a_date_says_where_it_was_read() -> None:
    assert ("published", "2031-05-06", "json-ld") in facts(article())


def test_without_colour_marks_show_what_is_kept_and_what_is_gone() -> None:
    shown = drawn(article())

    assert "\x1b" not in shown
    assert re.search(r"share ✗ \[- Share this -\]\n +markup\.share, characters 4000 to 4010\n", shown)
    assert re.search(r"heading │ Kept text\.\n", shown)
    assert "from json-ld" in shown


def test_with_colour_removed_text_is_crossed_out() -> None:
    shown = drawn(article(), terminal=True)

    assert "\x1b[9;31mShare this" in shown
    assert "[-" not in shown


def test_no_line_is_wider_than_the_terminal() -> None:
    shown = drawn(article(kept="Kept " * 90, removed="harbour" * 90, rule="en.share." + "x" * 100))

    assert max(map(len, shown.splitlines())) <= 80


def test_a_long_menu_is_shown_by_its_ends() -> None:
    shown = " ".join(drawn(article(removed=f"First {'entry ' * 400}last")).split())

    assert "First entry" in shown
    assert "more characters …" in shown
    assert "entry last" in shown
    assert len(shown) < 1_500


def test_a_page_s_text_cannot_steer_the_terminal() -> None:
    shown = drawn(article(kept="a\x1b[2Jb\x9b31mc\u202ed\re", removed="\x07\x1b]0;owned\x07"))

    assert not set(shown) & {"\x1b", "\x9b", "\x07", "\u202e", "\r"}


class Tags(HTMLParser):
    """What a browser would make of a page: its elements, and the text that it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_text_is_shown_on_the_page_and_does_not_run() -> None:
    hostile = article(kept=ATTACK, removed=ATTACK, rule=ATTACK).model_copy(
        update={"title": ATTACK, "url": f"javascript:{ATTACK}", "authors": (ATTACK,), "outlet": "</style>" + ATTACK}
    )

    tags = Tags(write_cleaning_page(f"</title>{ATTACK}.html", hostile))

    assert not {"script", "img", "a", "iframe", "link"} & set(tags.names)
    assert not [name for name, _ in tags.attributes if name.startswith("on") or name in ("src", "href")]
    assert tags.text.count(ATTACK) >= 7
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in tags.attributes


def test_the_page_names_each_reason_with_its_count_and_each_rule() -> None:
    tags = Tags(write_cleaning_page("storm.html", article()))

    assert "share 10 in 1 place" in tags.text
    assert "navigation 4 in 1 place" in tags.text
    assert "markup.share" in tags.text
    assert ("title", "markup.share, characters 4000 to 4010") in tags.attributes
    assert "from json-ld" in tags.text


def test_the_page_has_a_colour_for_any_reason() -> None:
    removed = tuple(
        Removal(raw_start=at, raw_end=at + 1, reason=reason, rule="a.rule", text="x")
        for at, reason in enumerate(RemovalReason)
    )

    written = write_cleaning_page("x", CleanArticle(text="", ledger=Ledger(removed=removed)))

    classes = re.findall(r'<div class="gone (\w+)"', written)
    assert len(classes) == len(RemovalReason)
    assert all(f".{name} {{ --hue" in written for name in classes)


def test_the_page_can_be_shown_in_light_and_dark_and_needs_nothing_else() -> None:
    written = write_cleaning_page("storm.html", article())

    assert "color-scheme: light dark" in written
    assert "prefers-color-scheme: dark" in written
    assert "http" not in written.replace("http-equiv", "")
    assert "$" not in written


def test_explain_shows_a_file(page: Path) -> None:
    result = CliRunner().invoke(app, ["clean", "--explain", str(page)])

    assert result.exit_code == 0
    assert re.search(r"✗ \[- Sign up for our newsletter", result.stdout)
    assert re.search(r"│ Nobody was hurt", result.stdout)


def test_html_writes_a_page_and_says_where(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"

    result = CliRunner().invoke(app, ["clean", "--html", str(out), str(page)])

    assert result.exit_code == 0
    assert result.stdout == ""
    assert str(out) in result.stderr.replace("\n", "")
    tags = Tags(out.read_text())
    assert "moorings & a pier." in tags.text
    assert "Sign up for our newsletter" in tags.text


def test_html_beside_lines_writes_both(page: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["clean", "--jsonl", "--html", str(tmp_path / "out.html"), str(page)])

    assert json.loads(result.stdout)["document"] == str(page)
    assert (tmp_path / "out.html").exists()


def test_a_page_that_cannot_be_written_says_what_to_do(page: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["clean", "--html", str(tmp_path / "no" / "out.html"), str(page)])

    assert result.exit_code == 2
    assert "a folder that exists" in result.stderr
    assert "Errno" not in result.stderr


@pytest.mark.parametrize("options", [["--jsonl", "--explain"], ["--html", "out.html", "second.html"]])
def test_options_that_exclude_each_other_are_refused(page: Path, options: list[str]) -> None:
    assert CliRunner().invoke(app, ["clean", *options, str(page)]).exit_code == 2


def test_a_file_without_an_article_is_named_and_written_nowhere(tmp_path: Path) -> None:
    (tmp_path / "menu.html").write_text("<nav>Home News</nav>")

    result = CliRunner().invoke(app, ["clean", "--html", str(tmp_path / "out.html"), str(tmp_path / "menu.html")])

    assert result.exit_code == 4
    assert "no_article" in result.stderr
    assert not (tmp_path / "out.html").exists()
