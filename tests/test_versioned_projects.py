"""The table of versioned projects is whole: what it promises of each is kept, for 25 and more."""

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "versioned-projects.md"
VERSION = r"[0-9][\w.]*(?P<{}>, without cargo)?"
ROW = re.compile(
    r"\| [\w.-]+/[\w./-]+ \| [0-9a-f]{12}(?: \(fresh lock\))? \| [0-9][\w.]* \| (?P<places>\d+) \| (?P<files>\d+)"
    rf" \| {VERSION.format('minor')} \| {VERSION.format('rc')} \| (?P<back>the same bytes|they differed before) \|"
)


def test_each_project_has_one_version_and_gives_it_back() -> None:
    rows = PAGE.read_text("utf-8").partition("|---|---|---|---|---|---|---|---|\n")[2].splitlines()
    read = [ROW.fullmatch(row) for row in rows]
    assert all(read), [row for row, found in zip(rows, read, strict=True) if not found]
    outcomes = [found.groupdict() for found in read if found]
    assert sum(not each["minor"] and not each["rc"] for each in outcomes) >= 25
    assert sum(each["back"] == "the same bytes" for each in outcomes) >= 25
    assert sum(int(each["places"]) > int(each["files"]) for each in outcomes) >= 8
