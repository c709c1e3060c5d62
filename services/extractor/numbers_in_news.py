"""How numbers are written in news: words, scales, fractions, currencies and measures. Knows no sentence."""

# fmt: off
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
UNITS = {word: i for i, word in enumerate(_UNITS)}
TENS = {word: 10 * (i + 2) for i, word in enumerate(_TENS)}

HUNDRED = "hundred"
#: Words after a number that multiply it.
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12}
#: Letters that also stand for a measure ("5 m") or are words: only beside a currency, or attached before a noun.
ONE_LETTER_SCALES = frozenset({"k", "m", "b"})
DOZEN = 12.0

#: The least that a vague number word stands for.
VAGUE = {
    "dozens": 24.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "lakhs": 1e5,
    "millions": 1e6,
    "crores": 1e7,
    "billions": 1e9,
    "trillions": 1e12,
}
#: Scores are points, too, unless they are "of" something.
SCORES = 40.0
#: "Tens of thousands" are at least ten thousand.
VAGUE_FACTORS = {"tens": 10.0, "dozens": 24.0, "scores": 40.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6}
#: The least that "several hundred" has of hundreds.
VAGUE_COUNT = 2.0
#: The least that "a handful of" stands for.
HANDFUL = 3.0

FRACTIONS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
VULGAR_FRACTIONS = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅕": 1 / 5,
    "⅖": 2 / 5,
    "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6,
    "⅚": 5 / 6,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}

#: Signs and codes before or after an amount, with their ISO 4217 code; the longer first, as "US$" holds "$".
CURRENCY_SIGNS = {
    "US$": "USD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "NT$": "TWD",
    "A$": "AUD",
    "C$": "CAD",
    "S$": "SGD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₴": "UAH",
    "₺": "TRY",
    "₪": "ILS",
    "₦": "NGN",
    "₱": "PHP",
    "₫": "VND",
    "Rs.": "INR",
    "Rs": "INR",
    "RMB": "CNY",
}
#: Without those that are words or names in capitals: "COP27", "TRY", "RON".
CURRENCY_CODES = [
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CNY",
    "INR",
    "AUD",
    "CAD",
    "CHF",
    "NZD",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "CZK",
    "HUF",
    "RUB",
    "UAH",
    "ILS",
    "SAR",
    "AED",
    "ZAR",
    "NGN",
    "KES",
    "EGP",
    "BRL",
    "MXN",
    "ARS",
    "CLP",
    "KRW",
    "SGD",
    "HKD",
    "TWD",
    "THB",
    "IDR",
    "MYR",
    "VND",
    "PKR",
    "BDT",
    "LKR",
]
CURRENCY_WORDS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
    "yuan": "CNY",
    "renminbi": "CNY",
    "hryvnia": "UAH",
    "shekel": "ILS",
    "rand": "ZAR",
    "naira": "NGN",
    "zloty": "PLN",
    "forint": "HUF",
    "baht": "THB",
    "rupiah": "IDR",
    "won": "KRW",
}
#: Whose dollar, pound or franc it is, where a word before says so.
NATIONAL_CURRENCIES = {
    ("australian", "dollar"): "AUD",
    ("canadian", "dollar"): "CAD",
    ("singapore", "dollar"): "SGD",
    ("taiwan", "dollar"): "TWD",
    ("egyptian", "pound"): "EGP",
    ("lebanese", "pound"): "LBP",
    ("syrian", "pound"): "SYP",
    ("pakistani", "rupee"): "PKR",
    ("nepalese", "rupee"): "NPR",
    ("swiss", "franc"): "CHF",
    ("swedish", "krona"): "SEK",
    ("norwegian", "krone"): "NOK",
    ("danish", "krone"): "DKK",
    ("czech", "koruna"): "CZK",
    ("mexican", "peso"): "MXN",
    ("argentine", "peso"): "ARS",
    ("philippine", "peso"): "PHP",
    ("turkish", "lira"): "TRY",
    ("brazilian", "real"): "BRL",
}

#: Abbreviated measures, which a number may touch: "10km".
MEASURES = {
    "km/h": "kilometres per hour",
    "kph": "kilometres per hour",
    "mph": "miles per hour",
    "km²": "square kilometres",
    "m²": "square metres",
    "m³": "cubic metres",
    "km": "kilometres",
    "cm": "centimetres",
    "mm": "millimetres",
    "m": "metres",
    "ft": "feet",
    "kg": "kilograms",
    "mg": "milligrams",
    "lb": "pounds",
    "lbs": "pounds",
    "GWh": "gigawatt-hours",
    "MWh": "megawatt-hours",
    "kWh": "kilowatt-hours",
    "GW": "gigawatts",
    "MW": "megawatts",
    "kW": "kilowatts",
    "GB": "gigabytes",
    "MB": "megabytes",
    "TB": "terabytes",
    "°C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
}
