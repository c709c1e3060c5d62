"""Prometheus metrics of a worker. Labels come from a small fixed set: never an address, never an outlet."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from claimwire.reliability.lag import GroupState

#: OpenTelemetry's advice for messaging durations, with room below for stages that take microseconds.
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60)


class Metrics:
    """All metrics of one process, in a registry of their own."""

    def __init__(self, worker: str) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self.worker = worker
        self.messages = Counter(
            "claimwire_stage_messages",
            "Entries whose handling ended, by outcome: ok, duplicate, retry, dead.",
            ("worker", "event", "outcome"),
            registry=self.registry,
        )
        self.duration = Histogram(
            "claimwire_stage_duration_seconds",
            "Time in the handler.",
            ("worker", "event"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.in_flight = Gauge(
            "claimwire_stage_in_flight", "Entries that this process holds.", ("worker", "event"), registry=self.registry
        )
        self.emitted = Counter(
            "claimwire_events_emitted", "Events handed on, by type.", ("worker", "event"), registry=self.registry
        )
        groups = ("event", "group", "partition")
        self.lag = Gauge("claimwire_group_lag", "Entries not yet given to a worker.", groups, registry=self.registry)
        self.pending = Gauge("claimwire_group_pending", "Entries given out, not done.", groups, registry=self.registry)
        self.oldest_pending = Gauge(
            "claimwire_group_oldest_pending_seconds",
            "Age of the oldest entry given out.",
            groups,
            registry=self.registry,
        )
        self.lost = Gauge(
            "claimwire_group_lost_entries",
            "Entries trimmed unread; above 0 is a fault.",
            groups,
            registry=self.registry,
        )
        self.dead_letters = Gauge(
            "claimwire_dead_letters", "Entries in the dead-letter stream.", ("group",), registry=self.registry
        )
        self.drifting = Gauge(
            "claimwire_drifting_outlets",
            "Outlets whose articles have changed in one measure; 'claimwire status' names them.",
            ("measure",),
            registry=self.registry,
        )
        self.feeds = Gauge(
            "claimwire_feeds",
            "Feeds by how they do: fine, failing, silent, gone, moved; 'claimwire status' names those not fine.",
            ("state",),
            registry=self.registry,
        )
        self.paused = Gauge(
            "claimwire_intake_paused", "1 while no new work is let in.", ("worker",), registry=self.registry
        )

    def note_groups(self, states: list[GroupState]) -> None:
        """Set the gauges of the groups."""
        for state in states:
            labels = (state.event_type, state.group, str(state.partition.number))
            self.lag.labels(*labels).set(state.lag)
            self.pending.labels(*labels).set(state.pending)
            self.oldest_pending.labels(*labels).set(state.oldest_pending_seconds)
            self.lost.labels(*labels).set(state.lost)


class StageMetrics:
    """The metrics of one stage, with their labels resolved once."""

    def __init__(self, metrics: Metrics, event_type: str) -> None:
        labels = (metrics.worker, event_type)
        self._outcomes = {
            outcome: metrics.messages.labels(*labels, outcome) for outcome in ("ok", "duplicate", "retry", "dead")
        }
        self._duration = metrics.duration.labels(*labels)
        self._in_flight = metrics.in_flight.labels(*labels)

    def ended(self, outcome: str, seconds: float) -> None:
        """Note the end of one handling."""
        self._outcomes[outcome].inc()
        self._duration.observe(seconds)

    def in_flight(self, entries: int) -> None:
        """Note how many entries are held now."""
        self._in_flight.set(entries)
