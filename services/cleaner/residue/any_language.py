"""Residue that looks the same in every language: addresses, rights, tags, lines without a word."""

from claimwire.models import RemovalReason
from services.cleaner.residue.rule import Rule, whole

#: A hard wrap may have broken an address behind a hyphen or a slash.
_ADDRESS = r"(?:https?://|www\.)\S+(?:(?<=[-/]) [\w./?=&%-]+)?"

RULES: tuple[Rule, ...] = (
    whole("any.web-address", RemovalReason.ADDRESS, rf"{_ADDRESS}(?:[\s,;|]+{_ADDRESS}){{0,8}}", most_words=20),
    whole(
        "any.mail-address",
        RemovalReason.ADDRESS,
        r"(?:[^\W\d]{2,12}[\s:]{1,3})?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\.?",
        holds=("@",),
    ),
    whole(
        "any.copyright",
        RemovalReason.COPYRIGHT,
        r"(?:©|\(c\)\s{0,2}(?=\d{4}|[A-Z])|copyright\s{0,2}(?:©|\(c\)|\d{4})).{0,400}",
        most_words=60,
    ),
    whole("any.hashtags", RemovalReason.TAGS, r"#\w+(?:[\s,]+#\w+){0,30}"),
    whole(
        "any.photo-agency",
        RemovalReason.CREDIT,
        r"[^.!?:]{0,60}/\s?(?:getty images|shutterstock|istock|adobe stock|unsplash|wikimedia commons)[^.!?]{0,30}",
        most_words=12,
        holds=("getty images", "shutterstock", "istock", "adobe stock", "unsplash", "wikimedia commons"),
    ),
    whole("any.no-word", RemovalReason.OUTSIDE_ARTICLE, r"[\W_]{1,200}"),
)
