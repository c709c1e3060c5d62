"""The first thing that a newcomer runs."""

from tests.end_to_end.command import claimwire


def test_the_demo_sums_up_and_its_sums_come_out_even() -> None:
    told = claimwire("demo")

    assert "✗" not in told
    assert told.count("✓") == 11
    assert "independent texts" in told
    assert "deniers" in told
    assert "raw page, characters" in told
