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


def test_a_network_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_FETCHER_ALLOWED_NETWORKS", "loopback")

    with pytest.raises(ValidationError, match="fetcher_allowed_networks"):
        FetcherSettings(_env_file=None)
