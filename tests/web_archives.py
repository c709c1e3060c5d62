"""Makes small web archives, good and broken; what is in them is made up."""

import gzip
from collections.abc import Iterable, Mapping

PAGE = (
    b"<!doctype html><html lang=en><head><title>Ferry sails again</title></head><body><article><h1>Ferry sails again"
    b"</h1><p>The ferry to Vessel Bay sails again, the harbour master Oona Brandt said on Tuesday. It had lain at the"
    b" quay for eleven weeks, since its engine failed in the storm of the second of January.</p></article></body>"
    b"</html>"
)


def http(body: bytes = PAGE, *, status: str = "200 OK", head: Mapping[str, str] | None = None) -> bytes:
    """Make what a server answers."""
    headers = {"Content-Type": "text/html; charset=utf-8", **(head or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def warc(
    address: str | bytes = "https://tidepost.example/ferry",
    block: bytes | None = None,
    *,
    kind: str = "response",
    date: str = "2031-03-04T05:06:07Z",
    length: int | str | None = None,
    **more: str,
) -> bytes:
    """Make a record of a WARC archive; ``length`` is what it says instead of its true one."""
    block = http() if block is None else block
    address = address if isinstance(address, bytes) else address.encode()
    content_type = more.pop("Content_Type", "application/http; msgtype=response")
    fields = {"WARC-Type": kind, "WARC-Date": date, "Content-Type": content_type}
    fields |= {name.replace("_", "-"): value for name, value in more.items()}
    fields["Content-Length"] = str(len(block) if length is None else length)
    head = b"".join(f"{name}: {value}\r\n".encode() for name, value in fields.items())
    return b"WARC/1.1\r\nWARC-Target-URI: " + address + b"\r\n" + head + b"\r\n" + block + b"\r\n\r\n"


def arc(*pages: tuple[str, bytes]) -> bytes:
    """Make an ARC archive."""
    about = b"1 0 Tide Post\nURL IP-address Archive-date Content-type Archive-length\n"
    head = f"filedesc://tide.arc 0.0.0.0 20310304050607 text/plain {len(about)}\n".encode() + about + b"\n"
    records = [
        f"{address} 192.0.2.1 20310304050607 text/html {len(block)}\n".encode() + block + b"\n"
        for address, block in pages
    ]
    return head + b"".join(records)


def packed(*records: bytes) -> bytes:
    """Pack each record by itself, as archives are."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def chunked(parts: Iterable[bytes]) -> bytes:
    """Part a body in chunks."""
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))
