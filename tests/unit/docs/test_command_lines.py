"""Every command line of the docs is one that the command line takes, with its options and kinds of arguments."""

import re
import shlex
from typing import Any

import pytest
import typer

from claimwire.cli.app import app
from tests.unit.docs.pages import PAGES, ROOT, Block, blocks

#: What stands before ``claimwire`` where it runs in a container.
_IN_A_CONTAINER = "docker compose run --rm "


def command_lines(block: Block) -> list[list[str]]:
    found = []
    for line in block.text.splitlines():
        for part in line.partition("#")[0].split("|"):
            words = shlex.split(part.strip().removeprefix(_IN_A_CONTAINER))
            if words and words[0] == "claimwire":
                found.append(words[1:])
    return found


def parse(arguments: list[str]) -> None:
    """Parse as the command line would, without running anything."""
    command: Any = typer.main.get_command(app)
    name = "claimwire"
    while hasattr(command, "commands"):
        context = command.make_context(name, list(arguments))
        name, command, arguments = command.resolve_command(context, context._protected_args + context.args)
    command.make_context(name, list(arguments))


LINES = [
    pytest.param(line, id=f"{block.page.name}: {' '.join(line)}")
    for block in blocks("sh")
    for line in command_lines(block)
]


@pytest.mark.parametrize("line", LINES)
def test_a_command_line_is_one_that_claimwire_takes(line: list[str]) -> None:
    parse(line)


@pytest.mark.parametrize(
    "line", [["serch"], ["search", "--speeker", "x"], ["feeds", "ad", "x"], ["search", "--limit", "x"]]
)
def test_a_command_line_that_claimwire_does_not_take_would_be_found(line: list[str]) -> None:
    with pytest.raises(Exception, match=r"(?i)no such|valid integer"):
        parse(line)


def test_commands_in_running_text_exist() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]

    named = {name for page in PAGES for name in re.findall(r"`claimwire ([a-z]+)", page.read_text(encoding="utf-8"))}

    assert named - set(commands) == set()
    assert {"demo", "doctor"} <= named


def test_every_command_is_in_the_docs() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    pages = [(ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "docs/operations.md")]

    assert [name for name in commands if not any(f"claimwire {name}" in text for text in pages)] == []


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    named = {
        name
        for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"))
        for name in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert named - targets == set()
    assert {"demo", "test"} <= named
