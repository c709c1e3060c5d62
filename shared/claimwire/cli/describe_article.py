"""Writes what became of an article for a person."""

from rich.text import Text

from claimwire.events import ArticleCleaned, ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason, Event

_DELETED = (DropReason.GONE, DropReason.NOT_FOUND)


def describe_article(event: Event) -> Text:
    """Write an event in one line."""
    match event:
        case ArticleDiscovered():
            again = f", look {event.attempt}" if event.attempt > 1 else ""
            return Text.assemble(("discovered", "green"), f" {event.url}{again} ", (event.outlet, "dim"))
        case ArticleFetched():
            return _describe_fetched(event)
        case ArticleCleaned():
            return _describe_cleaned(event)
        case ArticleDropped():
            return _describe_dropped(event)
        case _:
            return Text(f"{event.event_type} {event.subject}")


def _describe_fetched(event: ArticleFetched) -> Text:
    where = event.url if event.final_url in (None, event.url) else f"{event.url}, at {event.final_url}"
    ids = f"{event.outlet} {event.version_id}"
    if event.previous_version_id is None:
        return Text.assemble(("fetched", "green"), f" {where} ", (ids, "dim"))
    return Text.assemble(
        ("new version", "bold green"), f" of {where}, after {event.previous_version_id} ", (ids, "dim")
    )


def _describe_cleaned(event: ArticleCleaned) -> Text:
    version = ", new version" if event.previous_version_id is not None else ""
    words = len(event.clean.text.split())
    return Text.assemble(("cleaned", "green"), f" {event.article.title or event.article.url}{version}: {words} words")


def _describe_dropped(event: ArticleDropped) -> Text:
    if event.reason is DropReason.UNCHANGED:
        return Text.assemble(("unchanged", "dim"), f" {event.url}: {event.detail}")
    if event.reason in _DELETED and event.version_id is not None:
        return Text.assemble(("deleted", "bold red"), f" {event.url}: {event.reason} ({event.detail})")
    return Text.assemble(("dropped", "yellow"), f" {event.url} at {event.stage}: {event.reason} ({event.detail})")
