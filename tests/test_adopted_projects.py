"""The table of adopted projects is whole: what it promises of each is kept, for a dozen and more."""

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "adopted-projects.md"
SAME = "the same(?:, and what is new)?"
ALIKE = r"fails alike: [\w .]+"
ROW = re.compile(
    r"\| [\w.-]+/[\w./-]+ \| [0-9a-f]{12} \| (?:`[^|]+`|-) \| (?:`[^|]+`|-)"
    rf" \| (?P<sdist>{SAME}|{ALIKE}) \| (?P<check>the same|{ALIKE}) \|(?: (?P<build>the same|{ALIKE}))? \|"
)


def test_each_project_comes_to_what_it_came_to() -> None:
    rows = PAGE.read_text("utf-8").partition("|---|---|---|---|---|---|---|\n")[2].splitlines()
    read = [ROW.fullmatch(row) for row in rows]
    assert all(read), [row for row, found in zip(rows, read, strict=True) if not found]
    outcomes = [found.groupdict() for found in read if found]
    assert sum(each["check"] == "the same" for each in outcomes) >= 12
    assert sum(each["sdist"].startswith("the same") for each in outcomes) >= 12
    assert sum(each["build"] == "the same" for each in outcomes) >= 3
