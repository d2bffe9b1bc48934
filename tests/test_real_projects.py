"""The table of what real projects are told says of every finding whether it is true."""

import re
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "real-projects.md"
ROW = re.compile(
    r"\| [\w.-]+/[\w.-]+ \| [0-9a-f]{12} \| [1-9]\d* \| (?P<found>[^|]+) \| (?P<verdict>[^|]*) \|"
)


def test_every_row_has_a_commit_and_every_finding_a_verdict() -> None:
    rows = PAGE.read_text("utf-8").partition("|---|---|---|---|---|\n")[2].splitlines()
    read = [ROW.fullmatch(row) for row in rows]
    assert all(read), [row for row, found in zip(rows, read, strict=True) if not found]
    assert len(rows) >= 40
    for row in filter(None, read):
        assert row["verdict"].startswith("true") is (row["found"] != "none"), row[0]


def test_no_fix_changes_what_cargo_and_maturin_read() -> None:
    rows = (
        (DOCS / "fixed-projects.md")
        .read_text("utf-8")
        .partition("|---|---|---|---|---|---|\n")[2]
        .splitlines()
    )
    assert len(rows) >= 110
    for row in rows:
        _, _, safe, read, unsafe, kept = row.strip("| ").split(" | ")
        assert (safe + unsafe).isdecimal(), row
        assert (read.partition(";")[0], kept) == ("the same", "the same"), row
