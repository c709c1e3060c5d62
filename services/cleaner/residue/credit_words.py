"""The forms of words that credits are made of: names, and what stands between names."""

# ruff: noqa: RUF001 - names are written with curly apostrophes and dashes

#: A capital begins a name, whatever the alphabet.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яіїєґ]"
_BETWEEN_NAMES = (
    "and|additional|at|by|for|from|further|in|of|on|reporting|editing|writing|the|via|with|"
    "archive|archiv|archivo|archivio|handout|own|pool|privat|staff|afp|ap|dpa|epa|"
    "da|das|de|del|della|den|der|des|di|do|dos|du|e|el|en|et|för|het|i|la|le|les|och|til|und|van|voor|von|y|"
    "для|з|із|та|і"
)
#: Its branches begin with other letters each, and none holds what parts two of them: the time stays linear.
_WORD = rf"(?-i:(?:[dl]['’])?{_CAPITAL}[\w'’.-]{{0,30}}|\d[\w.-]{{0,15}}|(?:{_BETWEEN_NAMES})(?!\w))"

NAMES = rf"{_WORD}(?:(?:\s-\s|[\s,;:/&|()–—]{{1,4}}){_WORD}){{0,30}}[.)]{{0,3}}"
"""Names and nothing else: "Jon Example in Velmora; Editing by Ana Sample", but no "Ana Sample led to an arrest"."""

TITLE = rf"[\"“„«‘(]?(?-i:{_CAPITAL}|\d)"
"""What a title begins with."""

CREDITED = rf"(?:{NAMES}|[^\s.!?,;]{{1,30}}(?:\s[^\s.!?,;]{{1,30}})?\.?|[^.!?]{{0,80}}[/©|][^.!?]{{0,80}}\.?)"
"""Whom a source is: names, a word or two ("own research"), or what slashes part; a headline is none of these."""
