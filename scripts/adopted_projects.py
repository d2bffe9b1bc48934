"""Adopts copies of public projects, compares what they come to before and after, and writes docs/adopted-projects.md.

Run with folders of projects in clones: `python scripts/adopted_projects.py [--build] FOLDER…`. Rows of other projects
stay. It needs cargo, and maturin, uv, ruff, mypy and basedpyright in the environment that it runs
in; crates and what tests need are fetched as cargo and uv always do.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from adopted_measures import MEASURES, Outcome, Project
from ironwheel import _core

PAGE = Path(__file__).parent.parent / "docs" / "adopted-projects.md"
COLUMNS = ("project", "commit", "what is added, and why", *MEASURES)
HEADER = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|\n"
# What takes long.
BUILDING = {"wheel", "tests"}
UNREAD = "reads nothing of it"


def compared(before: Outcome, after: Outcome, written: set[str]) -> str:
    """Say in a word how two outcomes compare; what adopting wrote may be new, or otherwise."""
    if before.why or after.why:
        return f"fails alike: {before.why}" if before == after else f"**{before} became {after}**"
    other = {
        name
        for name in before.made.keys() | after.made.keys()
        if before.made.get(name) != after.made.get(name)
    }
    known = {Path(path).name for path in written}
    # What pyproject.toml says of the package is told there.
    known |= {"PKG-INFO", "METADATA"} if "pyproject.toml" in known else set()
    strange = {name for name in other if Path(name).name not in known}
    if strange:
        return f"**otherwise: {', '.join(sorted(strange))}**"
    return "the same, and what is new" if other else "the same"


def facts(project: Project) -> list[tuple[str, str | None]]:
    """The version and the names of a project."""
    return [
        (fact["name"], fact["value"])
        for fact in _core.truth(project.folder)
        if fact["topic"] in ("version", "names")
    ]


def counted(after: Outcome) -> str:
    """Say how many tests in Python came to what."""
    counts = Counter(after.made.values())
    words = {"passed": "pass", "failure": "fail", "error": "fail before they begin", "skipped": "are skipped"}
    return ", ".join(f"{counts[result]} {word}" for result, word in words.items() if counts[result]) or "none"


def adopted(project: Project, names: Collection[str]) -> list[str]:
    """Adopt a project and measure what is named; the cells of its row, but for its name and commit."""
    project.start()
    project.git("init", "--quiet")
    project.git("add", "--all", "--force")
    project.git("commit", "--quiet", "--message=Before")
    project.adopt("--defaults")
    written = set(project.git("diff", "--staged", "--name-only", "--relative").splitlines())
    project.adopt("--abort")
    # What cargo does not read cannot change what it says.
    is_read = any(path.endswith((".rs", "Cargo.toml", "Cargo.lock")) for path in written)
    asked = {
        name: MEASURES[name] for name in MEASURES if name in names and (is_read or name != "cargo check")
    }
    known, before = facts(project), {name: measure(project) for name, measure in asked.items()}
    project.git("checkout", "--quiet", "--", ".")
    fresh = project.state()
    done = project.adopt("--defaults")
    under = project.state()
    numbers = [line.split("\t") for line in project.git("diff", "--staged", "--numstat").splitlines()]
    back = project.adopt("--abort")
    promises = {
        "it is refused": done.returncode == 0,
        "a line is gone": {gone for _, gone, _ in numbers} == {"0"},
        "it is not taken back whole": back.returncode == 0 and project.state() == fresh,
        "once more is something else": project.adopt("--defaults").returncode == 0
        and project.state() == under,
        "the version or a name is another": facts(project) == known,
    }
    after = {name: measure(project) for name, measure in asked.items()}
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message=After")
    again = project.state()
    is_done = "nothing to change" in project.adopt("--defaults").stdout
    promises["a second time changes more"] = is_done and project.state() == again
    broken = [f"**{what}** {done.stderr}" for what, is_kept in promises.items() if not is_kept]
    cells = {name: compared(before[name], after[name], written) for name in asked}
    if "tests" in asked and not after["tests"].why:
        cells["tests"] += f": {counted(after['tests'])}"
    cells.setdefault("cargo check", UNREAD)
    return [broken[0] if broken else reasons(done.stdout), *(cells.get(name, "") for name in MEASURES)]


def reasons(said: str) -> str:
    """What adopting proposed: each part with its reason, its files and the lines that they get."""
    proposed = said.partition("\nProposed\n")[2].partition("\n\n")[0]
    found = []
    for line in proposed.splitlines():
        if part := re.match(r"  --without (\S+) +(.*)", line):
            found.append(f"**{part[1]}** ({part[2]}):")
        elif added := re.match(r"        \+ *(.*)", line):
            found += [f"`{added[1]}`"] if added[1] else []
        else:
            found.append(f"`{line.strip()}`")
    return " ".join(found).replace("|", "\\|") or "-"


def row(source: Path, names: Collection[str]) -> str:
    """The row of one project in a clone, with the cells that are named."""
    asked = ["git", "-C", str(source), "rev-parse", "--show-toplevel", "--show-prefix", "HEAD"]
    top, prefix, head = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()
    name = f"{re.sub(r'[+]|__', '/', Path(top).name, count=1)}/{prefix}".rstrip("/")
    target = Path(tempfile.gettempdir(), "adopted-projects-target")
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, Path(top).name)
        shutil.copytree(top, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        cells = adopted(Project(copy, copy / prefix, target), names)
    return "|".join(["", *(f" {cell} " if cell else " " for cell in (name, head[:12], *cells)), "\n"])


def main() -> None:
    """Adopt each project, and write its row at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    parser.add_argument(
        "--build", action="store_true", help="build and import the wheels and run the tests, too"
    )
    given = parser.parse_args()
    names = MEASURES.keys() - (set() if given.build else BUILDING)
    for folder in given.folders:
        found = row(folder.resolve(), names)
        before, _, table = PAGE.read_text("utf-8").partition(HEADER)
        rows = {line.split(" | ")[0]: line for line in [*table.splitlines(keepends=True), found]}
        PAGE.write_text(
            before + HEADER + "".join(sorted(rows.values(), key=str.casefold)), "utf-8", newline="\n"
        )
        sys.stdout.write(found)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
