"""The table of adopted projects is whole: what it promises of each is kept, for a dozen and more."""

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "adopted-projects.md"
SAME = "the same(?:, and what is new)?"
ALIKE = r"fails alike: [\w .]+"
# Each part with its reason, and what it adds.
WHY = r"(?:\*\*[a-z]+\*\* \([^()]+\):(?: `[^`]+`)+ ?)+|-"
ROW = re.compile(
    rf"\| [\w.-]+/[\w./-]+ \| [0-9a-f]{{12}} \| (?:{WHY})"
    rf" \| (?P<sdist>{SAME}|{ALIKE}) \| the same \| (?P<check>the same|{ALIKE}|reads nothing of it)"
    rf" \|(?: (?P<wheel>{SAME}|{ALIKE}))? \|(?: (?P<tests>the same: (?:\d+ [\w ,]+|none)|{ALIKE}))? \|(?P<types> the same)? \|"
)


def test_each_project_comes_to_what_it_came_to() -> None:
    rows = PAGE.read_text("utf-8").partition(f"{'|---' * 9}|\n")[2].splitlines()
    read = [ROW.fullmatch(row) for row in rows]
    assert all(read), [row for row, found in zip(rows, read, strict=True) if not found]
    outcomes = [found.groupdict() for found in read if found]
    assert len(outcomes) >= 24
    assert sum(each["sdist"].startswith("the same") for each in outcomes) >= 12
