"""What ``claimwire why`` says of what was left out of a claim's article."""

from io import StringIO

from rich.console import Console

from claimwire.cli.why import print_explanation
from claimwire.explain import Explanation, explain
from claimwire.models import Ledger, Removal, RemovalReason
from claimwire.read_raw import RawPage
from services.indexer.describe import describe_claim, describe_cleaned_article
from tests.unit.index.invented_documents import article_cleaned, claim_extracted

REMOVED = (
    Removal(raw_start=0, raw_end=4, reason=RemovalReason.SHARE, rule="markup.share", text="Pass it on"),
    Removal(raw_start=5, raw_end=6, reason=RemovalReason.SHARE, rule="markup.share", text="And on"),
    Removal(
        raw_start=7,
        raw_end=8,
        reason=RemovalReason.REPEATED_BY_OUTLET,
        rule="outlet.repeated:12",
        text="Read us daily.",
    ),
    Removal(raw_start=9, raw_end=9, reason=RemovalReason.OUTLET_RULE, rule="outlet-rule.phrase", text="Call us."),
)


def explained(*removed: Removal) -> Explanation:
    event = article_cleaned()
    ledger = Ledger(kept=event.clean.ledger.kept, removed=removed)
    event = event.model_copy(update={"clean": event.clean.model_copy(update={"ledger": ledger})})
    extracted = describe_claim(claim_extracted()).extracted
    assert extracted is not None
    return explain(extracted, describe_cleaned_article(event), RawPage("x" * 200), superseded=False, context=5)


def printed(explanation: Explanation) -> str:
    screen = StringIO()
    print_explanation(Console(file=screen, width=120), explanation)
    return screen.getvalue()


def test_what_the_outlet_repeats_and_what_people_ruled_out_is_shown_and_the_rest_counted() -> None:
    text = printed(explained(*REMOVED))

    assert "left out of the article: markup.share 2, outlet-rule.phrase 1, outlet.repeated 1" in text
    assert "repeated on 12 other articles of the outlet: Read us daily." in text
    assert "by outlet-rule.phrase: Call us." in text
    assert "Pass it on" not in text


def test_where_nothing_was_left_out_nothing_is_said() -> None:
    assert "left out" not in printed(explained())


def test_the_explanation_carries_all_that_was_left_out() -> None:
    assert explained(*REMOVED).removed == REMOVED
