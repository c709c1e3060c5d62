from dataclasses import replace

from claimwire.events import DropReason
from services.fetcher.decide_version import KnownVersion, NewVersion, baseline, decide_version, must_be_compared
from services.fetcher.examine_page import Content

URL, AMP = "https://tidepost.example/ferry", "https://tidepost.example/ferry/amp"
KNOWN = KnownVersion(
    version_id="ver_2",
    sha256="bb",
    content_key="BB",
    discovery="art_1 noon",
    previous_version_id="ver_1",
    address=URL,
    final_url=URL,
)
SAME = Content(sha256="bb", key="BB", address=URL, final_url=URL)
OTHER = Content(sha256="cc", key="CC", address=URL, final_url=URL)


def test_the_first_version_follows_none() -> None:
    assert decide_version(None, "art_1 noon", SAME) == NewVersion(previous_version_id=None)


def test_another_content_is_a_version_that_follows_the_known_one() -> None:
    assert decide_version(KNOWN, "art_1 dusk", OTHER) == NewVersion(previous_version_id="ver_2")


def test_the_same_content_found_by_another_discovery_is_unchanged() -> None:
    assert decide_version(KNOWN, "art_1 dusk", SAME) is DropReason.UNCHANGED


def test_another_body_that_a_reader_sees_no_difference_in_is_unchanged() -> None:
    assert decide_version(KNOWN, "art_1 dusk", replace(SAME, sha256="cc")) is DropReason.UNCHANGED


def test_a_version_remembered_without_what_a_reader_sees_is_told_by_its_body() -> None:
    known = replace(KNOWN, content_key="", address="", final_url="")

    assert decide_version(known, "art_1 dusk", SAME) is DropReason.UNCHANGED
    assert decide_version(known, "art_1 dusk", replace(OTHER, key="")) == NewVersion(previous_version_id="ver_2")


def test_only_other_bytes_of_what_is_followed_are_compared() -> None:
    assert must_be_compared(KNOWN, "art_1 dusk", OTHER)
    assert must_be_compared(KNOWN, "art_2 dusk", replace(OTHER, address=AMP))
    assert not must_be_compared(KNOWN, "art_1 dusk", SAME)
    assert not must_be_compared(KNOWN, "art_1 noon", OTHER)
    assert not must_be_compared(KNOWN, "art_2 dusk", replace(OTHER, address=AMP, final_url=AMP))


def test_the_same_content_found_by_the_same_discovery_is_its_version_again() -> None:
    assert decide_version(KNOWN, "art_1 noon", SAME) == NewVersion(previous_version_id="ver_1")


def test_another_form_is_a_duplicate_whatever_it_holds() -> None:
    assert decide_version(KNOWN, "art_2 dusk", replace(SAME, address=AMP, final_url=AMP)) is DropReason.DUPLICATE
    assert decide_version(KNOWN, "art_2 dusk", replace(OTHER, address=AMP, final_url=AMP)) is DropReason.DUPLICATE


def test_another_address_that_ended_at_the_same_page_shows_its_edits() -> None:
    assert decide_version(KNOWN, "art_2 dusk", replace(OTHER, address=AMP)) == NewVersion(previous_version_id="ver_2")


def test_a_repeated_discovery_sends_no_validators_of_its_own() -> None:
    assert baseline(KNOWN, "art_1 noon", URL) is None
    assert baseline(KNOWN, "art_1 dusk", URL) == KNOWN


def test_no_address_is_sent_the_validators_of_another() -> None:
    assert baseline(KNOWN, "art_1 dusk", AMP) is None
