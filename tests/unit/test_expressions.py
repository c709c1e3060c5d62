"""What Python 3.11.2, Debian 12's, gets wrong must not be used."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
POSSESSIVE_GROUP = re.compile(r"\)[*+?]\+")


def test_no_expression_has_a_possessive_group() -> None:
    """Python before 3.11.5 matches possessive groups wrongly; possessive classes are fine (cpython issue 106052)."""
    files = [*ROOT.glob("services/**/*.py"), *ROOT.glob("shared/**/*.py")]

    assert [str(path) for path in files if POSSESSIVE_GROUP.search(path.read_text())] == []
