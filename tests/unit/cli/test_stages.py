"""The stages without a server: what one writes is what the next one reads."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimwire.cli.app import app

PAGE = """<html lang="en"><head><title>Velmora buys ferries</title></head><body><nav>Home News</nav><article>
<h1>Velmora buys ferries</h1>
<p>The council of Velmora has bought twelve ferries &amp; a pier, Oona Brandt, the mayor, said on Tuesday.</p>
<p>Dovrel Yards denied that it had paid anyone for the contract.</p>
</article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ferries.html"
    path.write_text(PAGE)
    return path


def run(*arguments: str, lines: str | None = None, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments), input=lines)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_claims_of_cleaned_lines_are_those_of_the_page_with_their_places_in_it(page: Path) -> None:
    direct = rows(run("extract", "--jsonl", str(page)))
    piped = rows(run("extract", "--jsonl", "-", lines=run("clean", "--jsonl", str(page))))

    assert len(piped) >= 2
    assert piped == direct
    for claim in piped:
        evidence = claim["evidence"]
        assert PAGE[evidence["raw_start"] : evidence["raw_end"]].replace("&amp;", "&") == evidence["text"]


def test_cleaned_lines_keep_their_language() -> None:
    line = json.dumps({"document": "fr.html", "text": "Le maire a dit que le port est fermé.", "language": "fr"})

    result = CliRunner().invoke(app, ["extract", "--jsonl", "-"], input=line)

    assert result.stdout == ""
    assert "fr.html: no claims (fr is not read)" in result.stderr


def test_lines_of_an_earlier_version_are_read_without_places() -> None:
    line = json.dumps({"document": "old.html", "text": "The port is closed, Oona Brandt said.", "blocks": []})

    claims = rows(run("extract", "--jsonl", "-", lines=line))

    assert [claim["evidence"]["raw_start"] for claim in claims] == [None]


def test_documents_are_not_linked_as_claims(page: Path, tmp_path: Path) -> None:
    cleaned = tmp_path / "cleaned.jsonl"
    cleaned.write_text(run("clean", "--jsonl", str(page)))

    told = run("link", str(cleaned), code=2)

    assert f"{cleaned}, line 1 is a document and no claim: run 'claimwire extract --jsonl {cleaned}' first" in told


def test_link_reads_claims_with_and_without_jsonl(page: Path) -> None:
    claims = run("extract", "--jsonl", str(page))

    linked = run("link", "-", lines=claims)

    assert run("link", "--jsonl", "-", lines=claims) == linked
    assert all("cluster_id" in row for row in rows(linked))
