"""Finds variables that look like settings and are none: a misspelt one is ignored, which nobody would notice."""

import os
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource

from claimwire.cli.workers import worker_module
from claimwire.errors import MissingWorker
from claimwire.settings import PREFIX, Settings, settings_classes
from claimwire.topology import WORKERS

#: What the repository's own tests read; a developer may have them set.
_OF_THE_TESTS = ("CLAIMWIRE_QUALITY", "CLAIMWIRE_TEST_SERVERS", "CLAIMWIRE_UPDATE_SNAPSHOTS", "CLAIMWIRE_CHAOS")
_KEY_VARIABLE = "CLAIMWIRE_EXTRACTOR_MODEL_KEY_VARIABLE"


def unknown_settings() -> list[str]:
    """Say of each unknown variable of the environment and of ``.env`` that it is ignored, and which may be meant.

    Variables of workers whose code is not installed are not judged.
    """
    environment, file = EnvSettingsSource(Settings).env_vars, DotEnvSettingsSource(Settings).env_vars
    known, not_judged = set(_OF_THE_TESTS), []
    for worker in WORKERS:
        try:
            worker_module(f"{worker}.settings")
        except MissingWorker:
            not_judged.append(f"{PREFIX}{worker.upper()}_")
    known |= {f"{PREFIX}{field.upper()}" for each in settings_classes() for field in each.model_fields}
    key_variable = os.environ.get(_KEY_VARIABLE) or file.get(_KEY_VARIABLE.lower())
    if key_variable:
        known.add(key_variable.upper())
    names = {name.upper() for name in (*environment, *file)}
    return describe_unknown(sorted(name for name in names if not name.startswith(tuple(not_judged))), known)


def describe_unknown(names: Iterable[str], known: Collection[str]) -> list[str]:
    """Write one line for each name that begins like a setting's and is not known."""
    return [_line(name, known) for name in names if name.startswith(PREFIX) and name not in known]


def _line(name: str, known: Collection[str]) -> str:
    # Without what all have in common, which would make any two of them look alike.
    nearest = get_close_matches(name.removeprefix(PREFIX), [each.removeprefix(PREFIX) for each in known], n=1)
    meant = f"; is {PREFIX}{nearest[0]} meant?" if nearest else ""
    return f"{name} is no setting and is ignored{meant}"
