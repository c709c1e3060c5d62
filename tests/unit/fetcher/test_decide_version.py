from services.fetcher.decide_version import KnownVersion, NewVersion, baseline, decide_version

KNOWN = KnownVersion(version_id="ver_2", sha256="bb", discovery="art_1 noon", previous_version_id="ver_1")


def test_the_first_version_follows_none() -> None:
    assert decide_version(None, "art_1 noon", "aa") == NewVersion(previous_version_id=None)


def test_another_content_is_a_version_that_follows_the_known_one() -> None:
    assert decide_version(KNOWN, "art_1 dusk", "cc") == NewVersion(previous_version_id="ver_2")


def test_the_same_content_found_by_another_discovery_is_no_new_version() -> None:
    assert decide_version(KNOWN, "art_1 dusk", "bb") is None


def test_the_same_content_found_by_the_same_discovery_is_its_version_again() -> None:
    assert decide_version(KNOWN, "art_1 noon", "bb") == NewVersion(previous_version_id="ver_1")


def test_a_repeated_discovery_sends_no_validators_of_its_own() -> None:
    assert baseline(KNOWN, "art_1 noon") is None
    assert baseline(KNOWN, "art_1 dusk") == KNOWN
