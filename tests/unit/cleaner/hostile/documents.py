"""Documents that cost a careless reader minutes or gigabytes, by name; each is made when it is asked for."""

from collections.abc import Callable, Mapping

from services.cleaner.document import RawDocument
from tests.unit.cleaner.hostile.deep_and_many import DEEP, MANY
from tests.unit.cleaner.hostile.endless_markup import ENDLESS, FACTS
from tests.unit.cleaner.hostile.odd_texts import ENCODINGS, PLAIN_TEXTS, WORDS
from tests.unit.cleaner.hostile.residue_bait import BAIT

DOCUMENTS: Mapping[str, Callable[[], RawDocument]] = {
    **DEEP,
    **MANY,
    **ENDLESS,
    **FACTS,
    **WORDS,
    **BAIT,
    **ENCODINGS,
    **PLAIN_TEXTS,
}
