"""The file that ``claimwire clean --html`` writes, which must never be one that somebody else wrote."""

from pathlib import Path

from claimwire.cleaning_page import is_cleaning_page, write_cleaning_page
from claimwire.cli.exits import UNUSABLE, fail, say
from claimwire.models import CleanArticle

_ORDER = "--html takes the file to write, the document comes after it: claimwire clean --html OUT.html DOCUMENT"
#: More than the longest beginning by which such a page is known.
_BEGINNING = 1_000


class CleaningPageFile:
    """A file to write a page to. It may be new, empty, or an earlier page of ours; anything else is refused."""

    def __init__(self, path: Path, *, document: Path) -> None:
        self._path = path
        if not path.is_file():
            return
        if document.exists() and path.samefile(document):
            raise fail(f"{path} is the document itself; {_ORDER}", UNUSABLE)
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                beginning = file.read(_BEGINNING)
        except OSError as error:
            raise fail(f"{path} is there and cannot be read ({error.strerror}); name another", UNUSABLE) from error
        if beginning and not is_cleaning_page(beginning):
            told = f"{path} is there and was not written by 'clean --html'; remove it, or name another"
            raise fail(f"{told}; {_ORDER}", UNUSABLE)

    def write(self, name: str, article: CleanArticle) -> None:
        """Write the page of a document and say where it is."""
        try:
            self._path.write_text(write_cleaning_page(name, article), encoding="utf-8", errors="replace")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            told = f"{self._path} cannot be written ({reason}): name a file in a folder that exists"
            raise fail(told, UNUSABLE) from error
        say(f"{name}: what was kept and what was removed is shown in {self._path}")
