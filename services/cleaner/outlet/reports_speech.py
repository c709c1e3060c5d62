"""Tells a text that somebody's words stand in, quoted or reported, whatever language it is in."""

# ruff: noqa: RUF001 - the press speaks Ukrainian, too

import re

_QUOTED = re.compile(r"[\"“”„‟«»‹›「」『』]|[‘‚](?=\S)[^’‘]{2,300}[’‘]")

#: Words by which the press says that somebody spoke, or would not: what a newsroom may have to write every day.
_BY_LANGUAGE = {
    "en": "said says saying told tells added stated declined denied denies confirmed confirms insisted refused "
    "rejected warned urged announced claimed claims argued acknowledged admitted respond responded reiterated reported",
    "de": "sagte sagten erklärte erklärten teilte teilten bestätigte bestätigten dementierte bestritt betonte wies "
    "lehnte hieß äußerte äußern stellungnahme zufolge warnte kündigte",
    "fr": "dit déclaré affirmé ajouté indiqué démenti refusé confirmé annoncé répondu selon",
    "es": "dijo dijeron declaró afirmó añadió aseguró negó confirmó rechazó respondió anunció según",
    "it": "detto dichiarato affermato aggiunto smentito confermato risposto annunciato secondo",
    "nl": "zei zeiden verklaarde ontkende bevestigde reageren meldde volgens",
    "pt": "disse disseram declarou afirmou acrescentou negou confirmou recusou respondeu anunciou segundo",
    "sv": "sade säger uppger uppgav förnekar förnekade bekräftade bekräftar kommentera enligt",
    "uk": "сказав сказала заявив заявила заявили додав додала заперечив заперечила підтвердив підтвердила відмовився "
    "відмовилася відмовилися відмовилося коментувати повідомив повідомила повідомили",
}
_SPEECH_WORDS = frozenset(word.casefold() for words in _BY_LANGUAGE.values() for word in words.split())
#: Where the words alone are said to readers, too: "leave a comment".
_SPEECH_PHRASES = re.compile(r"(?<!\w)(?:request for comment|no comment|за словами)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def has_quotation(text: str) -> bool:
    """Tell whether anything in a text stands in quotation marks."""
    return _QUOTED.search(text) is not None


def reports_speech(text: str) -> bool:
    """Tell whether a text quotes somebody, or says that somebody spoke or refused to."""
    return (
        has_quotation(text)
        or not _SPEECH_WORDS.isdisjoint(_WORD.findall(text.casefold()))
        or _SPEECH_PHRASES.search(text) is not None
    )
