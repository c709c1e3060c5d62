"""Writes numbers as news writes them, for tests that read them back."""

from hypothesis import strategies as st

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int, *, joint: str = " and ", hyphen: str = "-") -> str:
    """Write a number below a trillion in words."""
    for scale, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            glue = joint if rest < 100 else " "
            return f"{in_words(number // scale, joint=joint, hyphen=hyphen)} {word}" + (
                f"{glue}{in_words(rest, joint=joint, hyphen=hyphen)}" if rest else ""
            )
    if number >= 100:
        rest = number % 100
        return f"{_UNITS[number // 100]} hundred" + (f"{joint}{in_words(rest, hyphen=hyphen)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10 - 2] + (f"{hyphen}{_UNITS[number % 10]}" if number % 10 else "")
    return _UNITS[number]


def in_indian_figures(number: int) -> str:
    """Write a number with the commas of India: 12,34,56,789."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    groups = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


#: What stands around numbers, and what looks like them.
SCRAPS = st.sampled_from(
    [
        "1,2",
        "3.4.5",
        "$",
        "€",
        "%",
        "-",
        "\u2013",
        "and",
        "a half",
        "million",
        "hundred",
        "m",
        "bn",
        "½",
        "to",
        ".",
        " ",
        "'s",
        "0" * 40,
        "9" * 400,
        "twenty",
        "one",
        "dozen",
        "lakh",
        "1" * 16 + ",000",
        "\u0663",
        "²",
        "\ud800",
        "\x00",
    ]
)
HOSTILE = st.one_of(st.text(max_size=300), st.lists(SCRAPS, max_size=60).map("".join))
