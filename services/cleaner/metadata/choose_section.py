"""Decides which section of its outlet an article stands in."""

import re
from collections.abc import Iterable, Sequence

from services.cleaner.metadata.same_words import fold, squash

_LONGEST = 60
#: The last breadcrumb is the headline, often cut.
_MOST_CRUMB_WORDS = 4
#: Addresses, numbers and names that only software gives.
_NO_NAME = re.compile(r"://|_|\A\d+\Z|\A\S+\.[a-z]{2,7}\Z")
_HOME_NAMES = """
home homepage frontpage startseite start accueil inicio início portada homeseite homepagina voorpagina forside framsida
hem hjem tags articles article uncategorized posts story stories головна главная stronagłówna anasayfa titulní etusivu
"""
_HOME = frozenset(_HOME_NAMES.split())


def choose_section(declared: Iterable[str], breadcrumbs: Sequence[str], no_sections: Iterable[str]) -> str | None:
    """Return the first declared section, else the first breadcrumb below the home page.

    ``no_sections`` are the outlet's names and the title, with which paths begin and end.
    """
    others = {fold(text) for text in no_sections} | _HOME | {""}
    crumbs = [crumb for crumb in breadcrumbs if crumb.count(" ") < _MOST_CRUMB_WORDS]
    for text in (*declared, *crumbs):
        # Some give all sections in one field.
        section = squash(text).partition(",")[0]
        if fold(section) not in others and len(section) <= _LONGEST and _NO_NAME.search(section) is None:
            return section
    return None
