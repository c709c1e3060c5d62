"""Brings names to one form: articles and possessives off, capitals to their governments, spellings to one."""

import re

from services.extractor.vocabulary import Vocabulary

_DETERMINER = re.compile(
    r"^(?:the|a|an|one|another|some|many|several|both|all|these|those|this|that)\s+", re.IGNORECASE
)
_MARKS = "“”\"'\u2018\u2019,.;: "
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|sen|rep|gov|gen|lt|col|capt|maj|sgt|prof|rev|president|prime minister|"
    r"minister|senator|governor|mayor|secretary|chancellor|king|queen|pope|judge|justice)\.?\s+",
    re.IGNORECASE,
)
_MAX_NAME_WORDS = 4
#: A shorter name is no transliteration of a Slavic surname ("Guy", "Yi").
_MIN_TRANSLITERATED = 6


def bare(mention: str) -> str:
    """Drop the article or number word before a mention and the possessive after it."""
    return _POSSESSIVE.sub("", _DETERMINER.sub("", " ".join(mention.split()))).strip(_MARKS) or mention


def person_name(mention: str, vocabulary: Vocabulary) -> str:
    """Give a person's name without titles, in one transliteration."""
    name = bare(mention)
    while _TITLE.match(name):
        name = _TITLE.sub("", name)
    return " ".join(_transliterate(word, vocabulary) for word in name.split())


def looks_like_person(name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a name is a person's by its words: a known given name first, and no word of bodies."""
    words = name.split()
    return (
        1 < len(words) <= _MAX_NAME_WORDS
        and words[0] in vocabulary.pronouns_of_names
        and not looks_like_body(name, vocabulary)
    )


def looks_like_body(name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a name holds a word of bodies: "Velder Institute"."""
    return any(word.strip(".,") in vocabulary.body_words for word in name.split()[1:])


def place_or_body_name(mention: str, vocabulary: Vocabulary, *, as_government: bool) -> str:
    """Give the usual name of a place or organisation; a capital that speaks or acts stands for its government."""
    name = bare(mention)
    name = vocabulary.spellings.get(name, name)
    return vocabulary.governments.get(name, name) if as_government else name


def _transliterate(word: str, vocabulary: Vocabulary) -> str:
    if len(word) >= _MIN_TRANSLITERATED:
        for ending, usual in vocabulary.transliterations.items():
            if word.endswith(ending):
                return word.removesuffix(ending) + usual
    return word
