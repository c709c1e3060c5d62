"""Reads settings, and says in plain lines which cannot be used and why."""

from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import SettingsError as UnreadableSetting

from claimwire.errors import SettingsError
from claimwire.settings import PREFIX, Settings, settings_classes

S = TypeVar("S", bound=Settings)

#: Fields whose names hold such a word may hold a secret, an address its password; their values are shown nowhere.
_SECRET_WORDS = ("url", "key", "token", "secret", "password")
_LONGEST_VALUE = 80


def read_settings(settings_class: type[S]) -> S:
    """Read settings from the environment and ``.env``.

    Raises:
        SettingsError: one cannot be used; the message has a line for each.
    """
    try:
        return settings_class()
    except ValidationError as error:
        raise SettingsError("\n".join(describe_unusable(error))) from None
    except UnreadableSetting as error:
        raise SettingsError(describe_unreadable(error)) from None


def describe_unreadable(error: UnreadableSetting) -> str:
    """Say which setting is no JSON, as lists are written; the value is shown nowhere."""
    return f'{error}; lists are written as JSON: ["a", "b"]'


def is_of_settings(error: ValidationError) -> bool:
    """Tell whether an error is about settings, and not about any other model."""
    return error.title in {each.__name__ for each in settings_classes()}


def describe_unusable(error: ValidationError) -> list[str]:
    """Write one line for each setting that cannot be used: its variable, its value unless that is secret, the reason.

    A value that came from elsewhere than the environment or ``.env`` is called by its variable too, as all settings are
    documented by these.
    """
    return [
        _line(str(each["loc"][0]) if each["loc"] else None, each["input"], each["msg"].removeprefix("Value error, "))
        for each in error.errors(include_url=False, include_context=False)
    ]


def _line(field: str | None, value: object, reason: str) -> str:
    if field is None:
        return reason
    variable = f"{PREFIX}{field.upper()}"
    if any(word in field.lower() for word in _SECRET_WORDS) or "://" in str(value):
        return f"{variable}: {reason}"
    shown = repr(value)
    return f"{variable}={shown if len(shown) <= _LONGEST_VALUE else shown[:_LONGEST_VALUE] + '…'}: {reason}"
