"""Decides what an HTTP status means for a page."""

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
_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})


def judge_status(status: int) -> FetchFailed | None:
    """Return why a page with this status is no page, or None if it is one."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    may_pass = status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return FetchFailed(_DROPS.get(status, DropReason.UNREACHABLE), f"HTTP status {status}", may_pass=may_pass)
