"""The verbs of the generated project's task runner: they are told of, they call what they say, and they help who fails."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from render import rendered

FILES = {path: content.decode() for path, content in rendered().items()}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def just(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the task runner in a folder that has the project's justfile and nothing else."""
    (folder / "justfile").write_text(FILES["justfile"], "utf-8")
    (program,) = Path(sys.executable).parent.glob("just*")
    return subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def stand_in(folder: Path, name: str, script: str) -> None:
    """Make a program of the environment that notes how it is called."""
    program = folder / ".venv" / "bin" / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\necho {name} "$@" >> calls\n{script}\n', "utf-8")
    program.chmod(0o755)


def test_the_guide_tells_of_every_verb(tmp_path: Path) -> None:
    verbs = just(tmp_path, "--summary").stdout.split()
    told = re.findall(r"^\| `just (\w+)", FILES["CONTRIBUTING.md"], re.MULTILINE)
    assert sorted(told) == sorted(verbs)


def test_a_release_sets_the_version_and_tags_it(tmp_path: Path) -> None:
    for name in ("python", "ironwheel"):
        stand_in(tmp_path, name, "")
    assert just(tmp_path, "release", "minor").returncode == 0
    assert (tmp_path / "calls").read_text("utf-8").splitlines() == [
        "python -m pip install --quiet --group check",
        "ironwheel version --bump minor --tag",
    ]


@pytest.mark.parametrize("verb", ["build", "test", "check"])
def test_a_verb_that_fails_says_who_may_know_why(tmp_path: Path, verb: str) -> None:
    for name in ("python", "maturin"):
        stand_in(tmp_path, name, "exit 3")
    failed = just(tmp_path, verb)
    assert failed.returncode == 3
    assert "uvx ironwheel doctor" in failed.stderr.splitlines()[-2]


def test_a_verb_that_succeeds_says_nothing_of_it(tmp_path: Path) -> None:
    stand_in(tmp_path, "maturin", "")
    done = just(tmp_path, "build")
    assert done.returncode == 0
    assert "doctor" not in done.stderr + done.stdout
