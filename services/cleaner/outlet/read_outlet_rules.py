"""Reads dated rules of a site from a TOML file: what its pages looked like in a certain time."""

import re
import tomllib
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from services.cleaner.outlet.read_site_config import Trouble, path_problem
from services.cleaner.outlet.site_rules import DatedRules, Selector, SiteRules

_LINE = re.compile(r"\(at line (\d+)")


class OutletRules(BaseModel):
    """A file of rules. People write it by hand: an unknown key is a slip of the pen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    """As in the address, without ``www.``; with a dot before it, every host below it."""
    reason: str
    """Why the rules are there, for whoever asks whether they are still needed."""
    valid_from: date = date.min
    """The first day of fetching on which pages looked so."""
    valid_until: date = date.max
    """The last one."""
    strip: tuple[str, ...] = ()
    """XPath expressions of elements that are no part of the article."""
    keep: tuple[str, ...] = ()
    """XPath expressions of elements that are, whatever the cleaner thinks."""
    strip_phrases: tuple[str, ...] = ()
    """Words, exactly as they stand in the text, that are no part of it; also where there is no page, but a text."""
    keep_phrases: tuple[str, ...] = ()
    """Words whose paragraph is part of the article."""

    @model_validator(mode="after")
    def _make_sense(self) -> "OutletRules":
        if not re.fullmatch(r"\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*", self.host) or self.host.startswith("www."):
            raise ValueError(f"host: {self.host!r} is no host; write it in small letters, without scheme and www.")
        if not self.reason.strip():
            raise ValueError("reason: is empty; say what the rules are for")
        if self.valid_from > self.valid_until:
            raise ValueError(f"valid_until: {self.valid_until} is before valid_from, {self.valid_from}")
        if not (self.strip or self.keep or self.strip_phrases or self.keep_phrases):
            raise ValueError("there is no rule; give strip, keep, strip_phrases or keep_phrases")
        for name in ("strip", "keep"):
            for path in getattr(self, name):
                if (problem := path_problem(path)) is not None:
                    raise ValueError(f"{name}: {path!r} {problem}")
        for name in ("strip_phrases", "keep_phrases"):
            if not all(phrase.strip() for phrase in getattr(self, name)):
                raise ValueError(f"{name}: a phrase is empty")
        return self


def read_outlet_rules(text: str, file: str) -> tuple[DatedRules | None, list[Trouble]]:
    """Read a file's text; ``file`` is for the troubles. A file in trouble gives no rules."""
    try:
        written: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        return None, [Trouble(file, int(place[1]) if place else 1, f"is no TOML: {error}", "correct the line")]
    try:
        rules = OutletRules.model_validate(written)
    except ValidationError as error:
        return None, [_trouble(file, text, each) for each in error.errors()]
    return DatedRules(
        host=rules.host,
        valid_from=rules.valid_from,
        valid_until=rules.valid_until,
        rules=SiteRules(
            strip=_selectors(rules.strip, "strip"),
            keep=_selectors(rules.keep, "keep"),
            strip_phrases=_selectors(rules.strip_phrases, "phrase"),
            keep_phrases=_selectors(rules.keep_phrases, "keep"),
        ),
    ), []


def _selectors(texts: tuple[str, ...], name: str) -> tuple[Selector, ...]:
    return tuple(Selector(text, f"outlet-rule.{name}") for text in texts)


def _trouble(file: str, text: str, error: Any) -> Trouble:
    message = str(error["msg"]).removeprefix("Value error, ")
    key = str(error["loc"][0]) if error["loc"] else message.partition(":")[0]
    lines = (number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*{re.escape(key)}\b", line))
    problem = f"{key}: {message}" if error["loc"] else message
    return Trouble(file, next(lines, 1), problem, "correct the file; its rules are not used")
