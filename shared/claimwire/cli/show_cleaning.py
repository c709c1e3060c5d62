"""Draws on the terminal what the cleaner kept and removed."""

import unicodedata

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from claimwire.explain_cleaning import Kept, facts, passages, tallies
from claimwire.models import BlockKind, CleanArticle, Removal

#: Menus and lists of other stories run over pages: of what was removed, the beginning and the end tell what it is.
_SHOWN_CHARACTERS = 260
_SHOWN_AT_THE_END = 60

_MARK_COLUMNS = 15
_HEADINGS = (BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING)


def show_cleaning(console: Console, name: str, article: CleanArticle) -> None:
    """Draw a document in its order: kept text behind a line, removed text crossed out with its reason and rule."""
    colour = console.is_terminal and not console.no_color
    shown = Group(
        Text(printable(name), style="bold"), _believed(article), _summary(article), _document(article, colour=colour)
    )
    if console.is_terminal:
        console.print(shown)
        return
    # Tables are filled up with spaces to the right; files and pipes are better off without.
    with console.capture() as drawn:
        console.print(shown)
    console.file.writelines(f"{line.rstrip()}\n" for line in drawn.get().splitlines())


def _believed(article: CleanArticle) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_MARK_COLUMNS, justify="right", style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for fact in facts(article):
        source = (f"  from {fact.source}", "dim") if fact.source else ""
        grid.add_row(fact.name, Text.assemble(printable(fact.value), source))
    return grid


def _summary(article: CleanArticle) -> Group:
    removed = article.ledger.removed
    kept = f"\n{len(article.text):,} characters kept in {_counted(len(article.blocks), 'block')}"
    told = f", {sum(len(each.text) for each in removed):,} removed in {_counted(len(removed), 'place')}"
    counts = ", ".join(f"{_words(tally.reason.value)} {tally.characters:,}" for tally in tallies(removed))
    return Group(Text(kept + told + (":" if removed else "")), Text(counts + "\n", style="dim"))


def _document(article: CleanArticle, *, colour: bool) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_MARK_COLUMNS, justify="right")
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    for passage in passages(article):
        if isinstance(passage, Kept):
            style = "bold" if passage.kind in _HEADINGS else "italic" if passage.kind is BlockKind.QUOTE else ""
            text = Text(printable(passage.text), style=style)
            grid.add_row(Text(passage.kind.value, style="green"), Text("│", style="green"), text)
        else:
            grid.add_row(
                Text(_words(passage.reason.value), style="red"),
                Text("✗", style="red"),
                _removed(passage, colour=colour),
            )
        grid.add_row()
    return grid


def _removed(removal: Removal, *, colour: bool) -> Text:
    text = printable(removal.text)
    if len(text) > _SHOWN_CHARACTERS:
        left_out = len(text) - _SHOWN_CHARACTERS
        beginning = text[: _SHOWN_CHARACTERS - _SHOWN_AT_THE_END].rstrip()
        text = f"{beginning} … {left_out:,} more characters … {text[-_SHOWN_AT_THE_END:].lstrip()}"
    # Where no colour is shown, brackets mark what is gone.
    opening, closing = ("", "") if colour else ("[- ", " -]")
    rule = f"\n{removal.rule}, characters {removal.raw_start} to {removal.raw_end}"
    return Text.assemble(opening, (text, "red strike"), closing, (rule, "dim"))


def printable(text: str) -> str:
    """Take from a text what would steer the terminal: escapes, and marks that turn the direction of what follows."""
    if text.isprintable():
        return text
    return "".join(
        " " if each.isspace() else "�" if unicodedata.category(each) == "Cc" else "" if each in _TURNS else each
        for each in text
    )


_TURNS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _words(name: str) -> str:
    return name.replace("_", " ")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
