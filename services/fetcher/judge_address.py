"""Decides whether an IP address may be connected to: public ones, and what the settings allow."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Whoever reads it may be able to change it; it stands in every refusal, so it is short.
NOT_PUBLIC = "not public; CLAIMWIRE_FETCHER_ALLOWED_NETWORKS of the fetcher can allow it"

# Own tables, because ipaddress.is_global of Python 3.11 says True for multicast, 6to4 and translated addresses.
# Sources: IANA's IPv4 and IPv6 special-purpose address registries.
_REFUSED_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
#: All that IANA has handed out for global unicast; whatever lies outside is not public.
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_REFUSED_IPV6 = tuple(IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
#: DNS64 on networks without IPv4 answers with these; the last 32 bits are the true address (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")


def may_connect(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Tell whether an address is public, or lies in one of the networks that are allowed all the same."""
    address = _unwrap(address)
    if any(address in network for network in allowed if network.version == address.version):
        return True
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_IPV4)
    return address in _GLOBAL_IPV6 and not any(address in network for network in _REFUSED_IPV6)


def address_in(host: str) -> Address | None:
    """Return the address that a URL's host spells out, or None for a name.

    Raises:
        ValueError: the host looks like an address, but is none in its usual form (``2130706433``, ``127.1``).
    """
    # The C library reads many odd forms as addresses; what is only digits and dots is never a name.
    looks_like_address = ":" in host or host.replace(".", "").isdigit()
    return ip_address(host.partition("%")[0]) if looks_like_address else None


def _unwrap(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address
