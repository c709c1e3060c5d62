"""No expression of the cleaner reads a text from each of its places to the end."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]

#: Of 123: where fewer are found, they are no longer looked for where they are.
FEWEST = 110
#: Begins of places, and why what they are tried on never reaches them.
EXCUSED = {
    "judge_page._LOOKS_LIKE_PAGE": "is matched at the beginning only, and within a sample",
    "scan_html._TOKEN": "is matched where the last match ended; what is no tag is searched for its sign in C",
    "read_byline.": "reads no line that is longer than a byline",
    "agencies.": "reads no line that is longer than a credit, or the end of one",
}


def test_no_expression_takes_more_than_one_reading() -> None:
    tried = subprocess.run(
        [sys.executable, "-m", "tests.unit.cleaner.hostile.expressions"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"shared:.:{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True,
        text=True,
        check=True,
    )
    *slow, count = tried.stdout.splitlines()

    print(count)
    assert int(count.split()[0]) >= FEWEST
    assert [line for line in slow if not line.startswith(tuple(EXCUSED))] == []
