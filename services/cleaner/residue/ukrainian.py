"""Residue in Ukrainian."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.credit_words import CREDITED
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:читайте (?:також|ще|більше)|читати (?:також|далі|ще|більше)|дивіться також|за темою|більше за темою|"
    r"вас може зацікавити|схожі (?:новини|статті)|новини за темою)"
)

CALLS = (
    r"підпи|читайте також|читайте ще|дивіться також|стежте|слідкуйте|долучайтес|приєднуйтес|підтримайте|"
    r"поділ"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

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
        r"(?:відписатис[яь](?: від розсилки)?)",
        most_words=40,
    ),
    whole(
        "uk.subscribe",
        RemovalReason.SUBSCRIBE,
        r"(?:увійти|зареєструватис[яь]|передплатити|оформити (?:перед)?плату|стати (?:читачем|передплатником))[.!]?",
        r"(?:вже|ви вже) (?:передплатник|маєте (?:передплату|акаунт))\b\??.{0,80}",
        (
            r"(?:ця стаття|цей матеріал) (?:доступн(?:а|ий)|лише|тільки)(?: лише|"
            r" тільки)? (?:для )?передплатник(?:ів|ам)\b.{0,80}"
        ),
        r"підтримайте (?:нас|нашу редакцію|незалежну журналістику)\b.{0,100}",
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
    whole(
        "uk.consent",
        RemovalReason.CONSENT,
        r"(?:ми використовуємо|цей сайт використовує)\b.{0,60}\b(?:cookies?|файли кукі|файли cookie)\b.{0,400}",
        r"політика (?:конфіденційності|приватності|щодо cookie)",
        most_words=80,
    ),
    whole(
        "uk.reading-time",
        RemovalReason.DATE,
        r"(?:час (?:на )?(?:читання|прочитання)\s?:?\s?)?\d{1,3} ?(?:хв\.?|хвилин[аи]?)(?: на)?(?: читання)?",
        r"(?:опубліковано|оновлено)\s?:? [^.!?]{0,40}\d[\d.,:/ h-]{0,30}[^.!?]{0,20}",
    ),
    whole(
        "uk.credit",
        RemovalReason.CREDIT,
        r"(?:фото|ілюстрація)\s?: [^.!?]{2,120}\.?",
        rf"(?:джерело|джерела|відео)\s?: {CREDITED}",
    ),
    whole(
        "uk.rights",
        RemovalReason.COPYRIGHT,
        r".{0,80}\b(?:усі|всі) права (?:захищено|захищені)\b(?! за\b).{0,80}",
        holds=(" права захищен",),
    ),
    whole("uk.comments", RemovalReason.COMMENTS, r"(?:\d{1,5} )?коментар(?:і|ів|ї)?", r"(?:залишити|додати) коментар"),
    whole(
        "uk.navigation",
        RemovalReason.NAVIGATION,
        r"(?:перейти до (?:основного )?(?:вмісту|змісту)|(?:на)?гору|пошук|закрити|наступна|попередня|"
        r"(?:показати|завантажити) (?:ще|більше)|головна)",
        most_words=5,
    ),
    whole("uk.tags", RemovalReason.TAGS, r"(?:теги|мітки|теми)\s?:\s?.{0,200}[^.!?…\s]"),
)
