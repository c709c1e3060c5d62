"""Notes how long a feed's articles took from publication to being fetched."""

from claimwire.events import ArticleDiscovered, ArticleFetched, Lane
from claimwire.models import Granularity
from services.fetcher.redis_state import delays_key, state_key, to_milliseconds

#: Dates that are exact to the day say nothing of minutes, nor do those without a zone.
_EXACT = (Granularity.MINUTE, Granularity.SECOND)
#: Enough for a median of the latest days.
_KEPT = 50

#: Lua that a script which remembers a version includes. ``note_delay(first key, whether the version is the article's
#: first, delay, publication, seconds kept)``; what was published before its feed was first read was never to be had
#: sooner, and does not count.
NOTE_DELAY = f"""
local function note_delay(first_key, is_first, delay, published, kept)
  if delay == '' or not is_first then return end
  local first_read = redis.call('HGET', KEYS[first_key], 'first_read_at')
  if not first_read or first_read == '' or tonumber(published) < tonumber(first_read) then return end
  redis.call('LPUSH', KEYS[first_key + 1], delay)
  redis.call('LTRIM', KEYS[first_key + 1], 0, {_KEPT - 1})
  redis.call('EXPIRE', KEYS[first_key + 1], kept)
end
"""


def delay_keys(discovery: ArticleDiscovered) -> list[str]:
    """Name the keys that ``note_delay`` needs."""
    feed_url = discovery.feed_url or ""
    return [state_key(feed_url), delays_key(feed_url)]


def measure_delay(discovery: ArticleDiscovered, fetched: ArticleFetched) -> list[str | float]:
    """Return the delay in seconds and the publication for ``note_delay``; an empty text where it cannot be told."""
    published = discovery.published
    if discovery.feed_url is None or discovery.lane is not Lane.LIVE or published is None:
        return ["", 0]
    delay = (fetched.fetched_at - published.instant).total_seconds()
    if published.granularity not in _EXACT or not published.zone_known or delay < 0:
        return ["", 0]
    return [round(delay, 1), to_milliseconds(published.instant)]
