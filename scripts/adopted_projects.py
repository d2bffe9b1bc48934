"""Adopts copies of public projects, compares what they come to before and after, and writes docs/adopted-projects.md.

Run with folders of projects in clones: `python scripts/adopted_projects.py [--build] FOLDER…`. Rows of other projects
stay. It needs cargo, and maturin in the environment that it runs in; crates are fetched as cargo always does.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ironwheel import _core

PAGE = Path(__file__).parent.parent / "docs" / "adopted-projects.md"
COLUMNS = ("project", "commit", "what is added, and why", "sdist", "linters", "cargo check", "full build")
HEADER = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|\n"
MATURIN = (sys.executable, "-m", "maturin")
UNREAD = "reads nothing of it"
WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "core.autocrlf=false")
# What cargo says of its own progress, which depends on what it has done before.
PROGRESS = re.compile(r" *[A-Z][a-z]+(ing|ed|s)\b.*|\s*|.*\bgenerated \d+ warnings?\b.*|.*Blocking waiting.*")
# What no machine but the one it runs on decides: it is named, and not compared further.
CAUSES = {
    r"toml is invalid|invalid .*pyproject": "maturin refuses its pyproject.toml",
    r"has been yanked|failed to (select a version|get)": "a dependency cannot be had",
    r"linker|-sys|pkg-config|cmake|protoc|No such file or directory": "something that it needs is not on the machine",
    r"nightly|unstable|feature\(|E0554": "it needs a nightly Rust",
    r"newer than|unsupported|maximum supported|interpreter": "it takes other Pythons or Rusts",
}


class Outcome(NamedTuple):
    """What came of a command: what it made, or why it failed."""

    made: dict[str, str]
    why: str = ""


class Project(NamedTuple):
    """A copy of a project, in a repository of its own; what is built of it stands in `target`."""

    top: Path
    folder: Path
    target: Path

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command in the project."""
        target = {"CARGO_TARGET_DIR": str(self.target), "PYO3_PYTHON": sys.executable}
        # A toolchain file must not make rustup fetch another one.
        toolchain = {"RUSTUP_TOOLCHAIN": os.environ.get("RUSTUP_TOOLCHAIN", "stable"), "NO_COLOR": "1"}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=os.environ | target | toolchain,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """Return what git answers."""
        done = self.run("git", "-C", self.top, *WHO, *arguments)
        done.check_returncode()
        return done.stdout

    def adopt(self, *given: str) -> subprocess.CompletedProcess[str]:
        """Run the command that all this is about."""
        return self.run(sys.executable, "-m", "ironwheel", "adopt", *given)

    def state(self) -> dict[str, tuple[int, bytes]]:
        """Return all files with their modes, and git's index."""
        found = {"the index": (0, self.git("ls-files", "--stage").encode())}
        for path in sorted(self.top.rglob("*")):
            if ".git" not in path.relative_to(self.top).parts and (path.is_symlink() or path.is_file()):
                content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
                found[str(path)] = (path.lstat().st_mode, content)
        return found

    def crate(self) -> Path | None:
        """Return the crate that maturin builds."""
        text = (self.folder / "pyproject.toml").read_text("utf-8")
        named = re.search(r'^manifest-path *= *"(.*?)"', text, re.MULTILINE)
        places = [self.folder / path for path in ((named and named[1]) or "Cargo.toml", "rust/Cargo.toml")]
        return next((path for path in places if path.exists()), None)


def failure(said: str) -> Outcome:
    """The outcome of a command that failed, with the cause as far as it is a known one."""
    lines = [line for line in said.splitlines() if re.match(r"\W*(error|.*\bCaused by)", line)]
    sys.stderr.write(said[-2000:])  # for whoever is to believe the cause
    found = (what for cause, what in CAUSES.items() if re.search(cause, said))
    return Outcome({"said": "\n".join(sorted(set(lines)))}, next(found, "it does not compile here"))


def check(project: Project) -> Outcome:
    """What `cargo check` says, but for its progress."""
    done = project.run(
        "cargo", "check", "--message-format=short", f"--manifest-path={project.crate() or 'Cargo.toml'}"
    )
    if done.returncode:
        return failure(done.stderr)
    lines = sorted({line for line in done.stderr.splitlines() if not PROGRESS.fullmatch(line)})
    return Outcome(dict.fromkeys(lines, ""))


def linted(project: Project) -> Outcome:
    """What ruff says, and mypy where the project has settings for it."""
    said = project.run(sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise").stdout
    settings = (project.folder / "pyproject.toml").read_text("utf-8")
    if "[tool.mypy" in settings or (project.folder / "mypy.ini").exists():
        said += project.run(sys.executable, "-m", "mypy", "--cache-dir", os.devnull).stdout
    return Outcome(dict.fromkeys(said.splitlines(), ""))


def made(project: Project, *command: str) -> Outcome:
    """The files, with digests, in what maturin makes: an archive in an empty folder."""
    out = Path(tempfile.mkdtemp(dir=project.target))
    done = project.run(*MATURIN, *command, f"--out={out}")
    if done.returncode:
        return failure(done.stderr)
    (archive,) = out.iterdir()
    found = {archive.name: ""}
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            contents = {name: wheel.read(name) for name in wheel.namelist()}
            wheel.extractall(out)
        tops = {
            Path(name).parts[0].partition(".")[0]
            for name in contents
            if not re.search(r"\.(dist-info|libs)/", name)
        }
        for name in tops:
            done = project.run(
                sys.executable, "-c", f"import sys; sys.path.insert(0, {str(out)!r}); import {name}"
            )
            found[f"import {name}"] = str(done.returncode) + done.stderr
        # The list of digests has those of the library, whose symbols have names of their own in each build.
        contents = {
            name: b"" if re.search(r"\.so|\.pyd|RECORD$|/sboms/", name) else text
            for name, text in contents.items()
        }
    else:
        with tarfile.open(archive) as sdist:
            members = [
                (member.name.partition("/")[2], sdist.extractfile(member))
                for member in sdist
                if member.isfile()
            ]
            contents = {name: file.read() for name, file in members if file}
    shutil.rmtree(out)
    return Outcome(found | {name: hashlib.sha256(text).hexdigest() for name, text in contents.items()})


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


def adopted(project: Project, measures: dict[str, Callable[[Project], Outcome]]) -> list[str]:
    """Adopt a project; the cells of its row, but for its name and commit."""
    project.git("init", "--quiet")
    project.git("add", "--all", "--force")
    project.git("commit", "--quiet", "--message=Before")
    project.adopt("--defaults")
    written = set(project.git("diff", "--staged", "--name-only", "--relative").splitlines())
    project.adopt("--abort")
    # What cargo does not read cannot change what it says.
    is_read = any(path.endswith((".rs", "Cargo.toml", "Cargo.lock")) for path in written)
    asked = {name: measure for name, measure in measures.items() if is_read or name != "cargo check"}
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
    return [
        broken[0] if broken else reasons(done.stdout),
        *(compared(before[name], after[name], written) if name in asked else UNREAD for name in measures),
    ]


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


def row(source: Path, *, build: bool) -> str:
    """The row of one project in a clone."""
    asked = ["git", "-C", str(source), "rev-parse", "--show-toplevel", "--show-prefix", "HEAD"]
    top, prefix, head = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()
    name = f"{re.sub(r'[+]|__', '/', Path(top).name, count=1)}/{prefix}".rstrip("/")
    measures: dict[str, Callable[[Project], Outcome]] = {
        "sdist": lambda project: made(project, "sdist"),
        "linters": linted,
        "cargo check": check,
    }
    if build:
        measures["full build"] = lambda project: made(project, "build", f"--interpreter={sys.executable}")
    target = Path(tempfile.gettempdir(), "adopted-projects-target")
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, Path(top).name)
        shutil.copytree(top, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        cells = adopted(Project(copy, copy / prefix, target), measures)
    cells += [""] * (not build)
    return f"| {name} | {head[:12]} | {' | '.join(cells)} |\n".replace("|  |", "| |")


def main() -> None:
    """Adopt each project, and write its row at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    parser.add_argument("--build", action="store_true", help="build and import the wheels, too")
    given = parser.parse_args()
    for folder in given.folders:
        found = row(folder.resolve(), build=given.build)
        before, _, table = PAGE.read_text("utf-8").partition(HEADER)
        rows = {line.split(" | ")[0]: line for line in [*table.splitlines(keepends=True), found]}
        PAGE.write_text(
            before + HEADER + "".join(sorted(rows.values(), key=str.casefold)), "utf-8", newline="\n"
        )
        sys.stdout.write(found)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
