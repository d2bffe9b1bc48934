"""What a copy of a project comes to: its archives, and what linters, type checkers, cargo and its own tests say."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

MATURIN = (sys.executable, "-m", "maturin")
UV = (sys.executable, "-m", "uv", "--quiet")
WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "core.autocrlf=false")
# No build and no test may take longer, in seconds.
PATIENCE = "900"
# What people call a group, an extra or a list of what their tests need.
TESTING = re.compile(r"(unit|unittest|test|tests|testing|dev|all-dev)")
LISTS = ("*requirements*.txt", "requirements/*.txt", "tests/*requirements*.txt")
# What cargo says of its own progress, which depends on what it has done before.
PROGRESS = re.compile(r" *[A-Z][a-z]+(ing|ed|s)\b.*|\s*|.*\bgenerated \d+ warnings?\b.*|.*Blocking waiting.*")
# What no machine but the one it runs on decides: it is named, and not compared further.
CAUSES = {
    r"^out of time": "it takes more than a quarter of an hour here",
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

    @property
    def python(self) -> Path:
        """Return the interpreter that it is built for, in an environment of its own."""
        return self.target / "venv" / "bin" / "python"

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command in the project, as long as it does not take too long."""
        mine = {
            "CARGO_TARGET_DIR": str(self.target),
            "CARGO_PROFILE_DEV_DEBUG": "false",
            "PYO3_PYTHON": str(self.python),
            "VIRTUAL_ENV": str(self.python.parent.parent),
            # A toolchain file must not make rustup fetch another one.
            "RUSTUP_TOOLCHAIN": os.environ.get("RUSTUP_TOOLCHAIN", "stable"),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "NO_COLOR": "1",
        }
        done = subprocess.run(
            ("timeout", PATIENCE, *command),
            cwd=self.folder,
            env=os.environ | mine,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode == 124:  # as `timeout` says it
            done.stderr = "out of time"
        return done

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

    def start(self) -> None:
        """Give it a new environment."""
        made = self.run(*UV, "venv", "--clear", f"--python={sys.executable}", self.python.parent.parent)
        made.check_returncode()

    def manifest(self) -> dict[str, Any]:
        """Return its pyproject.toml."""
        return tomllib.loads((self.folder / "pyproject.toml").read_text("utf-8"))

    def crate(self) -> Path | None:
        """Return the crate that maturin builds."""
        named = self.manifest().get("tool", {}).get("maturin", {}).get("manifest-path", "Cargo.toml")
        places = [self.folder / path for path in (named, "rust/Cargo.toml")]
        return next((path for path in places if path.exists()), None)


def failure(said: str) -> Outcome:
    """The outcome of a command that failed, with the cause as far as it is a known one."""
    lines = [line for line in said.splitlines() if re.match(r"\W*(error|.*\bCaused by)", line)]
    lines = [re.sub(r"\bline \d+", "line", line) for line in lines]  # there are more before it
    sys.stderr.write(said[-2000:])  # for whoever is to believe the cause
    found = (what for cause, what in CAUSES.items() if re.search(cause, said, re.MULTILINE))
    return Outcome({"said": "\n".join(sorted(set(lines)))}, next(found, "it does not compile here"))


def sdist(project: Project) -> Outcome:
    """The files of the source distribution."""
    return _made(project, "sdist")


def wheel(project: Project) -> Outcome:
    """The files of the wheel, and what comes of importing each of its modules."""
    return _made(project, "build", f"--interpreter={project.python}")


def _made(project: Project, *command: str) -> Outcome:
    """The files, with digests, in what maturin makes: an archive in an empty folder."""
    out = Path(tempfile.mkdtemp(dir=project.target))
    done = project.run(*MATURIN, *command, f"--out={out}")
    if done.returncode:
        return failure(done.stderr)
    (archive,) = out.iterdir()
    found = {archive.name: ""}
    if archive.suffix == ".whl":
        # With what it depends on, which an import may need, as far as that can be had.
        project.run(*UV, "pip", "install", f"--python={project.python}", archive)
        with zipfile.ZipFile(archive) as opened:
            contents = {name: opened.read(name) for name in opened.namelist()}
            opened.extractall(out)
        names = [name for name in contents if not re.search(r"\.(dist-info|libs|data)/", name)]
        tops = {Path(name).parts[0].partition(".")[0] for name in names}
        for name in filter(str.isidentifier, tops):
            code = f"import sys; sys.path.insert(0, {str(out)!r}); import {name}"
            done = project.run(project.python, "-c", code)
            found[f"import {name}"] = str(done.returncode) + done.stderr.replace(str(out), "")
        # The list of digests has those of the library, whose symbols have names of their own in each build.
        contents = {
            name: b"" if re.search(r"\.so|\.pyd|RECORD$|/sboms/|\.data/scripts/", name) else text
            for name, text in contents.items()
        }
    else:
        with tarfile.open(archive) as opened:
            files = {
                member.name.partition("/")[2]: opened.extractfile(member)
                for member in opened
                if member.isfile()
            }
            contents = {name: file.read() for name, file in files.items() if file}
    shutil.rmtree(out)
    return Outcome(found | {name: hashlib.sha256(text).hexdigest() for name, text in contents.items()})


def linters(project: Project) -> Outcome:
    """What ruff says."""
    said = project.run(sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise").stdout
    return _lines(said)


def types(project: Project) -> Outcome:
    """What basedpyright says, which is pyright as PyPI has it, and mypy where the project has settings for it."""
    said = project.run(sys.executable, "-m", "basedpyright", f"--pythonpath={project.python}").stdout
    if "mypy" in project.manifest().get("tool", {}) or (project.folder / "mypy.ini").exists():
        python = f"--python-executable={project.python}"
        said += project.run(sys.executable, "-m", "mypy", "--cache-dir", os.devnull, python).stdout
    return _lines(said)


def check(project: Project) -> Outcome:
    """What `cargo check` says, but for its progress."""
    manifest = f"--manifest-path={project.crate() or 'Cargo.toml'}"
    done = project.run("cargo", "check", "--message-format=short", manifest)
    if done.returncode:
        return failure(done.stderr)
    return _lines("\n".join(line for line in done.stderr.splitlines() if not PROGRESS.fullmatch(line)))


def _lines(said: str) -> Outcome:
    return Outcome(dict.fromkeys(said.splitlines(), ""))


def tests(project: Project) -> Outcome:
    """What pytest says of each test, without a network, in a project that maturin has installed for development."""
    if not any([*project.folder.rglob("test_*.py"), *project.folder.rglob("*_test.py")]):
        return Outcome({})
    install = (*UV, "pip", "install", f"--python={project.python}")
    # What one list wants may contradict another, or not be for this Python: each by itself.
    for wanted in (("pytest",), *_needed(project)):
        project.run(*install, *wanted)
    extras = [
        name
        for name in project.manifest().get("project", {}).get("optional-dependencies", {})
        if TESTING.fullmatch(name)
    ]
    done = project.run(*MATURIN, "develop", "--uv", *(f"--extras={name}" for name in extras))
    if done.returncode:
        return failure(done.stderr)
    report = project.target / "report.xml"
    report.unlink(missing_ok=True)
    alone = ("unshare", "--net", "--map-root-user", "timeout", PATIENCE)
    options = ("-q", "-o", "addopts=", "-p", "no:cacheprovider", f"--junitxml={report}")
    done = project.run(*alone, project.python, "-m", "pytest", *options)
    project.git("clean", "-fdxq")
    if not report.exists():
        return failure(done.stderr + done.stdout)._replace(why="pytest does not come to its tests here")
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        found[name] = next(
            (each.tag for each in case if each.tag in ("failure", "error", "skipped")), "passed"
        )
    return Outcome(found)


def _needed(project: Project) -> Sequence[tuple[str, ...]]:
    """How to ask for what the tests need: each list of the project's by itself."""
    groups = [name for name in project.manifest().get("dependency-groups", {}) if TESTING.fullmatch(name)]
    lists = [
        path for pattern in LISTS for path in project.folder.glob(pattern) if re.search("test|dev", path.name)
    ]
    return [("--group", name) for name in groups] + [("-r", str(path)) for path in sorted(set(lists))]


MEASURES: dict[str, Callable[[Project], Outcome]] = {
    "sdist": sdist,
    "linters": linters,
    "cargo check": check,
    "wheel": wheel,
    "tests": tests,
    "types": types,
}
"""What is measured, in this order: type checkers see what the tests have installed."""
