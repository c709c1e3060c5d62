"""Residue in Ukrainian."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:читайте (?:також|ще|більше)|читати (?:також|далі|ще|більше)|дивіться також|за темою|більше за темою|"
    r"вас може зацікавити|схожі (?:новини|статті)|новини за темою)"
)

RULES: tuple[Rule, ...] = (
    whole(
        "uk.also-read",
        RemovalReason.RELATED,
        _INVITATION + r"\s?[:|–—-]\s?.{4,220}[^.\s]",
        _INVITATION + r"\s?:?",
        r"(?:найпопулярніше|останні новини|головне за добу)",
    ),
    end("uk.glued-also-read", RemovalReason.RELATED, r"(?:читайте також|дивіться також)\s?[:|]\s?[^.!?]{8,220}"),
    whole(
        "uk.newsletter",
        RemovalReason.NEWSLETTER,
        r"(?:підпи(?:шіться|шись|суйтес[ья]))\b.{0,160}\b(?:розсилк[уи]|пошту)\b.{0,120}",
        most_words=40,
    ),
    whole(
        "uk.share",
        RemovalReason.SHARE,
        (
            r"(?:(?:поділитис[яь]|поширити|надіслати|друкувати|коментувати|facebook|twitter|telegram|"
            r"viber)[\s|,/]{0,3}){1,8}"
        ),
        r"підписуйтес[ья] на (?:наш|нас|канал|сторінку)\b.{0,120}",
        r"(?:стежте|слідкуйте) за\b.{0,60}\b(?:telegram|facebook|нами)\b.{0,80}",
        r"приєднуйтес[ья] до (?:нас|нашо)\w{0,4}\b.{0,100}",
    ),
    whole("uk.advert", RemovalReason.ADVERTISEMENT, r"\W{0,3}(?:реклама|партнерський матеріал|спецпроєкт)\W{0,3}"),
    whole("uk.credit", RemovalReason.CREDIT, r"(?:фото|джерело|джерела|відео|ілюстрація)\s?: [^.!?]{2,120}\.?"),
    whole("uk.rights", RemovalReason.COPYRIGHT, r".{0,80}\b(?:усі|всі) права (?:захищено|захищені)\b.{0,80}"),
    whole("uk.comments", RemovalReason.COMMENTS, r"(?:\d{1,5} )?коментар(?:і|ів|ї)?", r"(?:залишити|додати) коментар"),
    whole("uk.tags", RemovalReason.TAGS, r"(?:теги|мітки|теми)\s?:\s?.{1,200}"),
)
