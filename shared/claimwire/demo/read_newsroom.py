"""Reads the sample newsroom from its folder, and says which file is wrong where one is."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from claimwire.demo.newsroom import Article, Block, BlockKind, DemoError, FrontMatter, Outlet, OutletSource

_FENCE = "+++\n"
_MARKS = {"<": BlockKind.RESIDUE, "## ": BlockKind.HEADING, "> ": BlockKind.QUOTE}


def read_newsroom(folder: Path) -> tuple[Outlet, ...]:
    """Read all outlets of the folder that holds ``outlets/``."""
    outlets = tuple(_read_outlet(path.parent) for path in sorted(folder.glob("outlets/*/outlet.toml")))
    if not outlets:
        raise DemoError(f"{folder} holds no outlets/*/outlet.toml; give the repository's folder deploy/demo")
    return outlets


def parse_article(text: str) -> tuple[FrontMatter, tuple[Block, ...]]:
    """Part an article's file into its front matter (TOML between +++ lines) and its blocks.

    The rest is Markdown of four kinds of blocks: paragraphs, ``## headings``, ``> quotes`` and HTML, which begins
    with ``<`` and ends at a blank line. HTML is residue.
    """
    if not text.startswith(_FENCE) or _FENCE not in text[len(_FENCE) :]:
        raise ValueError("the file must begin with front matter between two +++ lines")
    front, rest = text.removeprefix(_FENCE).split(_FENCE, maxsplit=1)
    return FrontMatter.model_validate(tomllib.loads(front)), tuple(_blocks(rest))


def _blocks(text: str) -> Iterator[Block]:
    for block in filter(None, (part.strip() for part in text.split("\n\n"))):
        for mark, kind in _MARKS.items():
            if block.startswith(mark):
                yield Block(kind=kind, text=block if kind is BlockKind.RESIDUE else block.removeprefix(mark))
                break
        else:
            yield Block(kind=BlockKind.PARAGRAPH, text=block)


def _read_outlet(folder: Path) -> Outlet:
    path = folder / "outlet.toml"
    try:
        source = OutletSource.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        path = folder / "template.html"
        template = path.read_text(encoding="utf-8")
    except (ValueError, OSError) as error:
        raise _explain(path, error) from error
    return Outlet(
        folder=folder,
        source=source,
        template=template,
        articles=_read_articles(folder / "articles", source.address),
        later=_read_articles(folder / "later", source.address),
    )


def _read_articles(folder: Path, address: str) -> tuple[Article, ...]:
    return tuple(_read_article(path, address) for path in sorted(folder.glob("*.md")))


def _read_article(path: Path, address: str) -> Article:
    try:
        about, blocks = parse_article(path.read_text(encoding="utf-8"))
        place = address.format(slug=path.stem, section=about.section, id=about.id, published=about.published)
    except (ValueError, KeyError) as error:
        raise _explain(path, error) from error
    return Article(slug=path.stem, path=place, about=about, blocks=blocks)


def _explain(path: Path, error: Exception) -> DemoError:
    """Name the file; pydantic's errors are folded into one line of field and complaint."""
    if isinstance(error, ValidationError):
        complaints = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        return DemoError(f"{path}: {'; '.join(complaints)}")
    return DemoError(f"{path}: {error}")
