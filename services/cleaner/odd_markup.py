"""Finds the end of markup that is written as no standard allows, without reading a page twice for it."""

import re

_TAG_STOP = re.compile(r""">|=\s*+["']""")
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
            closing = self._page.find("-->", start + 2)
            if closing >= 0:
                return closing + 3
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
        while (stop := _TAG_STOP.search(page, position)) is not None:
            if stop.group() == ">":
                return stop.end()
            quote = page[stop.end() - 1]
            closing = page.find(quote, stop.end())
            if closing < 0:
                break
            position = closing + 1
        # An attribute without an end would swallow the page: such a tag ends at its first ">".
        self._endless_tags += 1
        return first_end + 1


def after(page: str, mark: str, start: int) -> int:
    """Return the place behind the next mark, or the page's end."""
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)
