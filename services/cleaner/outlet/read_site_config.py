"""Reads a site's rules in the format of FiveFilters' site configs (https://help.fivefilters.org/full-text-rss/).

What is about fetching, images or other programs is passed over; so are lines that cannot be read, with a word.
"""

import re
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from services.cleaner.outlet.site_rules import Selector, SiteRules

_PATHS = ("title", "body", "author", "date", "strip")
_PASSED_OVER = frozenset(
    {
        "test_url", "test_contains", "test_title", "test_body", "prune", "tidy", "parser", "autodetect_on_failure",
        "autodetect_next_page", "single_page_link", "single_page_link_in_feed", "next_page_link", "find_string",
        "replace_string", "http_header", "strip_image_src", "native_ad_clue", "if_page_contains", "skip_json_ld",
        "insert_detected_image", "dissolve", "footnotes", "move_into", "wrap_in", "convert_double_br_tags",
        "requires_login", "not_logged_in_xpath", "login_uri", "login_username_field", "login_password_field",
        "login_extra_fields", "src_lazy_load_attr", "strip_comments", "strip_attr", "language", "effective_url",
        "if_page_contains_ignore_case", "skip_id_or_class", "unlikely", "post_strip_attr", "include", "use_wayback",
    }
)  # fmt: skip
#: ``replace_string(old): new`` has its argument in brackets.
_LINE = re.compile(r"([a-z_]{1,40})(?:\([^\n]{0,2000}?\))?\s{0,20}:(.{0,10000})", re.DOTALL)
_QUOTES = re.compile(r"[\"']")


class Trouble(NamedTuple):
    """What is wrong in a file of rules, and what to do."""

    file: str
    line: int
    problem: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}; {self.advice}"


def read_site_config(text: str, file: str) -> tuple[SiteRules, list[Trouble]]:
    """Read a file's text; ``file`` is for the troubles. Lines in trouble are left out."""
    found: dict[str, list[Selector]] = {name: [] for name in _PATHS}
    troubles: list[Trouble] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        told = _LINE.fullmatch(line.strip())
        if told is None:
            troubles.append(Trouble(file, number, "this is no 'name: value'", "write it so, or put # before it"))
            continue
        name, value = told[1], told[2].strip()
        if name in _PASSED_OVER:
            continue
        if name == "strip_id_or_class":
            name, value = "strip", _id_or_class(value)
        if name not in found:
            troubles.append(Trouble(file, number, f"'{name}' is no name of the format", "correct or remove the line"))
        elif (problem := path_problem(value)) is not None:
            troubles.append(Trouble(file, number, f"'{told[1]}' {problem}", "correct or remove the line"))
        else:
            found[name].append(Selector(value, f"site-config.{name}"))
    return SiteRules(**{name: tuple(selectors) for name, selectors in found.items()}), troubles


def path_problem(path: str) -> str | None:
    """Say what is wrong with an XPath expression, or return None."""
    if not path:
        return "has no value"
    try:
        etree.XPath(path, regexp=False)
    except (etree.XPathError, ValueError) as error:
        return f"is no XPath expression ({error})"
    return None


def _id_or_class(value: str) -> str:
    """Write the path for elements whose id or class holds a text; the whole page is none of them."""
    name = _QUOTES.sub("", value).strip()
    if not name:
        return ""
    return f"//*[not(self::html or self::body)][contains(@class, '{name}') or contains(@id, '{name}')]"
