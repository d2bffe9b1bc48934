"""Whatever step a command is killed at, or finds the disk full: the next run finishes it, and nothing is lost."""

import itertools
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from breaking import FULL, FULL_ONCE, KILLED, Breaker
from conftest import Run, tree
from versions import QUESTIONS, commit, git, release, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no processes to fork here"),
]

# Long runs break every step; short ones those in the person's folder, and fill the disk at one of a few only.
ALL = "FERRISWHEEL_BREAKS" in os.environ
FEW = 6
LINES = "".join(f"line {number}\n" for number in range(1, 21))
ONE = {
    "template/a.txt": LINES,
    "template/b.txt": LINES.replace("line", "row"),
    "template/gone.txt": "gone\n",
    "template/{{ package }}/run.sh": "#!/bin/sh\n",
    "copier.yml": QUESTIONS.replace("demo", "one"),
}
TWO = {path: text for path, text in ONE.items() if "gone" not in path} | {
    "template/a.txt": LINES + "more\n",
    "template/b.txt": LINES.replace("line", "row").replace("row 9\n", "row nine\n"),
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

Seen = dict[str, bytes | str]


class Case(NamedTuple):
    """A command in a world of its own, and the exit codes that it may have when it is run once more.

    Args:
        world: The folder with all that the command may touch.
        cwd: Where in it the command is run.
        arguments: The command.
        again: The exit codes of a run after one that was broken.
    """

    world: Path
    cwd: str
    arguments: Sequence[str | Path]
    again: set[int]


def new(machine: Path, template: Path, where: str) -> Case:
    world = machine / "world"
    (world / "empty").mkdir(parents=True)
    (world / "mine.txt").write_text("mine\n")
    destination = {"fresh": "deep/demo", "empty": "empty", "here": "."}[where]
    arguments = ["new", destination, "--defaults", "--template", template]
    return Case(world, "empty" if where == "here" else ".", arguments, {0, 2})


def update(machine: Path, template: Path, scaffold: Run, *, abort: bool = False) -> Case:
    world = start(template, machine / "world")
    (world / "b.txt").write_text(LINES.replace("line", "row").replace("row 9\n", "row of mine\n"))
    commit(world)
    (world / "untracked").write_text("mine\n")
    arguments = ["update", "--template", template, "--defaults", "--data=package=two"]
    if not abort:
        return Case(world, ".", arguments, {0, 1})
    assert scaffold(*arguments, cwd=world).returncode == 1
    return Case(world, ".", ["update", "--abort"], {0, 2})


@pytest.fixture
def case(request: pytest.FixtureRequest, machine: Path, scaffold: Run, tmp_path: Path) -> Case:
    kind, _, how = request.param.partition(" ")
    if kind == "check":
        world = machine / "world"
        for name in ["one", "two"][: 1 if how.endswith("one") else 2]:
            for path, text in CONTRADICTORY.items():
                (world / name / path).parent.mkdir(parents=True, exist_ok=True)
                (world / name / path).write_text(text)
        return Case(world, ".", ["check", how.split()[0], "."], {0, 1})
    template = release(tmp_path / "template", ONE, TWO)
    if kind == "new":
        return new(machine, template, how)
    return update(machine, template, scaffold, abort=how == "--abort")


@pytest.fixture
def breaker(machine: Path) -> Iterator[Breaker]:
    started = Breaker()
    yield started
    started.close()


def ours(name: str) -> bool:
    return any(part.startswith(".scaffold-") for part in name.split("/"))


def seen(world: Path) -> Seen:
    """What a person has: the files, and what git says of them."""
    found: Seen = {name: text for name, text in tree(world).items() if not ours(name)}
    for folder in sorted(path.parent.relative_to(world) for path in world.rglob(".git")):
        if not ours(folder.as_posix()):
            found[f"{folder}: git"] = git(world / folder, "ls-files", "-s") + git(
                world / folder, "log", "--format=%s"
            )
    return found


def is_whole(now: Seen, before: Seen, after: Seen, case: Case) -> bool:
    """Whether all is as before, or all as after; each project for itself if it is about more than one."""
    if case.arguments[0] != "check":
        return now in (before, after)
    return all(
        {name: text for name, text in now.items() if name.startswith(project)}
        in [
            {name: text for name, text in each.items() if name.startswith(project)}
            for each in (before, after)
        ]
        for project in ("one", "two")
    )


def left(world: Path) -> list[str]:
    return [str(path) for path in world.rglob(".scaffold-*")]


CASES = [
    "check --fix one",
    "check --fix",
    "check --add-ignore",
    "update --abort",
]


@pytest.mark.parametrize("how", [KILLED, FULL_ONCE, FULL])
@pytest.mark.parametrize("case", CASES, indirect=True)
def test_broken_at_any_step_nothing_is_lost_and_the_next_run_finishes(
    machine: Path, breaker: Breaker, case: Case, how: str
) -> None:
    def fresh(name: str) -> Path:
        return Path(shutil.copytree(case.world, machine / name, symlinks=True))

    before = seen(case.world)
    whole = fresh("whole")
    done = breaker.run(case.arguments, whole / case.cwd)
    after = seen(whole)
    assert before != after, done
    assert not left(whole)
    every = ALL or (how == KILLED and case.arguments[0] != "new")
    for nth in itertools.count(1, 1 if every else FEW):
        world = fresh("broken")
        broken = breaker.run(case.arguments, world / case.cwd, nth, how, within="" if ALL else world)
        if not broken.reached:
            break
        told = (nth, broken)
        now = seen(world)
        # Each file is the old or the new one, and none is gone.
        for name in before.keys() | now.keys():
            assert now.get(name) in (before.get(name), after.get(name)), (name, told)
        if broken.code is not None:
            assert "bug" not in broken.said, told
            assert is_whole(now, before, after, case) or "run the command again" in broken.said, told
        again = breaker.run(case.arguments, world / case.cwd)
        assert again.code in case.again, (told, again)
        assert seen(world) == after, (told, again)
        assert not left(world), (told, again)
        shutil.rmtree(world)
    assert nth > 10
