#!/usr/bin/env python3
"""Tells each change of a cluster, missing none: also those that came while this program was not running."""

import asyncio
import sys

from claimwire import ClaimLinked, Gap, Received, subscribe


async def follow(redis_url: str) -> None:
    """Follow for ever; an event counts as read when the loop asks for the next one."""
    async with subscribe(ClaimLinked, name="risk-desk", redis_url=redis_url) as subscription:
        async for item in subscription:
            sys.stdout.write(f"{describe(item)}\n")
            sys.stdout.flush()


def describe(item: Received[ClaimLinked] | Gap) -> str:
    """Say what happened, in one line."""
    if isinstance(item, Gap):
        return f"{item.missed} events of {item.stream} were trimmed before they were read here"
    cluster = item.event.cluster
    counts = f"{cluster.outlets.count} outlets, {cluster.independent_texts.count} independent texts"
    return f"{item.event.change}: {cluster.text} ({counts}, {cluster.deniers.count} deny it)"


if __name__ == "__main__":
    asyncio.run(follow(sys.argv[1]))
