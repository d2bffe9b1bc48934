"""`scaffold update` where there is nothing to do: nothing is rendered to find that out."""

from pathlib import Path

import pytest

from conftest import Run


@pytest.fixture
def project(scaffold: Run, machine: Path) -> Path:
    assert scaffold("new", "thing").returncode == 0
    return machine / "thing"


def test_it_renders_nothing(scaffold: Run, project: Path, machine: Path) -> None:
    # A render needs a folder for temporary files, and there is none.
    (machine.parent / "temporary").rmdir()
    (machine.parent / "temporary").touch()
    for options in ([], ["--dry-run"], ["--license", "MIT OR Apache-2.0"]):
        done = scaffold("update", *options, cwd=project)
        assert (done.returncode, done.stderr) == (0, "")
        assert "nothing to change: the project is up to date" in done.stdout


@pytest.mark.parametrize("change", [["--license", "MIT"], ["--preset", "minimal"], ["--data", "nothing=1"]])
def test_another_answer_is_something(scaffold: Run, project: Path, change: list[str]) -> None:
    assert "up to date" not in scaffold("update", "--dry-run", *change, cwd=project).stdout
