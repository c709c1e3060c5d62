"""Raw bodies in an object store, by content: a local directory, S3, Google Cloud Storage, Azure, or memory."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from isal import isal_zlib
from obstore.exceptions import AlreadyExistsError, BaseError, InvalidPathError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from claimwire.blocking import run_blocking
from claimwire.errors import Outage, PermanentError, SettingsError
from claimwire.ids import content_sha256
from claimwire.models import BlobReference

_REMOTE_SCHEMES = frozenset({"s3", "s3a", "gs", "az", "abfs", "abfss"})
#: The store's own retries end before a handler's time limit does; the runtime's back-off takes over from there.
_REMOTE_RETRIES = 3
_REMOTE_RETRY_LIMIT = timedelta(seconds=20)
#: ISA-L's last: 0.8 ms for a news page of 300 KB, 4.7 to 1; level 2 takes 0.5 ms for 4.5, and zlib's third 2.2 for 4.7.
_COMPRESSION_LEVEL = 3
#: A smaller body is packed before a thread would have begun with it.
_SMALL_BYTES = 32 * 1024
#: zlib's way to ask for either header: servers send gzip, and what is packed here has zlib's shorter one.
_GZIP_OR_ZLIB = 47
#: Deflate stores what it cannot shrink with 5 bytes for each 16 KB block, and a few bytes of header and checksum.
_COMPRESSION_OVERHEAD_SHARE = 0.001
_COMPRESSION_OVERHEAD_BYTES = 64


@dataclass(frozen=True)
class Blobs:
    """Bodies under keys made of their SHA-256, so that equal bodies are stored once and a repeat changes nothing."""

    store: ObjectStore
    address: str
    """What messages call the store."""

    async def put(
        self,
        body: bytes,
        *,
        media_type: str,
        charset: str | None = None,
        sha256: str | None = None,
        packed: bytes | None = None,
    ) -> BlobReference:
        """Store a body and return the reference that finds it again.

        A body that is there already is left as it is, unless what is there has another size: it is cut short (a host
        that crashed before its disk had all of it) or packed in another way, and written anew.

        Args:
            body: What the reference yields.
            media_type: Its media type.
            charset: Its character set, as far as known.
            sha256: Its content_sha256, if it was computed already.
            packed: The body as one gzip or zlib stream, if it came as one: it is stored as it is, which saves packing.

        Raises:
            Outage: the store cannot be reached, or refuses to write.
        """
        sha256 = sha256 or content_sha256(body)
        compressed = packed
        if compressed is None or len(compressed) > _most_bytes(len(body)):
            compressed = _pack(body) if len(body) <= _SMALL_BYTES else await run_blocking(_pack, body)
        key = blob_key(sha256)
        try:
            await self._write_once(key, compressed)
        except (BaseError, OSError) as error:
            raise Outage(f"cannot write {key} to {self.address}: {_first_line(error)}") from error
        return BlobReference(key=key, sha256=sha256, size=len(body), media_type=media_type, charset=charset)

    async def get(self, reference: BlobReference) -> bytes:
        """Return a stored body, proven to be the one that was put.

        Raises:
            PermanentError: the store has no such body, or not this one.
            Outage: the store cannot be reached, or refuses to read.
        """
        try:
            found = await self.store.get_async(reference.key)
            if found.meta["size"] > _most_bytes(reference.size):
                raise PermanentError(f"{reference.key} in {self.address} is larger than a body of {reference.size} B")
            compressed = bytes(await found.bytes_async())
        except FileNotFoundError as error:
            raise PermanentError(
                f"{reference.key} is not in {self.address}: it was removed, or this process has another blob_url"
            ) from error
        except (InvalidPathError, ValueError) as error:
            raise PermanentError(f"{reference.key!r} is no key: {_first_line(error)}") from error
        except (BaseError, OSError) as error:
            raise Outage(f"cannot read {reference.key} from {self.address}: {_first_line(error)}") from error
        return await run_blocking(_restore, compressed, reference, self.address)

    async def _write_once(self, key: str, compressed: bytes) -> None:
        try:
            await self.store.put_async(key, compressed, mode="create")
        except AlreadyExistsError:
            there = await self.store.head_async(key)
            if there["size"] != len(compressed):
                await self.store.put_async(key, compressed)


def blob_key(sha256: str) -> str:
    """Return the key of the body with a content_sha256."""
    # 256 folders: on a local disk, to make one for each page would take more time than to write the page.
    return f"raw/{sha256[:2]}/{sha256}.zz"


def open_blobs(url: str) -> Blobs:
    """Open the object store at an address: file://, s3://, gs://, az://, or memory:// which lasts as long as the value.

    Credentials for the clouds come from their usual environment variables. A local directory is made if missing.

    Raises:
        SettingsError: the address makes no sense, or the directory cannot be made.
    """
    scheme = urlsplit(url).scheme
    try:
        return Blobs(store=_open_store(scheme, url), address=url)
    except (BaseError, OSError, ValueError) as error:
        raise SettingsError(
            f"cannot open the object store {url!r}: {_first_line(error)}. "
            "Set CLAIMWIRE_BLOB_URL to file:///a/folder, s3://bucket/prefix, gs://bucket/prefix or az://container/prefix"
        ) from error


def _open_store(scheme: str, url: str) -> ObjectStore:
    if scheme == "memory":
        return MemoryStore()
    if scheme == "file":
        return LocalStore.from_url(url, mkdir=True)
    if scheme in _REMOTE_SCHEMES:
        return from_url(url, retry_config={"max_retries": _REMOTE_RETRIES, "retry_timeout": _REMOTE_RETRY_LIMIT})
    raise ValueError(f"{scheme or 'no'} scheme is not supported")


def _pack(body: bytes) -> bytes:
    return isal_zlib.compress(body, _COMPRESSION_LEVEL)


def _most_bytes(size: int) -> float:
    """Return how many bytes a body of so many may have when packed."""
    return size * (1 + _COMPRESSION_OVERHEAD_SHARE) + _COMPRESSION_OVERHEAD_BYTES


def _restore(compressed: bytes, reference: BlobReference, address: str) -> bytes:
    stream = isal_zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        # One byte more than promised shows that there is more, without unpacking all of it.
        body = stream.decompress(compressed, reference.size + 1)
    except isal_zlib.error as error:  # type: ignore[misc]  # its stub calls the class a value
        raise PermanentError(f"{reference.key} in {address} is corrupt: {error}") from error
    if len(body) != reference.size or content_sha256(body) != reference.sha256:
        raise PermanentError(f"{reference.key} in {address} is corrupt: its SHA-256 is not that of its reference")
    return body


def _first_line(error: Exception) -> str:
    # obstore adds a many-lined dump of its own state to each message.
    return str(error).partition("\n")[0] or type(error).__name__
