"""Recalls in one trip to the broker what is known of a discovery, since of most nothing is."""

from dataclasses import dataclass

from claimwire.events import ArticleDiscovered, ArticleFetched
from claimwire.reliability.outages import outage_of_the_broker
from claimwire.reliability.scripts import Script
from services.fetcher.aliases import alias_key, read_alias
from services.fetcher.articles import Articles, article_key, fetched_key, read_fetched, read_known
from services.fetcher.identify_article import Standing

# KEYS: fetched, alias, article.
_RECALL = Script("""
return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]), redis.call('HGETALL', KEYS[3])}
""")


@dataclass(frozen=True)
class RecallDiscovery:
    """Reads the memories of articles, of their other addresses and of what discoveries led to."""

    articles: Articles

    async def __call__(self, event: ArticleDiscovered) -> ArticleFetched | Standing:
        """Return the event that this very discovery has led to before, or what it is known as."""
        keys = [fetched_key(event), alias_key(event.article_id), article_key(event.article_id)]
        with outage_of_the_broker(f"cannot recall {event.url}"):
            fetched, alias, known = await _RECALL(self.articles.redis, keys, [])
        if before := read_fetched(fetched):
            return before
        if (other := read_alias(alias)) is None:
            return Standing(event.article_id, event.url, read_known(dict(zip(known[::2], known[1::2], strict=True))))
        return Standing(other.article_id, other.url, await self.articles.known_version(other.article_id), other.moved)
