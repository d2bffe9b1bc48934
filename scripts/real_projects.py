"""Checks public projects and writes the table of what was found in them: docs/real-projects.md.

Run with a folder of clones: `python scripts/real_projects.py FOLDER`. A verdict that stands in the table is kept as long as
the findings are the same; otherwise a `?` asks a person for one.
"""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from ironwheel import _core

PAGE = Path(__file__).parent.parent / "docs" / "real-projects.md"
HEADER = "| repository | commit | projects | errors and warnings | verdict |\n|---|---|---|---|---|\n"
ROW = re.compile(r"\| (?P<name>\S+) \| .* \| (?P<found>[^|]*) \| (?P<verdict>[^|]*) \|")


def row(clone: Path, verdicts: dict[tuple[str, str], str]) -> str:
    """The row of one clone."""
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=clone, check=True, capture_output=True, text=True)
    projects = _core.discover(str(clone))
    rules: Counter[str] = Counter()
    for report in _core.check_all(projects, done=lambda _: None):
        if isinstance(report, str):
            sys.exit(f"{clone}: {report}")
        rules.update(f"{finding['severity']} {finding['rule']}" for finding in report.findings)
    counted = (f"{rule}{f' ({count})' if count > 1 else ''}" for rule, count in sorted(rules.items()))
    found, name = "<br>".join(counted) or "none", clone.name.replace("+", "/", 1)
    verdict = verdicts.get((name, found), "?") if rules else ""
    return f"| {name} | {done.stdout[:12].strip()} | {len(projects)} | {found} | {verdict} |\n"


def main() -> None:
    """Check every clone and write the table anew."""
    before, _, table = PAGE.read_text("utf-8").partition(HEADER)
    known = [found for line in table.splitlines() if (found := ROW.fullmatch(line))]
    verdicts = {(found["name"], found["found"]): found["verdict"] for found in known}
    clones = sorted(path for path in Path(sys.argv[1]).iterdir() if _core.discover(str(path)))
    rows = [row(clone, verdicts) for clone in clones]
    PAGE.write_text(before + HEADER + "".join(rows), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
