"""Whatever a person does between updates, nothing that they wrote is lost, and what they never touched is as new.

A machine draws what happens: edits of every kind, links, modes, files that git ignores or does not know, commits, updates to
any later version, now and then one by plain Copier, with the answers in a file of this name or that. Renders are kept between runs, for Copier gives the same for the same answers; all the rest is real.
"""

import contextlib
import functools
import io
import itertools
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from conftest import tree
from ironwheel.cli import program
from ironwheel.errors import AnswerError
from ironwheel.template import render
from ironwheel.template.sources import Template
from versions import QUESTIONS, commit, fresh, git, release, stock

EXAMPLES = int(os.environ.get("IRONWHEEL_SEQUENCES", "300"))
LINES = "".join(f"line {number} of the template\n" for number in range(1, 31))
FLAVOUR = "flavour:\n  type: str\n  choices: [{}]\n  default: plain\n"
SEEDS = ("seed.txt", "python/")
UPDATES = """_exclude:
  - |
    {% if _copier_operation == "update" %}
    /seed.txt
    /python/
    {% endif %}
"""
ANSWERS = (".copier-answers.yml", ".copier-answers.main.yml")

VERSION_1 = {
    "copier.yml": QUESTIONS + UPDATES,
    "template/a.txt": LINES,
    "template/b.txt": LINES.replace("line", "row"),
    "template/docs/c.txt": LINES.replace("line", "part"),
    "template/run.sh": "#!/bin/sh\necho one\n",
    "template/{{ package }}.cfg.jinja": "[{{ package }}]\n" + LINES.replace("line", "option"),
    "template/python/{{ package }}/core.txt.jinja": "import {{ package }}\n" + LINES.replace("line", "code"),
    "template/seed.txt": "seed of the first version\n",
    "template/.gitignore": "*.log\n",
}
VERSION_2 = {path: text for path, text in VERSION_1.items() if path != "template/b.txt"} | {
    "copier.yml": QUESTIONS + UPDATES + FLAVOUR.format("plain, bitter"),
    "template/a.txt": LINES.replace("line 5 of", "line 5 (better) of"),
    "template/renamed.txt": VERSION_1["template/b.txt"] + "row 31\n",
    "template/new.txt.jinja": "flavour: {{ flavour }}\n",
    "template/seed.txt": "seed of the second version\n",
}
VERSION_3 = {path: text for path, text in VERSION_2.items() if path != "template/a.txt"} | {
    "copier.yml": QUESTIONS + UPDATES + FLAVOUR.format("plain, sweet"),
    "template/run.sh": "#!/bin/sh\necho three\n",
    "template/docs/c.txt": VERSION_1["template/docs/c.txt"].replace("part 20 of", "part 20 (better) of"),
}
VERSION_4 = VERSION_3 | {
    "template/a.txt": "back again\n",
    "template/late.txt": "late\n",
    "template/.gitignore": "*.log\n*.tmp\n",
}
VERSIONS = (VERSION_1, VERSION_2, VERSION_3, VERSION_4)
PATHS = [
    "a.txt", "b.txt", "docs/c.txt", "run.sh", "demo.cfg", "python/demo/core.txt", "seed.txt", "renamed.txt", "new.txt",
    "late.txt", "own.txt", "python/demo/own.txt", "docs/deep/own.txt", "x y é.txt",
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("machine")
    release(folder / "template", *VERSIONS)
    return folder


@pytest.fixture(autouse=True)
def kept_renders(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Renders that are kept: the same answers give the same files."""
    real, known = render.render, {}
    number = itertools.count()

    def rendered(source: Template, folder: Path, *, given: dict[str, Any], **how: Any) -> None:
        key = (source.ref, source.answers, tuple(sorted(given.items())))
        if key not in known:
            kept = home / f"render{next(number)}"
            try:
                real(source, kept, given=given, **how)
                known[key] = kept
            except AnswerError as error:
                known[key] = error
        if isinstance(known[key], AnswerError):
            raise known[key]
        shutil.copytree(known[key], folder)

    monkeypatch.setattr(render, "render", rendered)
    monkeypatch.setattr(render, "is_seed", lambda _source, _folder: lambda path: path.startswith(SEEDS))


class Machine(RuleBasedStateMachine):
    """A project, and what its person has written into it so far."""

    home: Path
    numbers = itertools.count()

    @initialize(version=st.integers(1, 3), answers=st.sampled_from(ANSWERS))
    def begin(self, version: int, answers: str) -> None:
        self.project = self.home / f"project{next(self.numbers)}"
        started = self.home / f"start{version}"
        if not started.exists():
            fresh(self.home / "template", started, f"v{version}.0.0")
            (started / "run.sh").chmod(0o755)
            git(started, "init", "--quiet")
            commit(started)
        shutil.copytree(started, self.project, symlinks=True)
        self.answers = answers
        if answers != ANSWERS[0]:
            git(self.project, "mv", ANSWERS[0], answers)
            commit(self.project)
        self.version, self.package = version, "demo"
        self.gone: set[str] = set()
        self.words: dict[str, str] = {}
        self.loose: dict[str, bytes] = {}
        self.is_untouched = True

    def tracked(self) -> list[str]:
        listed = git(self.project, "ls-files", "-z").split("\0")
        return [
            path
            for path in listed
            if path and (self.project / path).is_file() and path != self.answers
            if not (self.project / path).is_symlink()
        ]

    def pick(self, number: int) -> str | None:
        paths = self.tracked()
        return paths[number % len(paths)] if paths else None

    def done(self) -> None:
        self.is_untouched = False
        commit_tracked(self.project)

    @rule(number=st.integers(0, 99), line=st.integers(0, 40))
    def edit(self, number: int, line: int) -> None:
        if (path := self.pick(number)) is None:
            return
        word = f"word-{next(self.numbers)}-of-the-person"
        lines = (self.project / path).read_bytes().splitlines(keepends=True)
        end = b"\r\n" if any(each.endswith(b"\r\n") for each in lines) else b"\n"
        lines.insert(min(line, len(lines)), word.encode() + end)
        (self.project / path).write_bytes(b"".join(lines))
        self.words[word] = path
        self.done()

    @rule(number=st.integers(0, 99))
    def delete(self, number: int) -> None:
        if (path := self.pick(number)) is None:
            return
        text = (self.project / path).read_bytes()
        (self.project / path).unlink()
        self.words = {word: where for word, where in self.words.items() if word.encode() not in text}
        self.gone |= {name for name, seed in self.seeds().items() if seed == path}
        self.done()

    def seeds(self) -> dict[str, str]:
        """Where the template has its seeds."""
        return {"seed": "seed.txt", "core": f"python/{self.package}/core.txt"}

    def come_back(self) -> list[str]:
        """The seeds that somebody has deleted and nobody made again."""
        return [name for name in self.gone if os.path.lexists(self.project / self.seeds()[name])]

    @rule(path=st.sampled_from(PATHS), leads=st.sampled_from(["a.txt", "nowhere", "../run.sh"]))
    def link(self, path: str, leads: str) -> None:
        """Also where a later version will have a file."""
        if os.path.lexists(self.project / path):
            return
        (self.project / path).parent.mkdir(parents=True, exist_ok=True)
        (self.project / path).symlink_to(leads)
        git(self.project, "add", "-f", path)
        self.made(path)
        self.done()

    def made(self, path: str) -> None:
        self.gone -= {name for name, seed in self.seeds().items() if seed == path}

    @rule(number=st.integers(0, 99), to=st.sampled_from(PATHS))
    def rename(self, number: int, to: str) -> None:
        path = self.pick(number)
        if path is None or os.path.lexists(self.project / to):
            return
        (self.project / to).parent.mkdir(parents=True, exist_ok=True)
        git(self.project, "mv", path, to)
        self.gone |= {name for name, seed in self.seeds().items() if seed == path}
        self.made(to)
        self.done()

    @rule(number=st.integers(0, 99))
    def chmod(self, number: int) -> None:
        if path := self.pick(number):
            (self.project / path).chmod((self.project / path).stat().st_mode ^ 0o111)
            self.done()

    @rule(number=st.integers(0, 99))
    def crlf(self, number: int) -> None:
        if path := self.pick(number):
            text = (self.project / path).read_bytes().replace(b"\r\n", b"\n")
            (self.project / path).write_bytes(text.replace(b"\n", b"\r\n"))
            self.done()

    @rule(path=st.sampled_from(PATHS), same=st.booleans())
    def add(self, path: str, same: bool) -> None:
        """Also what a later version will add."""
        if os.path.lexists(self.project / path):
            return
        word = f"word-{next(self.numbers)}-of-the-person"
        (self.project / path).parent.mkdir(parents=True, exist_ok=True)
        (self.project / path).write_text("late\n" if same else f"{word}\n")
        if not same:
            self.words[word] = path
        git(self.project, "add", "-f", path)
        self.made(path)
        self.done()

    @rule(path=st.sampled_from([*PATHS, "notes.log", "docs/trace.log"]))
    def leave_unknown(self, path: str) -> None:
        """A file that git ignores, or does not know."""
        if not os.path.lexists(self.project / path) and path not in self.tracked():
            (self.project / path).parent.mkdir(parents=True, exist_ok=True)
            (self.project / path).write_bytes(b"only here\n")
            self.loose[path] = b"only here\n"
            self.made(path)

    @rule(by=st.integers(1, 3), package=st.sampled_from(["", "", "other", "demo"]))
    def update(self, by: int, package: str) -> None:
        to = min(self.version + by, len(VERSIONS))
        data = [f"--data=package={package}"] if package else []
        before, status = tree(self.project), git(self.project, "status", "--porcelain")
        code, said = run("update", str(self.project), "--template", str(self.home / "template"), "--defaults", f"--to=v{to}.0.0", *data)  # fmt: skip
        if code == 2:
            falls_together = (
                "would get this name" in said
            )  # Two files would have one name: the person has to choose.
            assert falls_together or any(path in said for path in self.loose), said
            assert (tree(self.project), git(self.project, "status", "--porcelain")) == (before, status)
            for path in () if falls_together else self.loose:
                (self.project / path).unlink()
            self.loose = self.loose if falls_together else {}
            return
        self.version, self.package = to, package or self.package
        expected = fresh_tree(self.home, to, self.package)
        assert tree(self.project)[self.answers] == expected[ANSWERS[0]]
        assert self.come_back() == []
        if self.is_untouched and not self.loose:
            assert unseeded(tree(self.project)) == unseeded(expected)
        commit_tracked(self.project)

    @precondition(lambda self: hasattr(self, "version"))
    @rule(by=st.integers(1, 3), turn=st.integers(0, 14))
    def update_by_plain_copier(self, by: int, turn: int) -> None:
        """Rarely, for it takes its time. What it loses itself is not asked for afterwards."""
        to = min(self.version + by, len(VERSIONS))
        if turn or self.loose or to == self.version:
            return
        before = set(self.tracked())
        stock(self.project, answers_file=self.answers, vcs_ref=f"v{to}.0.0")
        self.version, self.is_untouched = to, False
        assert self.come_back() == []
        git(self.project, "add", "--all")
        written = b"".join((self.project / path).read_bytes() for path in self.tracked())
        lost = {word for word in self.words if word.encode() not in written}
        # It loses what stood in files that a version renames or deletes, and nothing else.
        assert {self.words[word] for word in lost} <= before
        self.words = {word: path for word, path in self.words.items() if word not in lost}
        commit_tracked(self.project)

    @precondition(lambda self: hasattr(self, "version"))
    @rule()
    def update_to_the_same(self) -> None:
        before, status = tree(self.project), git(self.project, "status", "--porcelain")
        code, said = run("update", str(self.project), "--template", str(self.home / "template"), "--defaults", f"--to=v{self.version}.0.0")  # fmt: skip
        assert code == 0, said
        assert (tree(self.project), git(self.project, "status", "--porcelain")) == (before, status)

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "project"):
            return
        written = b"\n".join((self.project / path).read_bytes() for path in self.tracked())
        assert not [word for word in self.words if word.encode() not in written]
        assert {path: (self.project / path).read_bytes() for path in self.loose} == self.loose

    def teardown(self) -> None:
        if hasattr(self, "project"):
            shutil.rmtree(self.project)


def commit_tracked(folder: Path) -> None:
    """What git knows, committed."""
    git(folder, "add", "--update")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "work")


def run(*arguments: str) -> tuple[int, str]:
    """What the program answers, in this process."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = program.run(arguments)
    said.seek(0)
    return code, said.read()


@functools.cache
def fresh_tree(home: Path, version: int, package: str) -> dict[str, bytes | str]:
    """What the template makes of a version."""
    folder = home / f"fresh-{version}-{package}"
    return tree(fresh(home / "template", folder, f"v{version}.0.0", package=package))


def unseeded(found: dict[str, bytes | str]) -> dict[str, bytes | str]:
    return {
        path: text
        for path, text in found.items()
        if not path.startswith(("seed.txt", *ANSWERS)) and text != ""
    }


@pytest.mark.slow
def test_nothing_that_a_person_wrote_is_ever_lost(home: Path) -> None:
    Machine.home = home
    how = settings(
        max_examples=EXAMPLES,
        stateful_step_count=8,
        deadline=None,
        # A change is judged by the same histories each time; the long runs draw new ones.
        derandomize="IRONWHEEL_SEQUENCES" not in os.environ,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Machine, settings=how)
