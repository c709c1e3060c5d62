"""Ids that derive from content, so that a repeat is recognisable and every write can be an upsert."""

import hashlib

#: 80 bits: at a hundred million ids a collision is expected with probability 4e-9 (birthday bound).
_HEX_DIGITS = 20


def _digest(*parts: str) -> str:
    # The length before each part keeps ("ab", "c") apart from ("a", "bc").
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]


def article_id(address: str) -> str:
    """Derive an article's id from its canonical address, or from a document's own id."""
    return f"art_{_digest(address)}"


def version_id(article: str, content_sha256: str) -> str:
    """Derive a version's id from its article and the hash of its content."""
    return f"ver_{_digest(article, content_sha256)}"


def claim_id(version: str, start: int, end: int) -> str:
    """Derive a claim's id from its version and its evidence span (characters of the cleaned text)."""
    return f"clm_{_digest(version, str(start), str(end))}"


def cluster_id(first_claim: str) -> str:
    """Derive a cluster's id from the claim that opened it."""
    return f"clu_{_digest(first_claim)}"


def event_id(event_type: str, identity: str) -> str:
    """Derive an event's id from its type and from what makes it the same event when it is made again."""
    return f"evt_{_digest(event_type, identity)}"


def content_sha256(body: bytes) -> str:
    """Hash a raw body: 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()
