"""Reads a robots.txt: what this crawler may fetch there, and how slowly (RFC 9309). Pure."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from protego import Protego

#: The product token that site owners name this crawler by.
AGENT = "claimwire"
#: RFC 9309, 2.5: a crawler reads at least so much; what follows is left unread.
MOST_BYTES = 500 * 1024
#: Sites that ask for more would have news come in days late, or are mistaken in the unit.
LONGEST_CRAWL_DELAY = timedelta(seconds=60)
#: No path is longer; such a line is no rule.
_LONGEST_LINE = 2_048

_AGENT_LINE = re.compile(r"user[ -]?agent\s*:?\s*(.*)", re.IGNORECASE)
_SITE_WIDE = re.compile(r"(?:site-?maps?|host)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)


@dataclass(frozen=True)
class RobotsRules:
    """The rules that a site has for this crawler; no rules forbid nothing."""

    text: str
    """The lines of the group that applies."""

    @property
    def asked_delay(self) -> timedelta | None:
        """The crawl-delay as it was written."""
        seconds = self._parsed.crawl_delay(AGENT) if self.text else None
        # A timedelta holds a million times what makes sense, yet not what a float does.
        return timedelta(seconds=min(seconds, 1e9)) if seconds is not None else None

    @property
    def crawl_delay(self) -> timedelta | None:
        """The crawl-delay, up to the longest that is kept."""
        asked = self.asked_delay
        return min(asked, LONGEST_CRAWL_DELAY) if asked is not None else None

    def allows(self, url: str) -> bool:
        """Tell whether an address may be fetched."""
        return not self.text or self._parsed.can_fetch(url, AGENT)

    @cached_property
    def _parsed(self) -> Protego:
        return Protego.parse(f"User-agent: {AGENT}\n{self.text}")


def read_robots(body: bytes) -> RobotsRules:
    """Read the group that names this crawler, or else the one for all.

    Protego would keep each rule once for every agent named above it, which a hostile file of 500 KiB makes a thousand
    million; and it takes a group for "claim" as one for "claimwire". So it gets the lines of one group only.
    """
    own: list[str] = []
    everybody: list[str] = []
    named = names_agents = is_own = is_everybody = False
    for line in body[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        rule = line.partition("#")[0].strip()
        if not rule or len(rule) > _LONGEST_LINE or _SITE_WIDE.match(rule):
            continue
        if agent := _AGENT_LINE.match(rule):
            if not names_agents:
                is_own = is_everybody = False
            names_agents = True
            is_own = is_own or _names_us(agent[1])
            is_everybody = is_everybody or agent[1].strip() == "*"
            named = named or is_own
            continue
        names_agents = False
        if is_own:
            own.append(rule)
        if is_everybody:
            everybody.append(rule)
    return RobotsRules("\n".join(own if named else everybody))


def _names_us(agent: str) -> bool:
    token = _TOKEN.match(agent)  # RFC 9309, 2.2.1: a version may follow it
    return token is not None and token[0].lower() == AGENT
