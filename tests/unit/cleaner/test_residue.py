"""Each rule is tried on what it is for and on a body sentence that resembles it."""

import re

import pytest

from claimwire.models import RemovalReason
from services.cleaner.lines.read_lines import read_lines
from services.cleaner.residue.mark_phrases import mark_phrases, rules_for
from services.cleaner.residue.matcher import Matcher
from services.cleaner.residue.rule import whole
from tests.unit.cleaner.residue_examples import EXAMPLES
from tests.unit.cleaner.rules_fired import rules_fired


def test_every_rule_has_an_example_and_a_counterexample() -> None:
    assert {rule.name for rule in rules_for(None)} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rule_finds_its_residue(name: str) -> None:
    assert name in rules_fired(EXAMPLES[name][0], name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_rule_touches_a_sentence_that_resembles_residue(name: str) -> None:
    assert rules_fired(EXAMPLES[name][1], name) == set()


def test_no_pattern_captures() -> None:
    """Rules are merged into one expression, whose groups name the rules."""
    assert [rule.name for rule in rules_for(None) if re.compile(rule.pattern).groups] == []


def test_a_language_has_its_own_rules_and_the_english_ones() -> None:
    names = {rule.name.split(".")[0] for rule in rules_for("sv")}

    assert names == {"any", "en", "sv"}


def test_glued_residue_is_parted_and_the_sentence_stays() -> None:
    units = mark_phrases(read_lines("The port is closed. Also Read: Ferry fares rise again"), "en")

    assert [(unit.text, unit.verdict is None) for unit in units] == [
        ("The port is closed.", True),
        ("Also Read: Ferry fares rise again", False),
    ]


@pytest.mark.parametrize(
    "piece", ["Also read: ", "share ", "https://a.b/ ", "cookies ", "a.", "© ", "newsletter ", "#a ", "- ", "by "]
)
def test_rules_end_on_hostile_repeats(piece: str) -> None:
    text = "sign up by (" + piece * 20_000

    assert mark_phrases(read_lines(text), None)


def test_a_rule_for_short_texts_hides_no_rule_behind_it() -> None:
    short = whole("en.short", RemovalReason.FOOTER, "ferries .{1,200}", most_words=3)
    long = whole("en.long", RemovalReason.FOOTER, "ferries stay .{1,200}")

    found = Matcher([(short, long)], ["nothing"]).find("Ferries stay in the port", 5)

    assert found is not None
    assert found.rule == long


@pytest.mark.parametrize("piece", ["A", "A-", "A.", "and ", "And ", "A, ", " - ", "1:", "d'A ", "/", "the Post "])
def test_rules_for_names_end_on_hostile_repeats(piece: str) -> None:
    for begin in ("Reporting by ", "Source: ", "The post ", "This story was first published "):
        text = begin + piece * 200 + " appeared!"

        assert mark_phrases(read_lines(text), None)
