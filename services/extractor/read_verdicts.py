"""Tells the denial of a document's content from a verdict on the document: "as false", "as premature"."""

from spacy.tokens import Token

from services.extractor.syntax import child_of, has_child

#: What somebody may judge without a word on what it says; a claim or an allegation is nothing but what it says.
_DOCUMENTS = frozenset({"report", "speculation", "story"})
_CALLING = frozenset({"brand", "call", "characterise", "characterize", "describe", "dub", "label"})
_QUALITIES = frozenset({"acomp", "attr", "ccomp", "oprd", "xcomp"})
# fmt: off
#: Whatever is called so is said to be untrue.
_FALSITY = frozenset({
    "absurd", "baseless", "concocted", "defamatory", "disinformation", "erroneous", "fabricated", "fabrication",
    "fake", "fallacious", "false", "falsehood", "fantasy", "fiction", "fictional", "fictitious", "foundation",
    "groundless", "hoax", "inaccurate", "incorrect", "invented", "invention", "libel", "libellous", "lie",
    "ludicrous", "misinformation", "mistaken", "nonsense", "nonsensical", "preposterous", "ridiculous", "rubbish",
    "slander", "slanderous", "unfounded", "unsubstantiated", "untrue", "untruth", "wrong",
})
# fmt: on


def is_verdict(verb: Token, thing: Token) -> bool:
    """Tell whether a denying verb says of a document how good it is rather than that its content is untrue."""
    if thing.lemma_.lower() not in _DOCUMENTS:
        return False
    quality = _quality(verb, thing)
    return quality is not None and not any(_FALSITY & {word.lower_, word.lemma_.lower()} for word in quality.subtree)


def _quality(verb: Token, thing: Token) -> Token | None:
    """Find what a document is rejected as: "as premature", ``calling it "premature"``."""
    for holder in (verb, thing):
        for child in holder.rights:
            # "As one-sided" is read as a clause; one with a subject tells when: "as the storm came".
            if child.left_edge.lower_ == "as" and not has_child(child, "nsubj", "nsubjpass"):
                return child
    calling = next((child for child in verb.rights if child.dep_ == "advcl" and child.lemma_.lower() in _CALLING), None)
    return child_of(calling, *_QUALITIES) or child_of(calling, "prep") if calling is not None else None
