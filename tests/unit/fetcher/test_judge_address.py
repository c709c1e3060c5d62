from ipaddress import ip_address, ip_network

import pytest

from services.fetcher.judge_address import address_in, may_connect


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::a",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not may_connect(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "172.32.0.1", "192.0.1.1", "223.255.255.255", "2606:4700::1", "2a00::1", "64:ff9b::101:101"]
)
def test_a_public_address_is_accepted(address: str) -> None:
    assert may_connect(ip_address(address))


def test_an_allowed_network_is_accepted_and_its_neighbours_are_not() -> None:
    allowed = (ip_network("10.2.0.0/16"), ip_network("fd00::/64"))

    assert may_connect(ip_address("10.2.3.4"), allowed)
    assert may_connect(ip_address("::ffff:10.2.3.4"), allowed)
    assert may_connect(ip_address("fd00::5"), allowed)
    assert not may_connect(ip_address("10.3.0.1"), allowed)
    assert not may_connect(ip_address("127.0.0.1"), allowed)


@pytest.mark.parametrize("host", ["2130706433", "127.1", "017700000001", "1.2.3.4.5", "::g", "1:2", "0"])
def test_an_odd_spelling_of_an_address_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        address_in(host)


def test_a_name_is_no_address() -> None:
    assert address_in("tidepost.example") is None
    assert address_in("0x7f.1.example") is None
