"""Waits out a server that is away, loading, read-only or full: with a growing pause and a clear log line."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog
from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ClusterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    ResponseError,
    TryAgainError,
)
from redis.exceptions import (
    ConnectionError as RedisConnectionError,
)
from redis.exceptions import (
    TimeoutError as RedisTimeoutError,
)

from claimwire.telemetry.health import Health

Reply = TypeVar("Reply")

_FIRST_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 5.0
_REPEAT_LOG_AFTER_SECONDS = 30.0

#: Answers of a server that will do the same command later: failover, a full disk, a cluster that is electing.
_PASSING_PREFIXES = ("READONLY", "OOM", "MISCONF", "NOREPLICAS", "BUSY ", "LOADING", "UNBLOCKED")


#: From the most special to the most general, since the first that fits speaks.
_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (OutOfMemoryError, "the broker is full (OOM): raise its maxmemory, or let the workers drain it"),
    (ReadOnlyError, "the broker is read-only: a failover is under way, or this is a replica"),
    (AuthenticationError, "the broker refuses the user or password in CLAIMWIRE_REDIS_URL"),
    (BusyLoadingError, "the broker is loading its data"),
    (ClusterDownError, "the cluster is electing, or a part of it is down"),
    (TryAgainError, "the cluster is moving its slots"),
    (RedisConnectionError, "the broker cannot be reached"),
    (RedisTimeoutError, "the broker cannot be reached"),
    (OSError, "the broker cannot be reached"),
)


def passing_cause(error: Exception) -> str | None:
    """Say in words why the server cannot do it now, or return None where waiting cannot help."""
    for kind, cause in _CAUSES:
        if isinstance(error, kind):
            return cause
    if isinstance(error, ResponseError) and any(prefix in str(error)[:200] for prefix in _PASSING_PREFIXES):
        return "the broker cannot do it now"
    return None


class Steadily:
    """Repeats a call until the server does it; only what waiting cannot mend is raised.

    The call must be one that may be repeated: after a lost reply it is made again.
    """

    def __init__(
        self, on_lost_group: Callable[[], Awaitable[None]] | None = None, *, health: Health | None = None
    ) -> None:
        self._on_lost_group = on_lost_group
        self._health = health or Health()
        self._log = structlog.get_logger("claimwire.reliability")

    async def __call__(self, what: str, call: Callable[..., Awaitable[Reply]], *arguments: Any) -> Reply:
        """Make the call and return its reply, however long the server is away."""
        pause = _FIRST_PAUSE_SECONDS
        since = time.monotonic()
        logged, told = float("-inf"), ""
        while True:
            try:
                reply = await call(*arguments)
            except Exception as error:  # the causes that pass are told apart below; the rest is raised
                cause = passing_cause(error)
                if cause is None and "NOGROUP" in str(error) and self._on_lost_group is not None:
                    cause = "a consumer group is gone: the broker lost its data, or somebody deleted it"
                    await self._restore_groups()
                if cause is None:
                    raise
                self._health.broker_away_since = self._health.broker_away_since or since
                if cause != told or time.monotonic() - logged > _REPEAT_LOG_AFTER_SECONDS:
                    logged, told = time.monotonic(), cause
                    self._log.warning(
                        "waiting for the broker",
                        to=what,
                        cause=cause,
                        error=str(error)[:300],
                        seconds=round(logged - since, 1),
                    )
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
            else:
                if told:
                    self._log.info("the broker is back", to=what, seconds=round(time.monotonic() - since, 1))
                self._health.broker_away_since = None
                return reply

    async def _restore_groups(self) -> None:
        try:
            if self._on_lost_group is not None:
                await self._on_lost_group()
        except Exception as error:
            if passing_cause(error) is None:
                raise
