"""Reads what response headers say about a body; what is malformed counts as not said."""

import re
from collections.abc import Mapping
from email.message import Message

from services.fetcher.page import Validators

#: Validators are sent back to the server as they came, so only what can stand in a header is kept (RFC 9110, 5.5).
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,512}")
_CHARSET = re.compile(r"[A-Za-z0-9._:+-]{1,40}")
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64}")


def media_type_of(headers: Mapping[str, str]) -> str:
    """Return the media type in lower case, without parameters; empty if none is said."""
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else ""


def charset_of(headers: Mapping[str, str]) -> str | None:
    """Return the character set that the server declares, unproven."""
    message = Message()
    message["Content-Type"] = headers.get("Content-Type", "")
    charset = message.get_param("charset")
    return charset.lower() if isinstance(charset, str) and _CHARSET.fullmatch(charset) else None


def validators_of(headers: Mapping[str, str]) -> Validators:
    """Return what to send back in order to ask whether anything changed."""
    return Validators(etag=_validator(headers.get("ETag")), last_modified=_validator(headers.get("Last-Modified")))


def _validator(value: str | None) -> str | None:
    return value if value and _VALIDATOR.fullmatch(value) else None
