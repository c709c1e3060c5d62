"""What the markup around a text says that it is: a menu, a caption, a box of related stories."""

import re
from functools import lru_cache

from claimwire.models import RemovalReason

_TAGS = {
    "title": RemovalReason.TITLE,
    "nav": RemovalReason.NAVIGATION,
    "menu": RemovalReason.NAVIGATION,
    "button": RemovalReason.NAVIGATION,
    "select": RemovalReason.NAVIGATION,
    "form": RemovalReason.NAVIGATION,
    "dialog": RemovalReason.CONSENT,
    "footer": RemovalReason.FOOTER,
    "aside": RemovalReason.RELATED,
    "figcaption": RemovalReason.CAPTION,
    "address": RemovalReason.BYLINE,
    "svg": RemovalReason.OUTSIDE_ARTICLE,
    "noscript": RemovalReason.OUTSIDE_ARTICLE,
    "template": RemovalReason.OUTSIDE_ARTICLE,
}

#: Words of class names and ids, whole between separators, most telling first.
_HINTS = (
    (RemovalReason.CONSENT, r"cookies?|consent|gdpr|cmp|onetrust|didomi"),
    (RemovalReason.COMMENTS, r"comments?|disqus|kommentare?|commentaires?|comentarios?"),
    (RemovalReason.NEWSLETTER, r"newsletters?|mailinglist|mailing"),
    (RemovalReason.SUBSCRIBE, r"paywall|subscribe|subscription|abo|regwall"),
    (RemovalReason.ADVERTISEMENT, r"ads?|advert|advertisement|advertorial|adslot|adunit|anzeige|sponsored|taboola"),
    (RemovalReason.SHARE, r"share|sharing|sharebar|social|socials|addtoany|addthis"),
    (RemovalReason.CAPTION, r"caption|figcaption|captiontext|bildunterschrift|legende"),
    (RemovalReason.CREDIT, r"credits?|copyright|photocredit|imagecredit"),
    (RemovalReason.RELATED, r"related|recirc|recommend(?:ed|ations?)|readmore|alsoread|readnext|mostread|teasers?"),
    (RemovalReason.TAGS, r"tags?|taglist|topics|topic-?list|keywords"),
    (RemovalReason.BYLINE, r"byline|authors?|autor|auteur|dateline"),
    (RemovalReason.NAVIGATION, r"nav|navbar|navigation|menu|breadcrumbs?|skiplink|masthead|topbar|offcanvas"),
    (RemovalReason.SECTION_LABEL, r"kicker|eyebrow|overline|dachzeile|spitzmarke"),
    (RemovalReason.OUTSIDE_ARTICLE, r"(?:audio|video)?players?|polls?|quiz"),
    (RemovalReason.FOOTER, r"footer|colophon"),
)
_HINT = re.compile(
    "|".join(f"(?<![a-z])(?P<{reason.value}>{words})(?![a-z])" for reason, words in _HINTS), re.IGNORECASE
)
# "articleCaption" is two words, as "article-caption" is.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLASS_OR_ID = re.compile(
    r"""(?:^|\s)(?:class|id|data-(?:component|testid|module|block))\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"']+))""",
    re.IGNORECASE,
)

#: Elements that hold the whole page or article: what their classes say is about the page, not the text.
_WHOLE = frozenset({"html", "body", "main", "article", "h1"})


def zone_of(tag: str, attributes: str) -> RemovalReason | None:
    """Tell what an element holds by its own name and classes, or None where they say nothing."""
    if (zone := _TAGS.get(tag)) is not None:
        return zone
    if not attributes or tag in _WHOLE:
        return None
    return _hinted(attributes)


def _hinted(attributes: str) -> RemovalReason | None:
    for found in _CLASS_OR_ID.finditer(attributes):
        hint = _hint(found[1] or found[2] or found[3] or "")
        if hint is not None:
            return hint
    return None


@lru_cache(maxsize=8_192)
def _hint(value: str) -> RemovalReason | None:
    found = _HINT.search(_CAMEL.sub("-", value[:400]))
    return None if found is None or found.lastgroup is None else RemovalReason(found.lastgroup)
