"""Decisions are short, complete, listed, and name every dependency."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.unit.docs.pages import ROOT, code_in

FOLDER = ROOT / "docs" / "adr"
DECISIONS = sorted(FOLDER.glob("0*.md"))


def direct_dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    written = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    names = {re.split(r"[\[<>=~!; ]", each)[0] for each in written}
    return names - {project["name"]}


def listed_dependencies() -> set[str]:
    rows = [
        line for line in (FOLDER / "0011-dependencies.md").read_text(encoding="utf-8").splitlines() if line[:3] == "| `"
    ]
    return {name for row in rows for name in code_in(row.split("|")[1])}


def test_every_direct_dependency_says_what_it_saves_and_what_it_costs() -> None:
    assert listed_dependencies() == direct_dependencies()


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_context_and_its_price(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")

    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Price"]


def test_decisions_are_numbered_and_listed() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    for path in DECISIONS:
        title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        assert f"- [{title}]({path.name})" in listed.splitlines()
