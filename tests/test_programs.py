"""Only what a person has installed is started, and the documentation says who starts it, where, and with what around it."""

import ast
import os
import re
from pathlib import Path

import pytest

from conftest import Run
from ironwheel import programs

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "python" / "ironwheel"
PAGE = ROOT / "docs" / "programs.md"


def test_the_page_names_every_place_that_starts_a_program() -> None:
    """The last column of its table."""
    calls = re.compile(r"programs\.run\(\s*\"(\w+)\"|\b(?:copier\.run_copy)\(")
    found = {
        (path.relative_to(PACKAGE).as_posix(), call[1] or "git")
        for path in PACKAGE.rglob("*.py")
        for call in calls.finditer(path.read_text("utf-8"))
    }
    rows = re.findall(r"^\| `(\w+)` .*\| `([\w/]+\.py)` \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {(file, program) for program, file in rows} == found
    assert len(found) == 3


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
