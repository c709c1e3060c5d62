"""Fetches a page within its time; all that can go wrong between here and its server ends in FetchFailed."""

import asyncio
from dataclasses import dataclass

from aiohttp import ClientConnectorCertificateError, ClientError, ClientResponseError, InvalidURL
from aiohttp.http_exceptions import HttpProcessingError

from claimwire.events import DropReason
from services.fetcher.decode_body import BodyTooLarge, BodyUnreadable
from services.fetcher.follow_redirects import Budget, FollowRedirects, Permit
from services.fetcher.page import FetchFailed, Page
from services.fetcher.politeness import HostBusy
from services.fetcher.resolver import AddressRefused
from services.fetcher.send_request import Request


@dataclass(frozen=True, kw_only=True)
class FetchPage:
    """Turns an address into a page or a failure."""

    follow: FollowRedirects
    deadline_seconds: float
    """For the requests."""
    patience_seconds: float
    """For the waits before them."""

    async def __call__(self, address: str, request: Request, permit: Permit | None = None) -> Page:
        """Fetch an address.

        Raises:
            FetchFailed: there is no page, for the reason it says.
        """
        budget = Budget(self.deadline_seconds, asyncio.get_running_loop().time() + self.patience_seconds)
        try:
            async with asyncio.timeout(self.patience_seconds + self.deadline_seconds):
                return await self.follow(address, request, budget, permit)
        except HostBusy as busy:
            raise FetchFailed(DropReason.TIMED_OUT, str(busy), may_pass=True, retry_after=busy.wait or None) from busy
        except TimeoutError as error:
            detail = f"no whole answer within {self.deadline_seconds:g} s"
            raise FetchFailed(DropReason.TIMED_OUT, detail, may_pass=True) from error
        except AddressRefused as error:
            raise FetchFailed(DropReason.ADDRESS_REFUSED, str(error)) from error
        except BodyTooLarge as error:
            raise FetchFailed(DropReason.TOO_LARGE, str(error)) from error
        except BodyUnreadable as error:
            raise FetchFailed(DropReason.UNREADABLE, str(error), may_pass=True) from error
        except (InvalidURL, UnicodeError, ClientConnectorCertificateError) as error:
            raise FetchFailed(DropReason.UNREACHABLE, _describe(error, request)) from error
        except (ClientError, HttpProcessingError, OSError) as error:
            raise FetchFailed(DropReason.UNREACHABLE, _describe(error, request), may_pass=True) from error


def _describe(error: Exception, request: Request) -> str:
    if request.proxy is not None and isinstance(error, InvalidURL | ClientResponseError):
        # These quote the proxy's address, with the password that the environment gave.
        answered = f"{error.status} " if isinstance(error, ClientResponseError) else ""
        return f"{type(error).__name__}: {answered}through a proxy"
    # Some messages quote what the server sent.
    return f"{type(error).__name__}: {str(error)[:300]}" if str(error) else type(error).__name__
