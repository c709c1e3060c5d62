"""Finds the end of markup that is written as no standard allows, without reading a page twice for it."""

import re

#: Only these part attributes, and not all that Python takes for white space.
_SPACE = r"\t\n\f\r "
#: The end of a tag, or an attribute up to the quote that opens its value, or to the value's end where it has none.
_ATTRIBUTE = re.compile(
    rf"""[{_SPACE}/]*+(?:(>)|[^{_SPACE}/>][^{_SPACE}/>=]*+[{_SPACE}]*+(?:=[{_SPACE}]*+(?:(["'])|[^{_SPACE}>]*+))?)?"""
)
_END_OF_COMMENT = re.compile(r"--!?>")
#: No tag has so many; what has more ends at its next ">".
_MOST_ATTRIBUTES = 10_000
#: Each tag without an end is searched for it to the end of the page; after this many no more are.
_ENDLESS_TAGS = 8


class OddMarkup:
    """Remembers what a page has left open, so that the next such place costs no search."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._endless_tags = 0
        self._comments_end = True

    def end_of_comment(self, start: int) -> int:
        """Return where the comment that begins at ``start`` ends."""
        if self._comments_end:
            if self._page.startswith((">", "->"), start + 4):
                return after(self._page, ">", start + 4)
            if closing := _END_OF_COMMENT.search(self._page, start + 4):
                return closing.end()
            self._comments_end = False
        # A comment without an end would swallow the page: like a tag, it ends at its first ">".
        return after(self._page, ">", start + 4)

    def end_of_tag(self, position: int) -> int:
        """Return where the tag ends whose name ends at ``position``."""
        page = self._page
        first_end = page.find(">", position)
        if first_end < 0:
            return len(page)
        if self._endless_tags > _ENDLESS_TAGS:
            return first_end + 1
        for _ in range(_MOST_ATTRIBUTES):
            attribute = _ATTRIBUTE.match(page, position)
            if attribute is None or attribute.end() == position:
                break
            position = attribute.end()
            if attribute[1]:
                return position
            if attribute[2]:
                position = page.find(attribute[2], position) + 1
                if not position:
                    break
        else:
            return after(page, ">", position)
        # An attribute without an end would swallow the page: such a tag ends at its first ">".
        self._endless_tags += 1
        return first_end + 1


def after(page: str, mark: str, start: int) -> int:
    """Return the place behind the next mark, or the page's end."""
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)
