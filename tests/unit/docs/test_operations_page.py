"""The operator's page names every metric, exit code and kind of dead letter, and no other."""

import inspect
import re

from prometheus_client import Counter

from claimwire.cli import exits
from claimwire.reliability import retry
from claimwire.runtime import serve
from claimwire.telemetry.metrics import Metrics, StageMetrics
from tests.unit.docs.pages import PAGES, ROOT, code_in, table

PAGE = "docs/operations.md"
METRIC = re.compile(r"claimwire_[a-z_]+")


def metrics() -> dict[str, list[str]]:
    """Return the names as Prometheus shows them, with their labels."""
    found = {}
    for value in vars(Metrics("any")).values():
        if name := getattr(value, "_name", None):
            found[f"{name}_total" if isinstance(value, Counter) else name] = list(value._labelnames)
    return found


def test_every_metric_is_listed_with_its_labels() -> None:
    listed = {code_in(row[0])[0]: row[1].split(", ") for row in table(PAGE, "metric")}

    assert listed == metrics()


def test_no_page_names_a_metric_that_is_none() -> None:
    named = {name for page in PAGES for name in METRIC.findall(page.read_text(encoding="utf-8"))}

    assert {name for name in named if name not in metrics()} == set()


def test_every_outcome_that_a_metric_may_have_is_named() -> None:
    (row,) = [row for row in table(PAGE, "metric") if "claimwire_stage_messages_total" in row[0]]

    outcomes = StageMetrics(Metrics("any"), "claim.linked")._outcomes

    assert list(outcomes) == row[2].split(": ")[1].split(", ")


def test_every_exit_code_of_a_worker_is_listed() -> None:
    listed = [int(row[0]) for row in table(PAGE, "worker")]

    assert listed == [serve.STOPPED, serve.BROKEN, serve.UNUSABLE_SETTINGS, serve.HUNG]


def test_every_exit_code_of_the_command_line_is_listed() -> None:
    listed = [int(row[0]) for row in table(PAGE, "`claimwire` command")]

    named = [exits.OK, exits.FAILED, exits.UNUSABLE, exits.NOT_FOUND, exits.INCOMPLETE, exits.TIMED_OUT]
    assert listed == [*named, 130]


def test_every_kind_of_dead_letter_is_explained() -> None:
    kinds = set(re.findall(r'SetAside\("(\w+)"\)', inspect.getsource(retry)))

    assert {code_in(row[0])[0] for row in table(PAGE, "kind")} == kinds


def test_settings_that_pages_name_exist() -> None:
    known = set(re.findall(r"CLAIMWIRE_[A-Z_]+", (ROOT / ".env.example").read_text(encoding="utf-8")))
    known |= {"CLAIMWIRE_UPDATE_SNAPSHOTS"}  # of the contract tests

    named = {name for page in PAGES for name in re.findall(r"CLAIMWIRE_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8"))}

    assert named - known == set()
