"""Memories of a made-up outlet, and visits to its articles."""

from datetime import timedelta

from redis.asyncio import Redis

from services.cleaner.outlet.outlet_memory import OutletMemory, Visit
from tests.integration.cleaner.conftest import NOON


def visit(number: int, *, day: int = 0, version: int = 1) -> Visit:
    return Visit(
        outlet="The Quay",
        article_id=f"art_{number}",
        version_id=f"ver_{number}_{version}",
        day=(NOON + timedelta(days=day)).date(),
    )


def memory(redis: Redis, **options: int) -> OutletMemory:
    return OutletMemory(redis=redis, kept=timedelta(days=30), **options)
