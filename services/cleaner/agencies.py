"""News agencies, and where an article credits one: residue in the text, but evidence of where it came from."""

# ruff: noqa: RUF001, RUF002 - credits are matched with the dashes, quotes and letters that pages are written with

import re

#: How a credit writes it, and what it is called. Short names count in their own case only: "ap" is no agency.
_NAMES = {
    "AFP": "AFP",
    "Agence France-Presse": "AFP",
    "AP": "AP",
    "Associated Press": "AP",
    "The Associated Press": "AP",
    "Reuters": "Reuters",
    "REUTERS": "Reuters",
    "Thomson Reuters": "Reuters",
    "dpa": "dpa",
    "DPA": "dpa",
    "Deutsche Presse-Agentur": "dpa",
    "EFE": "EFE",
    "Agencia EFE": "EFE",
    "ANSA": "ANSA",
    "Interfax": "Interfax",
    "Interfax-Ukraine": "Interfax-Ukraine",
    "TASS": "TASS",
    "RIA Novosti": "RIA Novosti",
    "Ukrinform": "Ukrinform",
    "UNIAN": "UNIAN",
    "Xinhua": "Xinhua",
    "Kyodo": "Kyodo",
    "Kyodo News": "Kyodo",
    "Jiji": "Jiji",
    "Yonhap": "Yonhap",
    "PTI": "PTI",
    "Press Trust of India": "PTI",
    "ANI": "ANI",
    "IANS": "IANS",
    "UPI": "UPI",
    "AAP": "AAP",
    "PA Media": "PA Media",
    "Press Association": "PA Media",
    "APA": "APA",
    "PAP": "PAP",
    "ČTK": "ČTK",
    "CTK": "ČTK",
    "MTI": "MTI",
    "Lusa": "Lusa",
    "Belga": "Belga",
    "ANP": "ANP",
    "NTB": "NTB",
    "TT": "TT",
    "Ritzau": "Ritzau",
    "STT": "STT",
    "SDA": "Keystone-SDA",
    "Keystone-SDA": "Keystone-SDA",
    "Anadolu": "Anadolu",
    "SID": "SID",
    "Anadolu Agency": "Anadolu",
    "Bloomberg": "Bloomberg",
    "Canadian Press": "Canadian Press",
    "EPA": "EPA",
    "The Canadian Press": "Canadian Press",
    "Europa Press": "Europa Press",
    "Getty Images": "Getty Images",
    "Antara": "Antara",
    "Bernama": "Bernama",
}
#: They take pictures; a picture's credit says nothing about the text.
_PICTURES_ONLY = frozenset({"EPA", "Getty Images"})

_ANY = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_NAME = re.compile(rf"(?<![\w/-])({_ANY})(?![\w-])")
_DATELINE = re.compile(rf"[^\n(.]{{0,60}}\(\s?({_ANY})\s?\)\s?[-–—:,.]|[^\n(.]{{0,40}}[-–—]\s?({_ANY})\s?[-–—]\s")
_CREDIT_LINE = re.compile(
    rf"\W{{0,3}}(?:(?i:source|quelle|with|avec|con|mit|via|from|by|credit|джерело)\s?:?\s)?(?:(?i:the|l['’]|der|la)\s)?"
    rf"(?:{_ANY})(?:(?:\s?[/,&|+]\s?|\s(?:and|und|et|y)\s)(?:the\s)?(?:{_ANY}|[a-z]{{2,5}})){{0,5}}[^\w:]{{0,3}}"
)
_CAPTION_CREDIT = re.compile(
    rf"\((?:(?i:photos?|pictures?|images?|foto|file|credit|by)[\s:]{{1,3}}(?:by\s|via\s)?)?[^()]{{0,60}}?(?<!\w)(?:{_ANY})(?!\w)[^()]{{0,40}}\)\Z"
    r"|\((?i:photo|picture|image|foto|file photo|photo by|courtesy of)\b[^()]{2,80}\)\Z"
    rf"|(?:^|\s)(?i:photo|foto|image|picture)s?(?::| by) [^.:()]{{2,60}}\Z"
)
_AUTHOR_ADDRESS = re.compile(r"/(?:authors?|autor|auteur|by|profile|people|source)/([\w%-]{2,60})", re.IGNORECASE)
_LOWER = {name.lower().replace(" ", "-"): agency for name, agency in _NAMES.items()}


def agency_in_credit(text: str) -> str | None:
    """Name the first agency in a byline or a credit line."""
    found = _NAME.search(text)
    agency = _NAMES[found.group(1)] if found else None
    return None if agency in _PICTURES_ONLY else agency


def agency_in_dateline(text: str) -> str | None:
    """Name the agency in the dateline that opens a paragraph: "BRUSSELS (AFP) –"."""
    found = _DATELINE.match(text)
    return _NAMES[found.group(1) or found.group(2)] if found else None


def agency_in_author_address(text: str) -> str | None:
    """Name the agency whose page as an author a web address leads to: ".../author/afp-2"."""
    found = _AUTHOR_ADDRESS.search(text)
    if found is None:
        return None
    slug = re.sub(r"-\d+\Z", "", found.group(1).lower())
    return _LOWER.get(slug) or _LOWER.get(slug.removesuffix("-news").removeprefix("the-"))


def is_credit_line(text: str) -> bool:
    """Tell whether a text is a credit to agencies and nothing else."""
    return len(text) <= 80 and _CREDIT_LINE.fullmatch(text) is not None


def ends_with_picture_credit(text: str) -> bool:
    """Tell whether a text ends as a picture's caption does: "(Name/Agency)", "Photo: Name"."""
    return _CAPTION_CREDIT.search(text, max(len(text) - 140, 0)) is not None
