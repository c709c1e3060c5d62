"""What the scanner needs to know about HTML's elements (https://html.spec.whatwg.org/multipage/syntax.html)."""

from claimwire.models import BlockKind

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNREAD = frozenset({"script", "style", "iframe", "noembed", "noframes", "xmp", "textarea"})
"""What is inside is no text."""
VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
"""They have no end tag."""
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "link",
        "meta",
        "source",
        "track",
    }
)
"""They do not part a text."""
BOLD = frozenset({"b", "strong"})
ABUTTING = frozenset({"a", "label", "span", "time"})
"""Style sheets set these apart where the markup has nothing between them."""
CELLS = frozenset({"td", "th"})
CLOSES_ITSELF = {
    "p": {"p"},
    "li": {"li", "p"},
    "option": {"option"},
    "tr": {"td", "th", "tr"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
}
"""What a start tag ends that is still open, where pages leave the end tag out."""
CLOSES_PARAGRAPH = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "pre",
        "section",
        "table",
        "ul",
    }
)
"""A ``<p>`` ends where one of these begins."""
KINDS = {
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE),
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
}
"""What a block of the article is, by the element that makes it."""
