from pathlib import Path

import pytest

from claimwire.demo.newsroom import BlockKind, DemoError
from claimwire.demo.read_newsroom import parse_article, read_newsroom

FRONT = """+++
title = "Bridge opens"
summary = "It is open."
author = "A. Writer"
section = "news"
published = 2026-10-13T06:00:00+02:00
+++
"""


def write_outlet(folder: Path, article: str) -> None:
    outlet = folder / "outlets" / "the-outlet"
    (outlet / "articles").mkdir(parents=True)
    (outlet / "template.html").write_text("<h1>{{title}}</h1>{{body}}")
    (outlet / "articles" / "bridge.md").write_text(article)
    (outlet / "outlet.toml").write_text(
        'name = "The Outlet"\nlanguage = "en"\naddress = "/the-outlet/{slug}"\n'
        '[feed]\nkind = "rss"\npath = "/the-outlet/feed"\n'
        '[markup]\nparagraph = "<p>{}</p>"\nheading = "<h2>{}</h2>"\nquote = "<q>{}</q>"\n'
    )


def test_html_in_an_article_is_residue_and_everything_else_is_its_text() -> None:
    text = f"{FRONT}\nFirst.\n\n<aside>\n  A box.\n</aside>\n\n## Later\n\n> Said.\n"

    _, blocks = parse_article(text)

    kinds = [BlockKind.PARAGRAPH, BlockKind.RESIDUE, BlockKind.HEADING, BlockKind.QUOTE]
    assert kinds == [block.kind for block in blocks]
    assert [block.text for block in blocks] == ["First.", "<aside>\n  A box.\n</aside>", "Later", "Said."]


def test_a_slip_in_the_front_matter_names_the_file_and_the_field(tmp_path: Path) -> None:
    write_outlet(tmp_path, FRONT.replace("author", "auther") + "Text.")

    with pytest.raises(DemoError, match=r"bridge\.md.*author: Field required.*auther: Extra inputs"):
        read_newsroom(tmp_path)


def test_an_article_without_front_matter_says_what_is_missing(tmp_path: Path) -> None:
    write_outlet(tmp_path, "Text.")

    with pytest.raises(DemoError, match=r"bridge\.md.*must begin with front matter"):
        read_newsroom(tmp_path)


def test_a_folder_without_outlets_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="give the repository's folder deploy/demo"):
        read_newsroom(tmp_path)


def test_a_later_file_of_the_same_name_replaces_the_article(tmp_path: Path) -> None:
    write_outlet(tmp_path, f"{FRONT}\nIt is open.")
    later = tmp_path / "outlets" / "the-outlet" / "later"
    later.mkdir()
    (later / "bridge.md").write_text(f"{FRONT}\nIt is closed.")

    (outlet,) = read_newsroom(tmp_path)

    assert [article.body for article in outlet.published(phase=1)] == ["It is open."]
    assert [article.body for article in outlet.published(phase=2)] == ["It is closed."]
