"""Finds out which article a page is: the one it was discovered as, or one that is known by another address."""

from dataclasses import dataclass

from claimwire.events import ArticleDiscovered
from services.fetcher.aliases import Alias, Aliases
from services.fetcher.articles import Articles
from services.fetcher.compare_addresses import name_the_same
from services.fetcher.decide_version import KnownVersion


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
