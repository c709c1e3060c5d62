"""Reads JSON as pages write it: wrapped in comments, with commas and quotes too many, cut in two."""

import html
import json
from collections.abc import Iterator

#: Larger than any article's facts. The work of mending is bounded by the product of both.
_LARGEST = 500_000
_LARGEST_MENDED = 2_000_000
_MOST_MENDS = 30
_MOST_VALUES = 20

# Raw line breaks inside strings are common; strict JSON forbids them.
_DECODER = json.JSONDecoder(strict=False)


def read_json(text: str) -> Iterator[object]:
    """Yield each value that a script of JSON holds; what cannot be mended is left out."""
    if len(text) > _LARGEST:
        return
    if "CDATA" in text:
        text = text.replace("<![CDATA[", "").replace("]]>", "")
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    budget = min(_MOST_MENDS, _LARGEST_MENDED // (len(text) + 1))
    position, values = _first_bracket(text, 0), 0
    while position >= 0 and values < _MOST_VALUES:
        try:
            value, position = _DECODER.raw_decode(text, position)
        except RecursionError:
            return
        except json.JSONDecodeError as error:
            mended = _mend(text, error) if budget else None
            if mended is None:
                return
            text, budget = mended, budget - 1
            continue
        yield value
        values += 1
        position = _first_bracket(text, position)


def _first_bracket(text: str, start: int) -> int:
    """Return where the next object or list begins, behind a comment's or an assignment's first characters."""
    return min((at for at in (text.find("{", start), text.find("[", start)) if at >= 0), default=-1)


def _mend(text: str, error: json.JSONDecodeError) -> str | None:
    """Mend what stopped the decoder, where it is one of the usual slips; else return None."""
    at = error.pos
    here = text[at : at + 1]
    before = at - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    last = text[before] if before >= 0 else ""
    if error.msg.startswith("Invalid \\"):
        slash = text.rfind("\\", 0, at + 1)
        mended = f"{text[:slash]}\\{text[slash:]}"
    elif last == "," and here in ("}", "]", ","):
        mended = text[:before] + text[before + 1 :]
    elif here == "," and text[at + 1 :].lstrip()[:1] in ("}", "]"):
        mended = text[:at] + text[at + 1 :]
    elif last == ":" and here in (",", "}"):
        mended = f"{text[:at]}null{text[at:]}"
    elif not error.msg.startswith("Expecting ',' delimiter"):
        return None
    elif last in ("}", "]", '"') and here in ("{", "[", '"'):
        mended = f"{text[:at]},{text[at:]}"
    else:
        # A quote inside a text: the string seemed to end there.
        quote = text.rfind('"', 0, at)
        mended = f"{text[:quote]}\\{text[quote:]}"
    return mended
