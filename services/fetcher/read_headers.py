"""Reads what response headers say about a body; what is malformed counts as not said."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

from services.fetcher.page import Validators

#: Validators are sent back to the server as they came, so only what can stand in a header is kept (RFC 9110, 5.5).
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,512}")
_CHARSET = re.compile(r"[A-Za-z0-9._:+-]{1,40}")
#: How nearly all servers say it, and quicker to read than all ways there are (RFC 2231).
_PLAIN_CHARSET = re.compile(
    r"[a-z0-9.+-]{1,50}/[a-z0-9.+-]{1,50}; ?charset=([a-z0-9._:+-]{1,40})", re.IGNORECASE | re.ASCII
)
#: More seconds than this are a slip, and cannot be added to a date.
_SECONDS = re.compile(r"[0-9]{1,9}")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,9})\b", re.IGNORECASE)
_NEVER_FRESH = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b(?!\s*=)", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64}")


def media_type_of(headers: Mapping[str, str]) -> str:
    """Return the media type in lower case, without parameters; empty if none is said."""
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else ""


def charset_of(headers: Mapping[str, str]) -> str | None:
    """Return the character set that the server declares, unproven."""
    content_type = headers.get("Content-Type", "")
    if plain := _PLAIN_CHARSET.fullmatch(content_type):
        return plain[1].lower()
    message = Message()
    # Bytes that are no ASCII say nothing here, and cannot be read as they are.
    message["Content-Type"] = content_type.encode("ascii", "replace").decode()
    charset = message.get_param("charset")
    return charset.lower() if isinstance(charset, str) and _CHARSET.fullmatch(charset) else None


def validators_of(headers: Mapping[str, str]) -> Validators:
    """Return what to send back in order to ask whether anything changed."""
    return Validators(etag=_validator(headers.get("ETag")), last_modified=_validator(headers.get("Last-Modified")))


def _validator(value: str | None) -> str | None:
    return value if value and _VALIDATOR.fullmatch(value) else None


def retry_after_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long the server asks to be left alone, said as seconds or as a date (RFC 9110, 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(value):
        return timedelta(seconds=int(value))
    date = _date(value)
    return max(date - now, timedelta()) if date else None


def max_age_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long the answer is still fresh (RFC 9111, 4.2); None if that is not said."""
    control = headers.get("Cache-Control", "")
    if _NEVER_FRESH.search(control):
        return timedelta()
    if found := _MAX_AGE.search(control):
        age = headers.get("Age", "").strip()
        return max(timedelta(seconds=int(found[1]) - (int(age) if _SECONDS.fullmatch(age) else 0)), timedelta())
    if "Expires" not in headers:
        return None
    expires = _date(headers["Expires"])
    # "0" and other dates that are none mean that it has expired already (RFC 9111, 5.3).
    return max(expires - (_date(headers.get("Date", "")) or now), timedelta()) if expires else timedelta()


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date
