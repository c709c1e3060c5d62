"""Resolves host names for the HTTP client, to addresses that may be connected to and to no others."""

import socket
from collections.abc import Sequence
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

from services.fetcher.judge_address import NOT_PUBLIC, Address, Network, may_connect


class AddressRefused(Exception):
    """Raised when a host has no address that may be connected to."""


class GuardedResolver(AbstractResolver):
    """Passes on the public addresses of a name.

    The connection is then made to the very address that was checked here, so a name that changes its answer between
    check and connection (DNS rebinding) gains nothing.
    """

    def __init__(self, resolver: AbstractResolver, allowed: Sequence[Network]) -> None:
        self._resolver = resolver
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve a name.

        Raises:
            AddressRefused: none of its addresses may be connected to.
            OSError: the name does not resolve.
        """
        found = await self._resolver.resolve(host, port, family)
        accepted = [result for result in found if may_connect(_address(result), self._allowed)]
        if found and not accepted:
            addresses = ", ".join(sorted({result["host"] for result in found}))
            raise AddressRefused(f"{host} resolves to {addresses}, which is {NOT_PUBLIC}")
        return accepted

    async def close(self) -> None:
        """Close the resolver behind this one."""
        await self._resolver.close()


def _address(result: ResolveResult) -> Address:
    return ip_address(result["host"].partition("%")[0])
