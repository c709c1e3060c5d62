"""The compose file runs every worker, safely, and passes every setting on."""

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimwire.settings import Settings
from claimwire.topology import WORKERS

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = [*WORKERS, "claimwire"]

#: What the image sets, or what means nothing in a container.
FIXED = {
    "api_host", "api_port", "broker_max_memory", "data_folder", "fetcher_files_allowed", "metrics_host", "metrics_port",
    "stop_at_end_of_input",
}  # fmt: skip


def settings_of(worker: str) -> type[Settings]:
    module = importlib.import_module(f"services.{worker}.settings")
    (found,) = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Settings) and value is not Settings
    ]
    return found


def variables(fields: set[str]) -> set[str]:
    return {f"CLAIMWIRE_{field.upper()}" for field in fields}


def test_every_worker_has_its_service_and_its_image() -> None:
    assert set(SERVICES) == {*WORKERS, "redis", "claimwire"}
    for worker in WORKERS:
        build = SERVICES[worker]["build"]
        assert build["args"]["SERVICE"] == worker
        assert (ROOT / build["dockerfile"]).is_file()


@pytest.mark.parametrize("worker", WORKERS)
def test_every_setting_of_a_worker_is_passed_on_and_no_other(worker: str) -> None:
    assert set(SERVICES[worker]["environment"]) == variables(set(settings_of(worker).model_fields) - FIXED)


def test_what_is_set_in_the_environment_wins() -> None:
    values = {name: value for worker in WORKERS for name, value in SERVICES[worker]["environment"].items()}

    assert {name: value for name, value in values.items() if value is not None} == {
        "CLAIMWIRE_REDIS_URL": "${CLAIMWIRE_REDIS_URL:-redis://redis:6379/0}"
    }


def test_workers_can_be_scaled() -> None:
    for name, service in SERVICES.items():
        assert "container_name" not in service
        if name != "api":
            assert "ports" not in service


def test_only_the_api_is_published_and_only_on_loopback() -> None:
    assert SERVICES["api"]["ports"] == ["127.0.0.1:8080:8080"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_may_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_nothing_runs_as_root() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")

    (user,) = re.findall(r"^USER (\S+)$", dockerfile, re.MULTILINE)

    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", SERVICES["redis"]["user"])
    assert [name for name in OURS if "user" in SERVICES[name]] == []


def test_workers_start_again_and_may_finish_their_work() -> None:
    grace = Settings.model_fields["grace_seconds"].default

    for worker in WORKERS:
        assert SERVICES[worker]["restart"] == "always"
        assert int(SERVICES[worker]["stop_grace_period"].removesuffix("s")) > grace


def test_the_broker_keeps_what_it_acknowledged() -> None:
    command = SERVICES["redis"]["command"]
    options = dict(zip(command[1::2], command[2::2], strict=True))

    assert options["--appendonly"] == "yes"
    assert options["--maxmemory-policy"] == "noeviction"
    assert SERVICES["redis"]["volumes"] == ["broker:/data"]


def test_processes_share_the_volumes_that_they_must() -> None:
    mounted = {name: {each.split(":")[0] for each in SERVICES[name].get("volumes", ())} for name in OURS}

    assert mounted == {
        "fetcher": {"blobs"},
        "cleaner": {"blobs"},
        "extractor": set(),
        "linker": set(),
        "indexer": {"index"},
        "api": {"blobs", "index"},
        "claimwire": {"blobs", "index"},
    }


def test_older_composes_can_read_it() -> None:
    assert set(COMPOSE) - {"services", "volumes"} == {name for name in COMPOSE if name.startswith("x-")}
