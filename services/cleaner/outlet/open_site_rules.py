"""Reads the files of rules for sites: those that come with the cleaner, and those of a user's folder."""

from collections.abc import Iterator
from pathlib import Path

from claimwire.errors import SettingsError
from services.cleaner.outlet.read_outlet_rules import read_outlet_rules
from services.cleaner.outlet.read_site_config import Trouble, read_site_config
from services.cleaner.outlet.site_rules import DatedRules, SiteRuleBook

SHIPPED = Path(__file__).with_name("outlet_rules")

#: The largest of FiveFilters' files has some 10 KB.
_LARGEST_FILE_BYTES = 200_000


def open_site_rules(folder: Path | None = None) -> tuple[SiteRuleBook, list[Trouble]]:
    """Read all files; those of a user's ``folder`` count before the shipped ones.

    Dated rules are ``*.toml``; FiveFilters' site configs are ``host.txt``, or ``.host.txt`` for every host below it.

    Raises:
        SettingsError: the folder is none.
    """
    if folder is not None and not folder.is_dir():
        raise SettingsError(
            f"CLAIMWIRE_CLEANER_SITE_CONFIG names {folder}, which is no folder; make it, or leave the setting empty"
        )
    entries: list[DatedRules] = []
    troubles: list[Trouble] = []
    for path in (*(_files(folder) if folder else ()), *_files(SHIPPED)):
        entry, wrong = _read(path)
        troubles += wrong
        if entry is not None:
            entries.append(entry)
    return SiteRuleBook(entries), troubles


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.suffix in (".toml", ".txt") and path.is_file())


def _read(path: Path) -> tuple[DatedRules | None, list[Trouble]]:
    file = str(path)
    try:
        if path.stat().st_size > _LARGEST_FILE_BYTES:
            return None, [Trouble(file, 1, f"has more than {_LARGEST_FILE_BYTES} bytes", "is it a file of rules?")]
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return None, [Trouble(file, 1, f"cannot be read ({error})", "make it a readable file in UTF-8")]
    if path.suffix == ".toml":
        return read_outlet_rules(text, file)
    rules, troubles = read_site_config(text, file)
    return DatedRules(path.name.removesuffix(".txt").removeprefix("www.").lower(), rules), troubles
