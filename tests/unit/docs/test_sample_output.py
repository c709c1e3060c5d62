"""What the README says a command prints is what it prints."""

from typer.testing import CliRunner

from claimwire.cli.app import app
from tests.unit.docs.pages import ROOT, blocks

SAMPLE = str(ROOT / "docs" / "examples" / "ferry-contract.html")


def test_the_claims_of_the_sample_are_those_in_the_readme() -> None:
    (shown,) = [block.text for block in blocks("text") if block.text.startswith("Oona Brandt")]

    result = CliRunner().invoke(app, ["extract", SAMPLE])

    assert (result.exit_code, result.stdout.split()) == (0, shown.split())
