#!/usr/bin/env python3
"""Writes .env.example from the settings classes: ``deploy/write_env_example.py > .env.example``."""

import ast
import importlib
import inspect
import itertools
import json
import sys
import textwrap
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).parents[1]

_HEAD = """\
# Every setting of claimwire with its default. Copy this file to .env and uncomment what you change; processes read
# .env in the folder where they start, and a variable of the environment outweighs it.
# Written by deploy/write_env_example.py from the settings classes.
"""


def env_example() -> str:
    """Return the file's text."""
    from claimwire.settings import Settings  # noqa: PLC0415 - the path is set by the main function
    from claimwire.topology import WORKERS  # noqa: PLC0415 - as above

    parts = [_HEAD, _section("All processes", Settings)]
    for worker in WORKERS:
        module = importlib.import_module(f"services.{worker}.settings")
        parts += [_section(f"The {worker}", each) for each in _subclasses(module, Settings)]
    return "\n".join(parts)


def _subclasses(module: object, parent: type) -> Iterator[type]:
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, parent) and value is not parent:
            yield value


def _section(title: str, settings: type) -> str:
    sentences = _attribute_docstrings(settings)
    fields = settings.model_fields  # type: ignore[attr-defined]
    entries = []
    for name in settings.__annotations__:
        if name not in fields:
            continue
        comment = textwrap.wrap(sentences.get(name, ""), 116, initial_indent="# ", subsequent_indent="# ")
        entries.append("\n".join([*comment, f"#CLAIMWIRE_{name.upper()}={_written(fields[name].default)}"]))
    return f"# -- {title} --\n\n" + "\n\n".join(entries) + "\n"


def _attribute_docstrings(settings: type) -> dict[str, str]:
    body = ast.parse(textwrap.dedent(inspect.getsource(settings))).body[0].body  # type: ignore[attr-defined]
    found = {}
    for statement, following in itertools.pairwise(body):
        if isinstance(statement, ast.AnnAssign) and isinstance(following, ast.Expr):
            found[statement.target.id] = " ".join(following.value.value.split())  # type: ignore[union-attr, attr-defined]
    return found


def _written(value: object) -> str:
    """Write a default as the environment would; nothing stands for none."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return json.dumps(value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.value if isinstance(value, Enum) else value)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "shared"), str(ROOT)]
    sys.stdout.write(env_example())
