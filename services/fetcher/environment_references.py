"""Tells what in a feed's settings refers to the fetcher's environment, and what is a secret that should. Pure.

Secrets stay in the environment: out of the registry, the process list, logs, events and exported lists.
"""

import re
from collections.abc import Mapping

#: A variable of the environment, by name.
REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_REFERENCE = r"\$\{[A-Za-z_][A-Za-z0-9_]*\}"
_SCHEME = r"(?:basic|bearer|digest|token|apikey)"
#: Only the name of a scheme (RFC 9110, 11.1) may stand before a reference; anything else may be the secret itself.
_REFERRING = re.compile(rf"(?:{_SCHEME} )?{_REFERENCE}(?::{_REFERENCE})?", re.IGNORECASE)
_CREDENTIAL = re.compile(rf"{_SCHEME}\s", re.IGNORECASE)
#: Names of headers whose values are credentials.
_SECRET_NAME = re.compile(
    r"auth(?!ors?\b)|cookie|token|secret|passw|pwd|credential|signature|session|access|jwt|api[-_ ]?key|(?:^|[-_])key$",
    re.IGNORECASE,
)
_PROXY = re.compile(
    rf"{_REFERENCE}|[a-z0-9]{{1,10}}://"
    rf"(?:(?:{_REFERENCE}|[\w.~-]{{1,100}}(?=:))(?::{_REFERENCE})?@)?[A-Za-z0-9.\[\]:-]{{1,253}}/?",
    re.IGNORECASE,
)


def is_referring(value: str) -> bool:
    """Tell whether a header's value is nothing but references, behind the name of a scheme at most."""
    return _REFERRING.fullmatch(value.strip()) is not None


def is_open(proxy: str) -> bool:
    """Tell whether a proxy's address is one, or a reference, and holds no password itself."""
    return _PROXY.fullmatch(proxy) is not None


def find_secret(headers: Mapping[str, str], proxy: str | None) -> str | None:
    """Return which of a feed's headers and proxy may hold a secret as it is, by its name; None if none does."""
    for name, value in headers.items():
        if (_SECRET_NAME.search(name) or _CREDENTIAL.match(value.strip())) and not is_referring(value):
            return f"the header {name}"
    return "the proxy" if proxy and not is_open(proxy) else None
