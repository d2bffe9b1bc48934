"""Commands that write, each in a world of its own, to be broken in the middle of it; and what must hold then."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from breaking import Breaker, Broken
from conftest import Run, tree
from files import write
from versions import QUESTIONS, commit, git, release, start

LINES = "".join(f"line {number}\n" for number in range(1, 21))
ROWS = LINES.replace("line", "row")
MINE = ROWS.replace("row 9\n", "row of mine\n")
ONE = {
    "template/a.txt": LINES,
    "template/b.txt": ROWS,
    "template/gone.txt": "gone\n",
    "template/{{ package }}/run.sh": "#!/bin/sh\n",
    "copier.yml": QUESTIONS.replace("demo", "one"),
}
TWO = {path: text for path, text in ONE.items() if "gone" not in path} | {
    "template/a.txt": LINES + "more\n",
    "template/b.txt": ROWS.replace("row 9\n", "row nine\n"),
    "template/new/c.txt": "new\n",
}

# A project in which a file is changed, another, and one is added.
CONTRADICTORY = {
    "pyproject.toml": """\
[build-system]
requires = ["maturin>=1.16,<2"]
build-backend = "maturin"

[project]
name = "demo"
version = "0.2.0"
dynamic = ["version"]

[tool.maturin]
module-name = "demo._core"
""",
    "Cargo.toml": '[package]\nname = "demo"\nversion = "0.2.0"\n',
    "Cargo.lock": 'version = 4\n\n[[package]]\nname = "demo"\nversion = "0.1.0"\n',
    "demo/__init__.py": "from ._core import add\n",
    "demo/_core.pyi": "def add(left: int, right: int) -> int: ...\n",
}
# A project whose version stands in several files, some of them above it.
VERSIONED = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n\n[workspace.package]\nversion = "0.1.0"\n',
    "Cargo.lock": """\
version = 4

[[package]]
name = "demo"
version = "0.1.0"
dependencies = [
 "demo-core",
]

[[package]]
name = "demo-core"
version = "0.1.0"
""",
    "crates/core/Cargo.toml": '[package]\nname = "demo-core"\nversion.workspace = true\n',
    "crates/py/Cargo.toml": """\
[package]
name = "demo"
version.workspace = true

[dependencies]
demo-core = { path = "../core", version = "0.1" }
""",
    "crates/py/pyproject.toml": """\
[build-system]
requires = ["maturin>=1.16,<2"]
build-backend = "maturin"

[project]
name = "demo"
version = "0.1.0"

[tool.maturin]
module-name = "demo._core"
""",
    "crates/py/demo/__init__.py": '__version__ = "0.1.0"\n',
}
# What such a project is put under: tables are added, files, and a text that differs from the person's.
HOUSE = {
    "copier.yml": "_subdirectory: template\nproject_name: {type: str}\npackage_name: {type: str}\n",
    "template/pyproject.toml": CONTRADICTORY["pyproject.toml"]
    + "strip = true\n[tool.ruff]\nline-length = 110\n",
    "template/Cargo.toml": CONTRADICTORY["Cargo.toml"] + 'rust-version = "1.90"\n',
    "template/a.txt": LINES,
    "template/b.txt": ROWS,
    "template/docs/c.txt": "c\n",
}
# A crate that cargo can lock without any registry.
CRATE = {
    "template/Cargo.toml": '[package]\nname = "demo"\nversion = "0.1.0"\nedition = "2021"\n[lib]\npath = "demo.rs"\n',
    "template/demo.rs": "",
}

Seen = dict[str, bytes | str]
STATUS = ": status"


class Case(NamedTuple):
    """A command in a world of its own, and how it is run once more.

    Args:
        world: The folder with all that the command may touch.
        cwd: Where in it the command is run.
        arguments: The command.
        again: The exit codes of a run after one that was broken.
        back: What takes it back, if anything does.
    """

    world: Path
    cwd: str
    arguments: Sequence[str | Path]
    again: set[int]
    back: Sequence[str] = ()


NAMES = [
    "check --fix one",
    "check --fix",
    "check --add-ignore",
    "version",
    "version --tag",
    "new fresh",
    "new empty",
    "new here",
    "update",
    "update --abort",
    "adopt",
    "adopt --abort",
]


def make(name: str, machine: Path, scaffold: Run) -> Case:
    """The case of that name; it says of a repository in which state it is."""
    command, _, how = name.partition(" ")
    world, template = machine / "world", machine.parent / "template"
    if command == "check":
        for project in ["one", "two"][: 1 if how.endswith("one") else 2]:
            write(world / project, CONTRADICTORY)
        return Case(world, ".", ["check", how.split()[0], "."], {0, 1})
    if command == "version":
        write(world, VERSIONED)
        if how == "--tag":
            git(world, "init", "--quiet")
            commit(world)
            git(world, "tag", "v0.1.0")
        # A tag that was set right before the end is there.
        return Case(world, "crates/py", ["version", "0.2.0", *how.split()], {0, 2} if how else {0})
    if command == "new":
        return _new(world, release(template, ONE | CRATE), how)
    made = _update(world, release(template, ONE, TWO)) if command == "update" else None
    made = made or _adopt(world, release(template, HOUSE))
    if how == "--abort":
        assert scaffold(*made.arguments, cwd=world).returncode in made.again
        return Case(world, ".", [command, "--abort"], {0, 2})
    return made


def _new(world: Path, template: Path, where: str) -> Case:
    write(world, {"mine.txt": "mine\n"})
    (world / "empty").mkdir()
    destination = {"fresh": "deep/demo", "empty": "empty", "here": "."}[where]
    arguments = ["new", destination, "--defaults", "--template", template]
    return Case(world, "empty" if where == "here" else ".", arguments, {0, 2})


def _update(world: Path, template: Path) -> Case:
    start(template, world)
    write(world, {"b.txt": MINE})
    commit(world)
    write(world, {"untracked": "mine\n"})
    arguments = ["update", "--template", template, "--defaults", "--data=package=two"]
    return Case(world, ".", arguments, {0, 1}, ["update", "--abort"])


def _adopt(world: Path, template: Path) -> Case:
    write(world, CONTRADICTORY | {"b.txt": MINE})
    git(world, "init", "--quiet")
    commit(world)
    write(world, {"untracked": "mine\n"})
    arguments = ["adopt", "--template", template, "--defaults", "--conflicts"]
    return Case(world, ".", arguments, {0, 1, 2}, ["adopt", "--abort"])


def seen(world: Path) -> Seen:
    """What a person has: the files, and what git says of them."""
    found: Seen = {name: text for name, text in tree(world).items() if not _is_ours(name)}
    for folder in sorted(path.parent.relative_to(world) for path in world.rglob(".git")):
        if not _is_ours(folder.as_posix()):
            found[f"{folder}: index"] = git(world / folder, "ls-files", "-s")
            found[f"{folder}: commits"] = git(world / folder, "log", "--format=%s")
            found[f"{folder}: tags"] = git(world / folder, "tag")
            # How the two differ, which is neither old nor new as long as one of them is.
            found[f"{folder}{STATUS}"] = re.sub(
                r".* \.scaffold-.*\n", "", git(world / folder, "status", "--short")
            )
    return found


def _is_ours(name: str) -> bool:
    return any(part.startswith(".scaffold-") for part in name.split("/"))


class Trial:
    """A case, what it comes to when nothing is in its way, and how many times it was broken.

    Attributes:
        case: The case.
        steps: How many times a broken run was judged.
        locks: After how many of them the person had to remove what a killed git had locked.
    """

    def __init__(self, case: Case, breaker: Breaker, *worlds: Mapping[str, str]) -> None:
        """Run it as a whole, and once more in each of these environments, in which it may come to something else."""
        self.case, self._breaker = case, breaker
        self._before = seen(case.world)
        self._after: list[Seen] = []
        self.steps = self.locks = 0
        for environment in ({}, *worlds):
            world = self.fresh()
            done = breaker.run(case.arguments, world / case.cwd, environment=environment)
            self._after.append(seen(world))
            assert self._before not in self._after, done
            _expect_nothing_left(world, done)

    def fresh(self) -> Path:
        """A copy of its world, which takes the place of the last one."""
        world = self.case.world.parent / "broken"
        shutil.rmtree(world, ignore_errors=True)
        return Path(shutil.copytree(self.case.world, world, symlinks=True))

    def judge(self, world: Path, broken: Broken, *step: object) -> None:
        """Find that nothing is lost in a world where the command was broken, and that the next run finishes it."""
        told, now, case = (*step, broken), seen(world), self.case
        self.steps += 1
        # Each file is the old or the new one, and none is gone.
        sides = (self._before, *self._after)
        for name in set(now).union(*sides):
            assert name.endswith(STATUS) or now.get(name) in [side.get(name) for side in sides], (name, told)
        if broken.code is not None:
            assert "bug" not in broken.said, told
            assert self._is_whole(now) or "run the command again" in broken.said, told
        # Whoever has no need to finish it may take it back.
        takes_back = bool(case.back) and self.steps % 2 == 0
        arguments = case.back if takes_back else case.arguments
        again = self._breaker.run(arguments, world / case.cwd)
        removed: list[str] = []
        # A git that is killed may leave several locks: of the index, of the branch, of HEAD.
        while (lock := re.search("if there is none, remove (.*)", again.said)) and lock[1] not in removed:
            Path(lock[1]).unlink()
            removed.append(lock[1])
            again = self._breaker.run(arguments, world / case.cwd)
        self.locks += bool(removed)
        assert again.code in ({0, 2} if takes_back else case.again), (told, again)
        assert seen(world) in ([self._before] if takes_back else self._after), (told, again)
        _expect_nothing_left(world, (told, again))

    def _is_whole(self, now: Seen) -> bool:
        """Whether all is as before, or all as after; each project for itself if it is about more than one."""
        projects = ("one", "two") if self.case.arguments[0] == "check" else ("",)
        return all(
            _part(now, project) in [_part(side, project) for side in (self._before, *self._after)]
            for project in projects
        )


def _part(found: Seen, project: str) -> Seen:
    return {name: text for name, text in found.items() if name.startswith(project)}


def _expect_nothing_left(world: Path, told: object) -> None:
    assert not [path for path in world.rglob("*") if path.name.startswith(".scaffold-")], told
