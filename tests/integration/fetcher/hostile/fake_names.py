"""Names that resolve as a test says, with no name server asked."""

import socket
from collections import defaultdict
from dataclasses import dataclass, field

from aiohttp.abc import AbstractResolver, ResolveResult


@dataclass
class FakeNames(AbstractResolver):
    """Reads odd addresses as the C library does; for names it has answers: each in turn, the last for good."""

    answers: defaultdict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    asked: list[str] = field(default_factory=list)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self.answers[host.rstrip(".").lower()]
        addresses = (answers.pop(0) if len(answers) > 1 else answers[0]) if answers else numeric(host)
        return [
            ResolveResult(hostname=host, host=each, port=port, family=_family(each), proto=0, flags=0)
            for each in addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


def numeric(host: str) -> list[str]:
    """Return the addresses that the C library reads in a host, however it is spelt."""
    found = socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    return sorted({str(address[0]) for *_, address in found})


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET
