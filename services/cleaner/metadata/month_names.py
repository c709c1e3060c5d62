"""Names of months as bylines write them, by language, with their number."""

# ruff: noqa: RUF001 - Turkish and Cyrillic letters

_FULL = {
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
_SHORT = {
    "de": "jan feb mär apr mai jun jul aug sep okt nov dez",
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "no": "jan feb mars apr mai juni juli aug sep okt nov des",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "sv": "jan feb mars apr maj juni juli aug sept okt nov dec",
    "uk": "січ лют бер квіт трав черв лип серп вер жовт лист груд",
}

MONTHS: dict[str, int] = {
    **{name: at for names in (*_SHORT.values(), *_FULL.values()) for at, name in enumerate(names.split(), 1)},
    "jänner": 1,
    "feber": 2,
    "sept": 9,
    "setiembre": 9,
}

MONTHS_WRITTEN_FIRST = frozenset({*_FULL["en"].split(), *_SHORT["en"].split(), *_FULL["es"].split(), "sept"})
"""Those that stand before the day, as in English and in American Spanish."""
