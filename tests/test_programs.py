"""Only what a person has installed is started, and the documentation says who starts it, where, and with what around it."""

import ast
import contextlib
import os
import re
import subprocess
from pathlib import Path

import pytest

from conftest import Run, tree
from ironwheel import programs
from versions import git, release

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "python" / "ironwheel"
PAGE = ROOT / "docs" / "programs.md"


def test_the_page_names_every_place_that_starts_a_program() -> None:
    """The first and the last column of its table, against the calls of the doors and the names that they are given."""
    calls = re.compile(
        r"programs\.(?:run|attend)\(\s*([\w\"\[\].]+)|_version\((?:_beside\(python, )?\"(\w+)\"|\b(?:copier\.run_copy)\("
    )
    # Names that a call takes from elsewhere.
    known = {
        "path": "python",
        'python["path"]': "python",
        "python": "python",
        "given.other": "what you name",
        "": "git",
    }
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for call in calls.finditer(path.read_text("utf-8")):
            name = call[2] or (call[1] or "").strip('"') if '"]' not in (call[1] or "") else call[1]
            if name != "name":  # the names are those of `_version`
                found.add((path.relative_to(PACKAGE).as_posix(), known.get(name, name)))
    rows = re.findall(r"^\| `?([\w ]+?)`? \|.*\| `([\w/]+\.py)` \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {(file, program) for program, file in rows} == found
    assert len(found) == 14


def test_nothing_else_starts_anything() -> None:
    """`subprocess` has one door; these are the other ways."""
    starts = re.compile(
        r"os\.(exec|fork|popen|posix_spawn|spawn|startfile|system)|pty\.|multiprocessing|webbrowser"
    )
    for path in PACKAGE.rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        started = [call.lineno for call in calls if starts.match(ast.unparse(call.func))]
        assert not started, path


@pytest.mark.skipif(os.name == "nt", reason="the programs of this machine are scripts")
def test_what_only_reads_starts_nothing(
    machine: Path, scaffold: Run, examples: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    traps = machine.parent / "traps"
    traps.mkdir()
    for name in (
        "git",
        "cargo",
        "rustc",
        "rustup",
        "python",
        "python3",
        "maturin",
        "uv",
        "ld",
        "ldconfig",
        "sh",
    ):
        (traps / name).write_text(f"#!/bin/sh\n: >{machine.parent}/canary\n")
        (traps / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(traps))
    for arguments in (["check", *examples], ["check", "--fix", examples[0]], ["show", examples[0]], ["rule"]):
        assert scaffold(*arguments).returncode in (0, 1)
    assert not (machine.parent / "canary").exists()


@pytest.mark.skipif(os.name == "nt", reason="the programs of this machine are scripts")
@pytest.mark.parametrize("place", ["", ".", "tools"])
def test_a_program_in_the_folder_where_somebody_works_is_not_started(
    machine: Path, scaffold: Run, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (machine / "tools").mkdir()
    for name in ("git", "cargo", "uv", "just"):
        program = machine / place / name
        program.write_text(f"#!/bin/sh\n: >{machine}/canary\n")
        program.chmod(0o755)
    assert programs.find("cargo") is None
    monkeypatch.setenv("PATH", os.pathsep.join([place, os.environ["PATH"]]))
    assert programs.find("cargo") is None
    assert Path(programs.find("git") or "").is_absolute()
    done = scaffold("new", "thing", "--defaults")
    assert done.returncode == 0, done.stderr
    assert "cargo is not installed" in done.stdout
    assert not (machine / "canary").exists()


@pytest.fixture
def canary(machine: Path) -> Path:
    """The folder to work in is a repository that somebody else has configured; what that starts leaves this file."""
    git(machine, "init", "--quiet")
    canary, trap = machine.parent / "canary", machine.parent / "programs" / "trap"
    trap.write_text(f"#!/bin/sh\n: >{canary}\nexit 1\n")
    trap.chmod(0o755)
    for key in ("core.sshCommand", "core.fsmonitor", "core.pager", "credential.helper"):
        git(machine, "config", key, str(trap))
    (machine.parent / "programs" / "ssh").write_text("#!/bin/sh\nexit 1\n")
    (machine.parent / "programs" / "ssh").chmod(0o755)
    with contextlib.suppress(subprocess.CalledProcessError):
        git(machine, "ls-remote", "ssh://localhost/x")
    assert canary.exists(), "the trap does not work"
    canary.unlink()
    return canary


@pytest.mark.skipif(os.name == "nt", reason="the programs of this machine are scripts")
@pytest.mark.parametrize("source", ["ssh://localhost/house.git", "git@localhost:house.git"])
def test_the_repository_where_somebody_is_does_not_say_how_a_template_is_read(
    machine: Path, scaffold: Run, canary: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setenv("COPIER_CACHE_DIR", str(machine.parent / "cache"))
    done = scaffold("new", "thing", "--defaults", "--template", source)
    assert done.returncode == 2
    assert f"git cannot read the template {source}" in done.stderr
    assert not canary.exists()


@pytest.mark.skipif(os.name == "nt", reason="the programs of this machine are scripts")
@pytest.mark.parametrize("source", ["../house", "~/../house"])
def test_a_template_may_be_named_from_where_somebody_is(machine: Path, scaffold: Run, source: str) -> None:
    files = {
        "copier.yml": "_subdirectory: template\nproject_name: {type: str, default: it}\n",
        "template/a.txt": "a\n",
    }
    release(machine.parent / "house", files)
    arguments = ("--defaults", "--template", source)
    assert scaffold("new", "thing", *arguments).returncode == 0
    made = tree(machine / "thing")
    assert made["a.txt"] == b"a\n"
    answers = made[".copier-answers.yml"]
    assert isinstance(answers, bytes)
    assert f"_src_path: {source}\n" in answers.decode()
    done = scaffold("update", "thing", *arguments)
    assert (done.returncode, "nothing to change" in done.stdout) == (0, True), done
