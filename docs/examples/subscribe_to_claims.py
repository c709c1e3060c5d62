#!/usr/bin/env python3
"""Tells each change of a cluster, missing none: also those that came while this program was not running.

Where `claimwire up` runs: `python docs/examples/subscribe_to_claims.py unix://$PWD/.claimwire/broker/valkey.sock`.
"""

import asyncio
import sys

from redis.exceptions import RedisError

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
    event, cluster = item.event, item.event.cluster
    sources = [*cluster.origins.members, *cluster.deniers.members, *cluster.no_evidence.members]
    names = [each.name for each in sources if event.claim_id in each.claim_ids and each.type != "outlet"]
    who = " and ".join(name.removesuffix(f" ({event.outlet})") for name in names)
    who = f"{who} ({event.outlet})" if who else event.outlet
    counts = f"{cluster.outlets.count} outlets, {cluster.independent_texts.count} independent texts"
    return f"{event.change}, {who}: {cluster.text} ({counts}, {cluster.deniers.count} deny it)"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} REDIS_URL, such as redis://127.0.0.1:6379/0 or unix://PATH-OF-THE-SOCKET")
    try:
        asyncio.run(follow(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
    except (RedisError, OSError, ValueError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
