"""What ``clean --html`` may write to: nothing that anybody else wrote."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwire.cleaning_page import is_cleaning_page, write_cleaning_page
from claimwire.cli.app import app
from claimwire.models import CleanArticle

PAGE = """<html><head><title>Storm shuts Velmora harbour</title></head><body><article>
<p>The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings.</p>
<p>Nobody was hurt, the harbour master said, and the ferries will be repaired before the summer begins.</p>
</article></body></html>"""
PAGE_OF_OURS = write_cleaning_page("another.html", CleanArticle(text="Another text."))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "storm.html"
    path.write_text(PAGE)
    return path


def test_a_document_is_never_overwritten_by_its_own_page(page: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    again.symlink_to(page)

    for out in (page, again, tmp_path / "." / "storm.html"):
        result = CliRunner().invoke(app, ["clean", "--html", str(out), str(page)])

        assert result.exit_code == 2
        assert "is the document itself" in result.stderr
    assert page.read_text() == PAGE


def test_a_file_that_is_no_page_of_claimwire_is_not_overwritten(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text(PAGE)

    result = CliRunner().invoke(app, ["clean", "--html", str(other), str(page)])

    assert result.exit_code == 2
    assert f"{other} is there and was not written by 'clean --html'" in result.stderr.replace("\n", " ")
    assert other.read_text() == PAGE


def test_a_page_of_claimwire_and_an_empty_file_are_written_anew(page: Path, tmp_path: Path) -> None:
    earlier, empty = tmp_path / "earlier.html", tmp_path / "empty.html"
    earlier.write_text(PAGE_OF_OURS)
    empty.touch()

    for out in (earlier, empty):
        assert CliRunner().invoke(app, ["clean", "--html", str(out), str(page)]).exit_code == 0
        assert "moorings" in out.read_text()


def test_a_page_that_quotes_a_page_of_claimwire_is_none() -> None:
    assert is_cleaning_page(PAGE_OF_OURS)
    assert not is_cleaning_page(f"<p>{PAGE_OF_OURS}</p>")
    assert not is_cleaning_page(PAGE)
