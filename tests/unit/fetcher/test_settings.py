from ipaddress import ip_network

import pytest
from pydantic import ValidationError

from services.fetcher.settings import FetcherSettings


def test_allowed_networks_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_FETCHER_ALLOWED_NETWORKS", "127.0.0.0/8, fd00::/64")

    settings = FetcherSettings(_env_file=None)

    assert settings.fetcher_allowed_networks == (ip_network("127.0.0.0/8"), ip_network("fd00::/64"))


def test_nothing_private_is_allowed_unless_it_is_said() -> None:
    settings = FetcherSettings(_env_file=None)

    assert (settings.fetcher_allowed_networks, settings.fetcher_files_allowed) == ((), False)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("3600,86400", (3600.0, 86400.0)), ("60", (60.0,)), ("", ()), ("[60.0, 90.0]", (60.0, 90.0))],
)
def test_revisits_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch, text: str, seconds: tuple[float, ...]) -> None:
    monkeypatch.setenv("CLAIMWIRE_FETCHER_REVISITS_SECONDS", text)

    assert FetcherSettings(_env_file=None).fetcher_revisits_seconds == seconds


@pytest.mark.parametrize("text", ["soon", "-60", "0"])
def test_revisits_before_the_first_look_are_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CLAIMWIRE_FETCHER_REVISITS_SECONDS", text)

    with pytest.raises(ValidationError, match="fetcher_revisits_seconds"):
        FetcherSettings(_env_file=None)


def test_a_network_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_FETCHER_ALLOWED_NETWORKS", "loopback")

    with pytest.raises(ValidationError, match="fetcher_allowed_networks"):
        FetcherSettings(_env_file=None)
