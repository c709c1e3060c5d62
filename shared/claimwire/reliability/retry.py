"""Decides what becomes of an entry whose handling failed. Pure."""

from dataclasses import dataclass

from claimwire.errors import Outage, PermanentError, TransientError, UndecodableEntry


@dataclass(frozen=True)
class TryAgain:
    """Handle it once more after a pause."""

    after_seconds: float
    counted: bool = True
    """Whether the further try counts as a delivery."""


@dataclass(frozen=True)
class SetAside:
    """Move it to the dead-letter stream."""

    kind: str
    """``undecodable``, ``permanent``, ``exhausted`` or ``crash_loop``."""


@dataclass(frozen=True)
class RetryPolicy:
    """When an entry is tried again and when it is set aside.

    A failure is tried again after ``backoff_seconds``, doubling up to ``backoff_limit_seconds``, and no sooner than it
    asks itself within that limit. An entry whose
    worker died is taken over after ``lease_seconds``, doubling likewise, because it may be what killed the worker.
    After ``max_deliveries`` either is set aside. With ``max_deliveries=1`` nothing is ever tried again. An outage is no
    event's fault: it is waited out, however long it takes.
    """

    lease_seconds: float
    backoff_seconds: float
    backoff_limit_seconds: float
    max_deliveries: int

    def after_failure(self, error: BaseException, deliveries: int) -> TryAgain | SetAside:
        """Decide after the handler raised; ``deliveries`` counts this one."""
        if isinstance(error, UndecodableEntry):
            return SetAside("undecodable")
        if isinstance(error, PermanentError):
            return SetAside("permanent")
        if isinstance(error, Outage):
            return TryAgain(min(self.lease_seconds, self.backoff_limit_seconds), counted=False)
        if deliveries >= self.max_deliveries:
            return SetAside("exhausted")
        asked = error.after_seconds if isinstance(error, TransientError) else 0.0
        return TryAgain(min(max(self.backoff_seconds * 2 ** (deliveries - 1), asked), self.backoff_limit_seconds))

    def after_death(self, deliveries: int) -> TryAgain | SetAside:
        """Decide for an entry whose worker no longer renews it; the pause counts from the last sign of life."""
        if deliveries >= self.max_deliveries:
            return SetAside("crash_loop")
        limit = max(self.backoff_limit_seconds, self.lease_seconds)
        return TryAgain(min(self.lease_seconds * 2 ** max(deliveries - 1, 0), limit))

    def is_suspect(self, deliveries: int) -> bool:
        """Tell whether an entry that was taken over may be what kills workers, so that it is handled alone.

        One death may be chance: whoever worked nearby died too. From the second on it is handled with nothing
        else in flight, so that no innocent is charged for it.
        """
        return deliveries > 2  # the third delivery follows two deaths
