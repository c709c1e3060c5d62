"""Every setting is in .env.example, with its default."""

import importlib
import re
from pathlib import Path

import pytest

from claimwire.settings import Settings
from claimwire.topology import WORKERS

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / ".env.example"
LINE = re.compile(r"^#(CLAIMWIRE_[A-Z_]+)=(.*)$", re.MULTILINE)


def settings_classes() -> list[type[Settings]]:
    modules = [importlib.import_module(f"services.{worker}.settings") for worker in WORKERS]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Settings)
    }
    return sorted(found, key=lambda each: each.__name__)


def test_the_example_is_current() -> None:
    scope: dict[str, object] = {
        "__name__": "write_env_example",
        "__file__": str(ROOT / "deploy" / "write_env_example.py"),
    }
    exec((ROOT / "deploy" / "write_env_example.py").read_text(encoding="utf-8"), scope)  # noqa: S102 - our own script

    written = scope["env_example"]()  # type: ignore[operator]

    assert EXAMPLE.read_text(encoding="utf-8") == written, "run deploy/write_env_example.py > .env.example"


def test_every_setting_of_every_process_is_listed_once() -> None:
    listed = [name for name, _ in LINE.findall(EXAMPLE.read_text(encoding="utf-8"))]

    known = {f"CLAIMWIRE_{field.upper()}" for each in settings_classes() for field in each.model_fields}

    assert sorted(listed) == sorted(known)


@pytest.mark.parametrize("settings_class", settings_classes())
def test_the_defaults_that_are_listed_mean_what_the_defaults_are(
    settings_class: type[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in LINE.findall(EXAMPLE.read_text(encoding="utf-8")):
        if value:
            monkeypatch.setenv(name, value)

    settings = settings_class(_env_file=None)

    assert settings.model_dump() == {name: field.default for name, field in settings_class.model_fields.items()}
