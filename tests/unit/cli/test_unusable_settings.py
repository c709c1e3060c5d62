from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError
from typer.testing import CliRunner

from claimwire.cli.app import app
from claimwire.errors import SettingsError
from claimwire.settings import Settings
from claimwire.unusable_settings import describe_unusable, is_of_settings, read_settings
from services.api.settings import ApiSettings
from services.extractor.settings import ExtractorSettings

LINE = "claimwire: CLAIMWIRE_PARTITIONS='two': Input should be a valid integer, unable to parse string as an integer\n"


class Harbour(BaseModel):
    depth: int


def error_of(model: type[BaseModel], **values: object) -> ValidationError:
    with pytest.raises(ValidationError) as raised:
        model(**values)
    return raised.value


@pytest.mark.parametrize("command", ["status", "doctor", "search", "up"])
def test_a_setting_that_cannot_be_used_is_named_in_one_line(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMWIRE_PARTITIONS", "two")

    result = CliRunner().invoke(app, [command])

    assert result.exit_code == 2
    assert result.stderr == LINE


def test_each_unusable_setting_has_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("CLAIMWIRE_LOG_LEVEL=loud\n")
    monkeypatch.setenv("CLAIMWIRE_PARTITIONS", "two")

    result = CliRunner().invoke(app, ["status"])

    assert result.exit_code == 2
    assert LINE in result.stderr
    assert "claimwire: CLAIMWIRE_LOG_LEVEL='loud': Input should be 'debug', 'info'" in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_no_value_that_may_hold_a_secret_is_shown() -> None:
    url = error_of(ExtractorSettings, extractor_model_url="https://desk:hunter2@model example", _env_file=None)
    misplaced = error_of(Settings, partitions="redis://desk:hunter2@broker", _env_file=None)

    for error in (url, misplaced):
        (line,) = describe_unusable(error)
        assert line.startswith(("CLAIMWIRE_EXTRACTOR_MODEL_URL: Input", "CLAIMWIRE_PARTITIONS: Input"))
        assert "hunter2" not in line


def test_a_long_value_is_cut_short() -> None:
    (line,) = describe_unusable(error_of(Settings, partitions="9x" * 500, _env_file=None))

    assert len(line) < 250


def test_other_models_are_told_from_settings() -> None:
    assert is_of_settings(error_of(Settings, partitions=0, _env_file=None))
    assert is_of_settings(error_of(ExtractorSettings, partitions=0, _env_file=None))
    assert not is_of_settings(error_of(Harbour, depth="deep"))


def test_a_list_that_is_no_json_is_told_by_its_name_and_how_to_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_API_ALLOWED_HOSTS", "quay.example")

    with pytest.raises(SettingsError, match=r'"api_allowed_hosts".*lists are written as JSON'):
        read_settings(ApiSettings)
