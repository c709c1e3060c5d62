"""Tells what in a feed's settings refers to the fetcher's environment, and what is a secret that should. Pure.

Secrets stay in the environment, out of the registry, the process list and exported lists.
"""

import re
from collections.abc import Mapping

#: A variable of the environment, by name.
REFERENCE = r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}"
_REFERENCE = re.compile(REFERENCE)
#: Names of headers whose values are credentials.
_SECRET = re.compile(r"authorization|cookie|token|secret|password|credential|signature|api-?key", re.IGNORECASE)
_PASSWORD_IN_ADDRESS = re.compile(r"://[^/@]*@")


def find_secret(headers: Mapping[str, str], proxy: str | None) -> str | None:
    """Return which of a feed's headers and proxy holds a secret as it is, by its name; None if none does."""
    for name, value in headers.items():
        if _SECRET.search(name) and not _REFERENCE.search(value):
            return f"the header {name}"
    bare = _REFERENCE.sub("", proxy or "").replace("://:@", "://").replace("://@", "://")
    return "the proxy" if _PASSWORD_IN_ADDRESS.search(bare) else None
