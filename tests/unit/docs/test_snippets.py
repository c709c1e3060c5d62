import re
from pathlib import Path

import pytest

from tests.unit.docs.pages import PAGES, ROOT, Block, blocks

EXAMPLES = ROOT / "docs" / "examples"
#: Files that hold nothing to show.
UNSHOWN = "__init__.py"


@pytest.mark.parametrize("block", blocks("python"), ids=str)
def test_a_python_block_is_the_file_that_it_names(block: Block) -> None:
    assert block.source, "name its file in a comment above it: <!-- docs/examples/… -->"
    assert block.text == (ROOT / block.source).read_text(encoding="utf-8")


def test_every_example_is_shown_somewhere() -> None:
    shown = {block.source for block in blocks("python")}

    files = {str(path.relative_to(ROOT)) for path in EXAMPLES.rglob("*.py") if path.name != UNSHOWN}

    assert files - shown == set()


@pytest.mark.parametrize("block", blocks("diff"), ids=str)
def test_a_diff_fits_the_file_that_it_names(block: Block) -> None:
    assert block.source
    there = (ROOT / block.source).read_text(encoding="utf-8").splitlines()

    assert [line for line in block.text.splitlines() if line[0] in " -" and line[1:] not in there] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    local = [target.partition("#")[0] for target in targets if "://" not in target and not target.startswith("#")]

    assert [target for target in local if not (page.parent / target).exists()] == []


def test_anchors_lead_to_headings() -> None:
    missing = []
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", page.read_text(encoding="utf-8")):
            text = (page.parent / target if target else page).read_text(encoding="utf-8")
            headings = {
                re.sub(r"[^\w -]", "", line.lstrip("#").strip().lower()).replace(" ", "-")
                for line in text.splitlines()
                if line.startswith("#")
            }
            if anchor not in headings:
                missing.append(f"{page.name}: {target}#{anchor}")

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_lines_are_no_longer_than_a_screen_is_wide(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    pasted = re.compile(r"<!-- demo output -->.*<!-- /demo output -->", re.DOTALL)

    assert [line for line in pasted.sub("", text).splitlines() if len(line) > 120] == []
