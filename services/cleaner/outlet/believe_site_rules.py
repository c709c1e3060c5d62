"""Believes what a site's rules find of an article's title, authors and date before anything else."""

from dataclasses import replace

from services.cleaner.metadata.dates import parse_date
from services.cleaner.metadata.read_byline import read_byline
from services.cleaner.outlet.query_page import parse, texts
from services.cleaner.outlet.site_rules import SiteRules
from services.cleaner.reading import Reading, people_among

#: Beyond it a page is not parsed a second time.
_CHARACTER_LIMIT = 5_000_000
_LONGEST_TITLE_CHARACTERS = 300
_LONGEST_AUTHOR_CHARACTERS = 200


def believe_site_rules(reading: Reading, text: str, rules: SiteRules) -> Reading:
    """Return a reading with the title, authors and date that the rules find; what they do not find stays."""
    if not (rules.title or rules.author or rules.date) or len(text) > _CHARACTER_LIMIT:
        return reading
    root = parse(text)
    title = next((each for each in texts(root, rules.title) if len(each) <= _LONGEST_TITLE_CHARACTERS), None)
    names = [each for each in texts(root, rules.author) if len(each) <= _LONGEST_AUTHOR_CHARACTERS]
    authors = people_among(dict.fromkeys(author for each in names for author in _authors(each)))
    dates = (parse_date(each, "site-config") for each in texts(root, rules.date))
    return replace(
        reading,
        title=title or reading.title,
        authors=authors or reading.authors,
        published=next(filter(None, dates), None) or reading.published,
    )


def _authors(text: str) -> tuple[str, ...]:
    byline = read_byline(text) or read_byline(f"By {text}")
    return byline.authors if byline and byline.authors else (text,)
