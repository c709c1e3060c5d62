"""Settings that do not fit together are refused before any work is taken."""

from typing import Any

import pytest
from pydantic import ValidationError

from claimwire.errors import SettingsError
from services.extractor.settings import ExtractorSettings

URL = "http://127.0.0.1:8000/v1"


def settings(**changes: Any) -> ExtractorSettings:
    return ExtractorSettings(_env_file=None, **changes)


def test_no_model_is_asked_unless_an_endpoint_is_named() -> None:
    assert settings().extractor_model_url is None
    assert settings().model_key is None


def test_an_endpoint_needs_the_name_of_a_model() -> None:
    with pytest.raises(ValidationError, match="CLAIMWIRE_EXTRACTOR_MODEL_NAME"):
        settings(extractor_model_url=URL)


def test_the_rules_need_time_after_the_model() -> None:
    with pytest.raises(ValidationError, match="CLAIMWIRE_EXTRACTOR_MODEL_SECONDS"):
        settings(extractor_model_url=URL, extractor_model_name="tiny", extractor_model_seconds=120)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="extractor_model_url"):
        settings(extractor_model_url="localhost:8000", extractor_model_name="tiny")


def test_the_key_is_read_from_the_variable_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    named = settings(extractor_model_key_variable="HARBOUR_KEY")
    with pytest.raises(SettingsError, match="HARBOUR_KEY"):
        _ = named.model_key

    monkeypatch.setenv("HARBOUR_KEY", "secret words")

    assert named.model_key == "secret words"
    assert "secret words" not in repr(named)
