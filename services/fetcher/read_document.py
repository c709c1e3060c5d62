"""Reads a document that was handed in from the local disk."""

import stat
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from claimwire.events import DropReason
from services.fetcher.media_types import media_type_of_file, sniff_media_type
from services.fetcher.page import FetchFailed, Page


def read_document(url: str, limit_bytes: int) -> Page:
    """Read the file at a file:// address.

    Raises:
        FetchFailed: there is no such file, it may not be read, or it is no document.
    """
    parts = urlsplit(url)
    if parts.netloc not in ("", "localhost"):
        raise FetchFailed(DropReason.ADDRESS_REFUSED, f"{url} lies on another host")
    path = Path(url2pathname(parts.path))
    try:
        body = _read_regular_file(path, limit_bytes)
    except FileNotFoundError as error:
        raise FetchFailed(DropReason.NOT_FOUND, f"{path} does not exist on the fetcher's host") from error
    except PermissionError as error:
        raise FetchFailed(DropReason.FORBIDDEN, f"{path} may not be read by the fetcher") from error
    except (OSError, ValueError) as error:
        raise FetchFailed(DropReason.UNREADABLE, f"{path}: {error}") from error
    media_type = media_type_of_file(path) or sniff_media_type(body)
    if media_type is None:
        raise FetchFailed(DropReason.MEDIA_TYPE, f"{path} holds no text")
    return Page(url=url, body=body, media_type=media_type)


def _read_regular_file(path: Path, limit_bytes: int) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
        raise FetchFailed(DropReason.UNREADABLE, f"{path} is no regular file")
    if status.st_size > limit_bytes:
        raise FetchFailed(DropReason.TOO_LARGE, f"{path} has {status.st_size} bytes, more than {limit_bytes}")
    with path.open("rb") as file:
        return file.read(limit_bytes)
