"""The errors that matter to the flow. Anything else that rises out of a handler is a bug, and is set aside too."""


class ClaimwireError(Exception):
    """The root of all errors that claimwire raises on purpose."""


class TransientError(ClaimwireError):
    """Raised when the same event may succeed later: it is tried again after a back-off."""

    def __init__(self, *args: object, after_seconds: float = 0.0) -> None:
        super().__init__(*args)
        self.after_seconds = after_seconds
        """The least wait that whoever failed asks for; no longer than the longest back-off is heeded."""


class Outage(TransientError):
    """Raised when what a handler depends on is away for every event: tried again without end, and not counted."""


class PermanentError(ClaimwireError):
    """Raised when the same event can never succeed: it is set aside in the dead-letter stream."""


class UndecodableEntry(PermanentError):
    """Raised when a stream entry is no event of the contract."""


class SettingsError(ClaimwireError):
    """Raised when a setting is missing or makes no sense; the message says which one and what to do."""


class BrokerUnavailable(ClaimwireError):
    """Raised when no broker answers where one is expected."""


class DataFolderInUse(ClaimwireError):
    """Raised when another claimwire already runs in the same data folder."""


class MissingWorker(ClaimwireError):
    """Raised when a command needs a worker's code or extra that is not installed."""


class IndexUnavailable(Outage):
    """Raised when the search index cannot be opened or written."""
