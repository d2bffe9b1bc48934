"""Fixes copies of public projects, compares what cargo and maturin read before and after, and writes docs/fixed-projects.md.

Run with folders of clones: `python scripts/fixed_projects.py FOLDER…`. Rows of other projects stay. It needs cargo, and
maturin in the environment that it runs in; nothing is compiled.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from email.parser import HeaderParser
from pathlib import Path

from ironwheel import _core

PAGE = Path(__file__).parent.parent / "docs" / "fixed-projects.md"
COLUMNS = ("project", "commit", "safe fixes", "cargo and maturin read", "unsafe fixes", "version and names")
HEADER = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|\n"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, without the network."""
    environment = {"CARGO_NET_OFFLINE": "true", "NO_COLOR": "1", "RUSTUP_TOOLCHAIN": "stable"}
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def crate(folder: Path) -> str:
    """The manifest of the crate that maturin builds, as far as pyproject.toml says."""
    named = re.search(
        r'^manifest-path *= *"(.*?)"', (folder / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )
    return named[1] if named else "rust/Cargo.toml" if (folder / "rust/Cargo.toml").exists() else "Cargo.toml"


def of_cargo(folder: Path) -> object:
    """What cargo reads, or `None` where it refuses the manifest."""
    done = run(
        folder, "cargo", "metadata", "--no-deps", "--format-version=1", f"--manifest-path={crate(folder)}"
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


def of_maturin(folder: Path) -> str | None:
    """The metadata that maturin writes, or `None` where it cannot."""
    with tempfile.TemporaryDirectory() as out:
        command = ("maturin", "pep517", "write-dist-info", f"--metadata-directory={out}")
        done = run(folder, sys.executable, "-m", *command, f"--interpreter={sys.executable}")
        found = list(Path(out).glob("*/METADATA"))
        return found[0].read_text("utf-8") if done.returncode == 0 and found else None


def names(cargo: object, maturin: str | None) -> tuple[object, object]:
    """The versions and names in both."""
    packages = cargo["packages"] if isinstance(cargo, dict) else []
    fields = HeaderParser().parsestr(maturin or "")
    return [(package["name"], package["version"]) for package in packages], (
        fields["Name"],
        fields["Version"],
    )


def fix(folder: Path, *, unsafe: bool) -> str:
    """Fix a project, and again, which should change nothing; return how much was fixed."""
    repair = _core.fix(folder, unsafe_fixes=unsafe, extend_select=["info"])
    for change in repair.changes:
        path = folder / change["path"]
        if change["after"] is None:
            path.unlink()
        else:
            path.write_bytes(change["after"])
    again = _core.fix(folder, unsafe_fixes=unsafe, extend_select=["info"])
    return f"{repair.fixed}{', **and more in a second run**' if again.changes else ''}"


def verdict(before: object, after: object) -> str:
    """Whether two readings are the same."""
    return "the same" if before == after else "**differs**"


def row(clone: Path, folder: Path, commit: str) -> str:
    """The row of one project in a copy of its clone."""
    first = of_cargo(folder), of_maturin(folder)
    safe = fix(folder, unsafe=False)
    after = first if safe == "0" else (of_cargo(folder), of_maturin(folder))
    unsafe = fix(folder, unsafe=True)
    last = after if unsafe == "0" else (of_cargo(folder), of_maturin(folder))
    unread = [what for what, reading in zip(("cargo", "maturin"), first, strict=True) if reading is None]
    read = verdict(first, after) + (f"; {' and '.join(unread)} cannot read it here" if unread else "")
    lost = [
        reading for reading, late in zip(after, last, strict=True) if reading is not None and late is None
    ]
    kept = "**no longer read**" if lost else verdict(names(*after), names(*last))
    name = (
        f"{clone.name.replace('+', '/', 1).replace('__', '/', 1)}/{folder.relative_to(clone)}".removesuffix(
            "/."
        )
    )
    return f"| {name} | {commit} | {safe} | {read} | {unsafe} | {kept} |\n"


def main() -> None:
    """Fix every project of every clone and write the table anew."""
    before, _, table = PAGE.read_text("utf-8").partition(HEADER)
    rows = {line.split(" | ")[0]: line for line in table.splitlines(keepends=True)}
    clones = (path for folder in sys.argv[1:] for path in Path(folder).iterdir() if path.is_dir())
    for clone in sorted(clones):
        commit = run(clone, "git", "rev-parse", "HEAD").stdout[:12].strip()
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch).resolve() / clone.name
            shutil.copytree(clone, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
            (copy / ".git").mkdir()  # the top of the repository
            for project in map(Path, _core.discover(copy)):
                line = row(copy, project, commit)
                rows[line.split(" | ")[0]] = line
        PAGE.write_text(before + HEADER + "".join(rows[name] for name in sorted(rows)), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
