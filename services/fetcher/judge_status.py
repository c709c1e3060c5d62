"""Decides what an HTTP status means for a page."""

from datetime import timedelta
from http import HTTPStatus

from claimwire.events import DropReason
from services.fetcher.page import FetchFailed

_DROPS: dict[int, DropReason] = {
    HTTPStatus.UNAUTHORIZED: DropReason.FORBIDDEN,
    HTTPStatus.PAYMENT_REQUIRED: DropReason.FORBIDDEN,
    HTTPStatus.FORBIDDEN: DropReason.FORBIDDEN,
    HTTPStatus.NOT_FOUND: DropReason.NOT_FOUND,
    HTTPStatus.GONE: DropReason.GONE,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: DropReason.FORBIDDEN,
}
_PASSING = frozenset(
    {
        # Many a 403 is the guard of a busy site, and gone a minute later.
        HTTPStatus.FORBIDDEN,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)


#: With these a server says that it is asked too much (RFC 6585, 4; RFC 9110, 15.6.4).
OVERLOADED = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


def judge_status(status: int, retry_after: timedelta | None = None) -> FetchFailed | None:
    """Return why a page with this status is no page, or None if it is one."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    may_pass = status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return FetchFailed(
        _DROPS.get(status, DropReason.UNREACHABLE),
        f"HTTP status {status}",
        may_pass=may_pass,
        retry_after=retry_after,
        status=status,
    )
