"""Gives copies of public projects other versions, asks cargo and maturin, and writes docs/versioned-projects.md.

Run with folders of projects in clones: `python scripts/versioned_projects.py FOLDER…`. Rows of other projects stay. It
needs git, cargo, and maturin in the environment that it runs in; crates are fetched as cargo always does.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from ironwheel import _core

PAGE = Path(__file__).parent.parent / "docs" / "versioned-projects.md"
COLUMNS = ("project", "commit", "version", "places", "files", "next minor", "its rc", "back")
HEADER = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|\n"
WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "core.autocrlf=false")
CHANGELOGS = re.compile(r"(CHANGELOG|CHANGES|HISTORY)\.(md|rst)|CITATION\.cff")
# A version in either spelling, and how a lock names a dependency.
VERSION = re.compile(
    r"\d+(\.\d+)+(?:[-.]?(?:alpha|beta|preview|pre|post|dev|rc|a|b|c)[-.]?\d*)*(?:\+[\w.]+)?"
)
LOCKED = re.compile(r'^ "([\w-]+)( [^"]*)?",$')


class Project(NamedTuple):
    """A copy of a project, in a repository of its own."""

    top: Path
    folder: Path

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command in the project."""
        toolchain = {"RUSTUP_TOOLCHAIN": os.environ.get("RUSTUP_TOOLCHAIN", "stable"), "NO_COLOR": "1"}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=os.environ | toolchain | {"CARGO_NET_GIT_FETCH_WITH_CLI": "false"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def files(self) -> dict[str, bytes]:
        """Return all files of the copy."""
        paths = (path for path in self.top.rglob("*") if path.is_file() and not path.is_symlink())
        return {
            path.relative_to(self.top).as_posix(): path.read_bytes()
            for path in paths
            if ".git" not in path.relative_to(self.top).parts
        }

    def write(self, *wish: str) -> str:
        """Run the command that all this is about, and return the version that it tells."""
        command = (sys.executable, "-m", "ironwheel", "version", *wish, "--force", "--output-format=json")
        done = self.run(*command)
        assert done.returncode == 0, done.stderr
        return str(json.loads(done.stdout)["pep440"])

    def keep(self) -> None:
        """Commit everything."""
        self.run(
            "git", "-C", self.top, *WHO, "commit", "--quiet", "--all", "--message=kept"
        ).check_returncode()

    def restore(self) -> None:
        """Undo everything."""
        self.run("git", "-C", self.top, "checkout", "--quiet", "--", ".").check_returncode()

    def findings(self) -> set[str]:
        """Return what `check` says of versions and locks."""
        families = ("version", "cargo/lock-unsatisfied")
        report = _core.check(
            self.folder, select=families, ignore=["version/semver-as-dunder"], min_severity="warning"
        )
        return {f"{finding['path']} {finding['rule']}" for finding in report.findings}


def copied(source: Path, place: Path) -> tuple[Project, str]:
    """Return a copy of what is committed, and the commit."""

    def git(*arguments: str) -> str:
        return subprocess.run(
            ("git", "-C", source, *arguments), capture_output=True, encoding="utf-8", check=True
        ).stdout

    top = Path(git("rev-parse", "--show-toplevel").strip())
    copy = place / "copy"
    copy.mkdir()
    for path in filter(None, git("-C", str(top), "ls-files", "-z").split("\0")):
        if (top / path).is_file():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(top / path, copy / path, follow_symlinks=False)
    for command in (
        ("init", "--quiet"),
        ("add", "--all", "--force"),
        ("commit", "--quiet", "--message=copy"),
    ):
        subprocess.run(("git", *WHO, "-C", copy, *command), check=True)
    return Project(copy, copy / source.resolve().relative_to(top)), git(
        "rev-parse", "--short=12", "HEAD"
    ).strip()


def cargo(project: Project, *, locked: bool = True) -> tuple[str, set[str]]:
    """Return why cargo cannot read manifest and lock as they are, or nothing, and the versions that its own crates have."""
    manifest = crate(project)
    arguments = ("--format-version=1", f"--manifest-path={manifest}")
    lock = next(
        (folder / "Cargo.lock" for folder in manifest.parents if (folder / "Cargo.lock").is_file()), None
    )
    before = lock.read_bytes() if lock else None
    done = project.run("cargo", "metadata", *arguments, *(("--locked",) if lock and locked else ()))
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        return next((line for line in lines if line.startswith("error")), "error"), set()
    members = json.loads(done.stdout)
    own = {package["version"] for package in members["packages"] if package["source"] is None}
    project.run("cargo", "metadata", *arguments)
    if lock and lock.read_bytes() != before:
        return "a plain `cargo metadata` writes the lock", own
    if not lock:
        (manifest.parent / "Cargo.lock").unlink(missing_ok=True)
    return "", own


def crate(project: Project) -> Path:
    """Return the manifest of the crate that maturin builds."""
    text = (project.folder / "pyproject.toml").read_text("utf-8")
    named = re.search(r'^manifest-path *= *"(.*?)"', text, re.MULTILINE)
    places = [project.folder / path for path in ((named and named[1]) or "Cargo.toml", "rust/Cargo.toml")]
    return next(path.resolve() for path in places if path.exists())


def maturin(project: Project, place: Path) -> str:
    """Return the version in the metadata that maturin makes, or why it makes none."""
    out = Path(tempfile.mkdtemp(dir=place))
    done = project.run(
        sys.executable, "-m", "maturin", "pep517", "write-dist-info", f"--metadata-directory={out}"
    )
    found = [path.read_text("utf-8") for path in out.rglob("METADATA")]
    if done.returncode or not found:
        return "fails"
    named = re.search(r"^Version: (.*)$", found[0], re.MULTILINE)
    return named[1] if named else "none"


def strange(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Return the files in which something else than a version differs; changelogs are left out."""
    found = sorted(before.keys() ^ after.keys())
    for path in before.keys() & after.keys():
        if before[path] == after[path] or CHANGELOGS.fullmatch(Path(path).name):
            continue
        texts = [content[path].decode().splitlines() for content in (before, after)]
        if path.endswith("Cargo.lock"):
            plain = [sorted(LOCKED.sub(r"\1", VERSION.sub("V", line)) for line in text) for text in texts]
        else:
            plain = [
                [VERSION.sub("V", re.sub(r'"([\^~=]*)\d+(\.\d+)?"', r'"\1V"', line)) for line in text]
                for text in texts
            ]
        if plain[0] != plain[1]:
            found.append(path)
    return found


def tried(
    project: Project, place: Path, wish: tuple[str, ...], known: set[str], *, is_read: bool
) -> tuple[str, str]:
    """Return what is wrong after another version was written, and that version."""
    before = project.files()
    version = project.write(*wish)
    wrong = [f"changes more in {path}" for path in strange(before, project.files())]
    if is_read:
        why, own = cargo(project)
        spelled = json.loads(
            project.run(sys.executable, "-m", "ironwheel", "version", "--output-format=json").stdout
        )
        separate = spelled["separate"]
        if why or (not separate and spelled["semver"] not in own):
            wrong.append(why or "cargo reads another version")
    made = maturin(project, place)
    if made not in (version, "fails"):
        wrong.append(f"maturin makes {made}")
    wrong += [f"check: {finding}" for finding in sorted(project.findings() - known)]
    return "; ".join(wrong), version


def row(source: Path) -> str:
    """Try one project, and return its row in the table."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        project, commit = copied(source, place)
        why, _ = cargo(project)
        if "--locked" in why or "writes the lock" in why:  # It is stale in other ways, too.
            cargo(project, locked=False)
            project.keep()
            commit += " (fresh lock)"
            why, _ = cargo(project)
        told = _core.version(project.folder, tags=[])
        known, before = project.findings(), project.files()
        cells = []
        for wish in (("--bump", "minor", "--bump", "rc"), ("--bump", "minor")):
            project.restore()
            wrong, version = tried(project, place, wish, known, is_read=not why)
            if wrong:
                sys.stderr.write(f"{source}: {wrong}\n")
            cells.append(wrong or (f"{version}, without cargo" if why else version))
        at = (told["source"]["path"], told["source"]["line"])
        project.write(next(each["text"] for each in told["places"] if (each["path"], each["line"]) == at))
        after = project.files()
        differs = [
            path
            for path, content in sorted(before.items())
            if content != after.get(path) and not CHANGELOGS.fullmatch(Path(path).name)
        ]
        written = [each for each in told["places"] if each["written"]]
        name = re.sub(
            r"__|\+", "/", "/".join(source.parts[-len(project.folder.relative_to(project.top).parts) - 1 :])
        )
        if not all(each["agrees"] for each in written):
            back = "they differed before"
        else:
            back = f"differs: {', '.join(differs)}" if differs else "the same bytes"
        values = (
            name,
            commit,
            told["pep440"],
            str(len(written)),
            str(len({each["path"] for each in written})),
            *reversed(cells),
            back,
        )
        return f"| {' | '.join(values)} |\n"


def main() -> None:
    """Try each project, and write its row at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    for folder in parser.parse_args().folders:
        found = row(folder.resolve())
        before, _, table = PAGE.read_text("utf-8").partition(HEADER)
        rows = {line.split(" | ")[0]: line for line in [*table.splitlines(keepends=True), found]}
        PAGE.write_text(
            before + HEADER + "".join(sorted(rows.values(), key=str.casefold)), "utf-8", newline="\n"
        )
        sys.stdout.write(found)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
