"""Rules for sites: which hold for a page, and what is said about files that cannot be used."""

from datetime import date
from pathlib import Path

import pytest

from claimwire.errors import SettingsError
from services.cleaner.outlet.open_site_rules import SHIPPED, open_site_rules
from services.cleaner.outlet.read_outlet_rules import read_outlet_rules
from services.cleaner.outlet.read_site_config import path_problem, read_site_config
from services.cleaner.outlet.site_rules import NO_RULES, DatedRules, Selector, SiteRuleBook, SiteRules
from services.cleaner.settings import CleanerSettings

DAY = date(2031, 5, 6)
CONFIG = """
# The Quay, since its new pages
title: //h1[@class='head']
body: //div[@id='story']
body: //article
author: //meta[@name='writer']/@content
date: substring-after(//p[@class='date'], 'Printed ')
strip: //div[contains(@class, "tides")]
strip_id_or_class: 'sharebox'
prune: no
http_header(user-agent): any
replace_string(<br>): <p>
test_url: https://the-quay.example/ferry
test_contains: ferry
"""


def rules(text: str) -> SiteRules:
    return SiteRules(strip=(Selector(f"//{text}", "site-config.strip"),))


def test_a_site_config_is_read_and_what_is_for_other_programs_passed_over() -> None:
    read, troubles = read_site_config(CONFIG, "the-quay.example.txt")

    assert troubles == []
    assert [selector.what for selector in read.body] == ["//div[@id='story']", "//article"]
    assert [selector.rule for selector in (*read.title, *read.author, *read.date)] == [
        "site-config.title",
        "site-config.author",
        "site-config.date",
    ]
    assert [selector.what for selector in read.strip] == [
        '//div[contains(@class, "tides")]',
        "//*[not(self::html or self::body)][contains(@class, 'sharebox') or contains(@id, 'sharebox')]",
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("body: //div[@id='story'", "'body' is no XPath expression"),
        ("strip:", "'strip' has no value"),
        ("strip_id_or_class: ''", "'strip_id_or_class' has no value"),
        ("boddy: //article", "'boddy' is no name of the format"),
        ("//article", "this is no 'name: value'"),
        ("https://the-quay.example/ferry", "'https' is no name of the format"),
        ("body://div[@id='story'", "'body' is no XPath expression"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_what_to_do_and_the_others_work(line: str, problem: str) -> None:
    read, (trouble,) = read_site_config(f"title: //h1\n{line}\nbody: //main\n", "quay.txt")

    assert str(trouble).startswith(f"quay.txt:2: {problem}")
    assert trouble.advice
    assert [selector.what for selector in (*read.title, *read.body)] == ["//h1", "//main"]


DATED = """
host = "the-quay.example"
reason = "tide tables inside the story"
valid_from = 2031-01-01
valid_until = 2031-12-31
strip = ["//div[@class='tides']"]
keep = ["//blockquote"]
strip_phrases = ["Call us."]
keep_phrases = ["High water"]
"""


def test_dated_rules_are_read() -> None:
    entry, troubles = read_outlet_rules(DATED, "quay.toml")

    assert troubles == []
    assert entry == DatedRules(
        "the-quay.example",
        SiteRules(
            strip=(Selector("//div[@class='tides']", "outlet-rule.strip"),),
            keep=(Selector("//blockquote", "outlet-rule.keep"),),
            strip_phrases=(Selector("Call us.", "outlet-rule.phrase"),),
            keep_phrases=(Selector("High water", "outlet-rule.keep"),),
        ),
        date(2031, 1, 1),
        date(2031, 12, 31),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('host = "the-quay.example"', "host = ", 2, "is no TOML"),
        ('"the-quay.example"', '"https://the-quay.example/"', 2, "host: 'https://the-quay.example/' is no host"),
        ('"the-quay.example"', '"www.the-quay.example"', 2, "host: 'www.the-quay.example' is no host"),
        ('"tide tables inside the story"', '" "', 3, "reason: is empty"),
        ("2031-12-31", "2030-12-31", 5, "valid_until: 2030-12-31 is before valid_from"),
        ("2031-12-31", '"soon"', 5, "valid_until: Input should be a valid date"),
        ("//div[@class='tides']", "//div[", 6, "strip: '//div[' is no XPath expression"),
        ("strip_phrases", "strip_phrase", 8, "strip_phrase: Extra inputs"),
        ('"Call us."', '""', 8, "strip_phrases: a phrase is empty"),
    ],
)
def test_a_file_that_makes_no_sense_is_named_with_its_line(old: str, new: str, line: int, problem: str) -> None:
    entry, (trouble,) = read_outlet_rules(DATED.replace(old, new, 1), "quay.toml")

    assert entry is None
    assert str(trouble).startswith(f"quay.toml:{line}: {problem}")


def test_a_file_without_a_rule_is_in_trouble() -> None:
    entry, (trouble,) = read_outlet_rules('host = "the-quay.example"\nreason = "none"\n', "quay.toml")

    assert entry is None
    assert "there is no rule" in str(trouble)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*")), ids=lambda path: path.name)
def test_the_files_that_come_with_the_cleaner_are_good(path: Path) -> None:
    entry, troubles = read_outlet_rules(path.read_text(encoding="utf-8"), path.name)

    assert troubles == []
    assert entry is not None
    assert path.name.startswith(entry.host)


def test_a_host_has_its_own_rules_and_those_for_all_below_its_parents() -> None:
    book = SiteRuleBook(
        [
            DatedRules(".quay.example", rules("wild")),
            DatedRules("quay.example", rules("parent")),
            DatedRules("sport.quay.example", rules("own")),
        ]
    )

    def found(url: str | None) -> list[str]:
        return [selector.what for selector in book.find(url, DAY).strip]

    assert found("https://www.sport.quay.example:8443/x") == ["//own", "//wild"]
    assert found("https://QUAY.example/") == ["//parent"]
    assert found("https://old.sport.quay.example/") == ["//wild"]
    assert found("https://notquay.example/") == []
    assert book.find(None, DAY) is NO_RULES
    assert book.find("http://[broken", DAY) is NO_RULES


def test_dated_rules_hold_in_their_time_only() -> None:
    book = SiteRuleBook([DatedRules("quay.example", rules("old"), valid_until=DAY)])

    assert book.find("https://quay.example/", DAY) != NO_RULES
    assert book.find("https://quay.example/", date(2031, 5, 7)) is NO_RULES


def test_a_users_folder_is_read_whole_whatever_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "quay.example.txt").write_text("body: //main\nstrip: //p[\n")
    (tmp_path / ".pier.example.txt").write_text("strip: //aside\n")
    (tmp_path / "dated.toml").write_text(DATED)
    (tmp_path / "latin.txt").write_bytes(b"strip: //p[@class='caf\xe9']\n")
    (tmp_path / "huge.txt").write_bytes(b"#" * 200_001)
    (tmp_path / "README.md").write_text("no rules")
    (tmp_path / "folder.txt").mkdir()

    book, troubles = open_site_rules(tmp_path)

    assert book.find("https://quay.example/", DAY).body
    assert book.find("https://www.south.pier.example/", DAY).strip
    assert book.find("https://the-quay.example/", DAY).keep
    assert sorted((Path(trouble.file).name, trouble.line) for trouble in troubles) == [
        ("huge.txt", 1),
        ("latin.txt", 1),
        ("quay.example.txt", 2),
    ]


def test_a_folder_that_is_none_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"CLAIMWIRE_CLEANER_SITE_CONFIG names .*nowhere, which is no folder"):
        open_site_rules(tmp_path / "nowhere")


def test_an_empty_variable_names_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_CLEANER_SITE_CONFIG", "")

    assert CleanerSettings(_env_file=None).cleaner_site_config is None


def test_a_path_that_calls_what_does_not_exist_is_no_problem_until_it_finds_nothing() -> None:
    assert path_problem("//p[unknown-function()]") is None
