"""Finds out which article a page is: the one it was discovered as, or one that is known by another address."""

from dataclasses import dataclass

from claimwire.events import ArticleDiscovered, ArticleFetched
from claimwire.reliability.outages import outage_of_the_broker
from claimwire.reliability.scripts import Script
from services.fetcher.aliases import Alias, Aliases, alias_key, read_alias
from services.fetcher.articles import Articles, article_key, fetched_key, read_fetched, read_known
from services.fetcher.compare_addresses import name_the_same
from services.fetcher.decide_version import KnownVersion

# KEYS: fetched, alias, article. All in one trip, since most discoveries find nothing.
_RECALL = Script("""
return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]), redis.call('HGETALL', KEYS[3])}
""")


@dataclass(frozen=True)
class Standing:
    """What a discovery is known as before its page is fetched."""

    article_id: str
    url: str
    known: KnownVersion | None
    moved: bool = False
    """Whether the article was known by another address before it moved here."""


@dataclass(frozen=True, kw_only=True)
class IdentifyArticle:
    """Knows the articles and their other addresses."""

    articles: Articles
    aliases: Aliases

    async def recall(self, event: ArticleDiscovered) -> ArticleFetched | Standing:
        """Return the event that this very discovery has led to before, or what it is known as."""
        keys = [fetched_key(event), alias_key(event.article_id), article_key(event.article_id)]
        with outage_of_the_broker(f"cannot recall {event.url}"):
            fetched, alias, known = await _RECALL(self.articles.redis, keys, [])
        if before := read_fetched(fetched):
            return before
        if (other := read_alias(alias)) is None:
            return Standing(event.article_id, event.url, read_known(dict(zip(known[::2], known[1::2], strict=True))))
        return Standing(other.article_id, other.url, await self.articles.known_version(other.article_id), other.moved)

    async def __call__(self, event: ArticleDiscovered, canonical: str, standing: Standing) -> Standing:
        """Return which article the page of a discovery is, whose canonical address is this one.

        An article stays what it was first known as, also when its page moves or is given another address, unless that
        is another article's already.
        """
        if standing.moved:
            await self.aliases.note(event.article_id, Alias(standing.url, moved=True))
            return standing
        own = Standing(event.article_id, event.url, None)
        if canonical == event.url:
            # A page that names no other address today is the article still that it was when it did.
            is_followed_here = standing.known is not None and standing.known.address == event.url
            return standing if is_followed_here and name_the_same(standing.url, event.url) else own
        named = Alias(canonical, moved=False)
        is_known_as_itself = standing.article_id == event.article_id and standing.known is not None
        if is_known_as_itself and await self.articles.known_version(named.article_id) is None:
            await self.aliases.note(named.article_id, Alias(event.url, moved=True))
            return own
        earlier = await self.aliases.find(named.article_id)
        if earlier is not None and earlier.moved:
            named = Alias(earlier.url, moved=False)
        if not is_known_as_itself:
            await self.aliases.note(event.article_id, named)
        return Standing(named.article_id, named.url, None)
