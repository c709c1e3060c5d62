"""Tells where an article credits a news agency: residue in the text, but evidence of where it came from."""

# ruff: noqa: RUF001, RUF002 - credits are matched with the dashes, quotes and letters that pages are written with

import re

from services.cleaner.metadata.agency_names import AGENCIES, ONLY_IN_DATELINES, PICTURES_ONLY
from services.cleaner.metadata.byline_words import PARTICLES
from services.cleaner.metadata.month_names import MONTHS

_ANY = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_ANY_IN_DATELINES = "|".join(
    re.escape(name) for name in sorted({**AGENCIES, **ONLY_IN_DATELINES}, key=len, reverse=True)
)
_NAME = re.compile(rf"(?<![\w/-])({_ANY})(?![\w-])")
_FIRST_NAME = re.compile(rf"(?<![\w/-])({_ANY})(?!\w)")
_WITH = rf"(?:\s?[/,&+-]\s?(?:{_ANY}|[^\W\d_]{{2,8}}))"
_DATELINE = re.compile(
    rf"(?P<place>[^\n(]{{0,60}}?)(?:"
    rf"\(\s?(?P<brackets>{_ANY_IN_DATELINES}){_WITH}{{0,3}}\s?\)\s?[-–—:.]"
    rf"|/(?P<slashes>{_ANY}){_WITH}{{0,3}}/\s?[-–—:.]?)"
    rf"|(?P<before>[^\n(.]{{0,40}})[-–—]\s?(?P<dashes>{_ANY})\s?[-–—]\s"
)
_LEAD = (
    r"(?i:source|quelle|with|avec|con|mit|med|met|com|via|from|by|di|par|por|av|af|door|von|credit|fonte|fuente|bron|källa|kilde|"
    r"джерело|за матеріалами|за даними|redazione|redaktion|redacción|redação|agencias?|agências?|agenzia|agenzie|"
    r"agence|agentur|agenturen|agencies|news agency)"
)
_BEHIND = r"(?i:news agency|news service|nachrichtenagentur|agency|agentur|newsroom|staff|inputs)"
_CREDIT_LINE = re.compile(
    rf"\W{{0,3}}(?:{_LEAD}(?:\s?:\s?|\s)){{0,2}}(?:(?i:the|l['’]|der|la)\s?)?(?:{_ANY})"
    rf"(?:(?:\s?[/,&|+]\s?|\s?[–-]\s?(?=[A-ZČ])|\s(?:and|und|et|y|e|och|og|en|та|і)\s)(?:the\s)?(?:{_ANY}|[a-z]{{2,5}}(?!\w))){{0,5}}"
    rf"(?:\s{_BEHIND})?[^\w:]{{0,3}}"
)
_PHOTO = (
    r"(?:file )?photos?|pictures?|images?|fotos?|bild(?:er)?|beeld|imagem|imagen|immagine|фото|"
    r"crédits?|credits?|créditos?"
)
_BRACKET_CREDIT = re.compile(
    rf"(?:(?i:{_PHOTO}|file|by)[\s:]{{1,3}}(?:by\s|via\s)?)?[^()]{{0,60}}?(?<!\w)(?:{_ANY})(?!\w)[^()]{{0,40}}"
    rf"|(?i:(?:{_PHOTO}|courtesy of)\b)[^()]{{2,80}}"
)
_OPEN_CREDIT = re.compile(
    r"(?:^|\s)(?:(?i:photo|foto|image|picture|фото)s?(?:\s?:| by) [^.:()]{2,60}"
    r"|(?i:bild|beeld|imagem|imagen|crédito?|credit)(?:er|s)?\s?: "
    rf"[^.:()]{{0,40}}(?<!\w)(?:{_ANY})(?!\w)[^.:()]{{0,20}})\Z"
)
_LONGEST_CREDIT = 140
_AT_END = re.compile(
    rf"[.!?…\"”»“]\s?(?:\((?P<brackets>{_ANY}){_WITH}{{0,3}}\)|/(?P<slashes>{_ANY}){_WITH}{{0,3}}/)?\.?\Z"
)
_AUTHOR_ADDRESS = re.compile(r"/(?:authors?|autor|auteur|by|profile|people|source)/([\w%-]{2,60})", re.IGNORECASE)
_LOWER = {name.lower().replace(" ", "-"): agency for name, agency in AGENCIES.items()}
_WORD = re.compile(r"[^\s,;:.–—-]+")
_LONGEST_LINE = 80


def agency_in_credit(text: str) -> str | None:
    """Name the first agency in a byline or a credit line."""
    found = _NAME.search(text) or (_FIRST_NAME.search(text) if is_credit_line(text) else None)
    return _text_agency(found.group(1)) if found else None


def agency_in_dateline(text: str) -> str | None:
    """Name the agency in the dateline that opens a paragraph: "DOVREL (LPA) –"."""
    found = _DATELINE.match(text, 0, 140)
    if found is None or not _is_place(found["place"] or found["before"] or ""):
        return None
    name = found["brackets"] or found["slashes"] or found["dashes"]
    return ONLY_IN_DATELINES.get(name) or _text_agency(name)


def agency_at_end(text: str) -> str | None:
    """Name the agency in brackets behind a text's last sentence: "… he said. (dpa/abc)"."""
    found = _AT_END.search(text, max(len(text) - 60, 0))
    name = (found["brackets"] or found["slashes"]) if found else None
    return _text_agency(name) if name else None


def agency_in_author_address(text: str) -> str | None:
    """Name the agency whose page as an author a web address leads to: ".../author/afp-2"."""
    found = _AUTHOR_ADDRESS.search(text)
    if found is None:
        return None
    slug = re.sub(r"-\d+\Z", "", found.group(1).lower())
    return _LOWER.get(slug) or _LOWER.get(slug.removesuffix("-news").removeprefix("the-"))


def is_credit_line(text: str) -> bool:
    """Tell whether a text is a credit to agencies and nothing else."""
    return len(text) <= _LONGEST_LINE and _CREDIT_LINE.fullmatch(text) is not None


def ends_with_picture_credit(text: str) -> bool:
    """Tell whether a text ends as a picture's caption does: "(Name/Agency)", "Photo: Name"."""
    if text.endswith(")"):
        opened = text.rfind("(", max(len(text) - _LONGEST_CREDIT, 0))
        if opened >= 0 and _BRACKET_CREDIT.fullmatch(text, opened + 1, len(text) - 1):
            return True
    return _OPEN_CREDIT.search(text, max(len(text) - 90, 0)) is not None


def _text_agency(name: str) -> str | None:
    agency = AGENCIES[name]
    return None if agency in PICTURES_ONLY else agency


def _is_place(text: str) -> bool:
    """Tell whether words before an agency are a place and a day, and no sentence's first words."""
    return all(
        word[0].isupper() or word[0].isdigit() or word.lower() in MONTHS or word.lower() in PARTICLES or word == "and"
        for word in _WORD.findall(text)
        if word[0].isalnum()
    )
