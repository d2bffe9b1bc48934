"""Where people stand: every command finds its project from any folder inside it, and from its files."""

from pathlib import Path

import pytest

from conftest import Run

HERE = ["thing", "thing/python/thing", "thing/src", "thing/.github/workflows"]
FILES = ["thing/pyproject.toml", "thing/src/lib.rs", "thing/python/thing/__init__.py"]


@pytest.fixture
def project(scaffold: Run, machine: Path) -> Path:
    assert scaffold("new", "thing").returncode == 0
    return machine / "thing"


@pytest.mark.parametrize("place", HERE)
def test_a_command_finds_its_project_from_inside(
    scaffold: Run, machine: Path, project: Path, place: str
) -> None:
    here = machine / place
    up = "../" * (len(Path(place).parts) - 1)
    shown = scaffold("show", cwd=here)
    assert shown.returncode == 0, shown.stderr
    assert f"  {up}pyproject.toml:" in shown.stdout
    assert scaffold("check", cwd=here).returncode == 0
    assert scaffold("update", "--check", cwd=here).returncode == 0
    assert "the project is up to date" in scaffold("update", "--defaults", cwd=here).stdout
    assert scaffold("adopt", "--dry-run", cwd=here).returncode == 0


@pytest.mark.parametrize("path", [*HERE, *FILES])
def test_a_path_inside_stands_for_its_project(scaffold: Run, project: Path, path: str) -> None:
    assert "  thing/pyproject.toml:" in scaffold("show", path).stdout
    manifest = project / "Cargo.toml"
    manifest.write_text(manifest.read_text().replace("abi3-py311", "abi3-py312"))
    done = scaffold("check", path, "--output-format", "concise")
    assert done.returncode == 1
    assert done.stdout.startswith("thing/Cargo.toml:")


def test_what_is_below_a_folder_comes_first(scaffold: Run, machine: Path, project: Path) -> None:
    inner = project / "examples" / "inner"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text("[build-system]\nrequires = ['maturin']\n[")
    done = scaffold("check", "thing/examples", "--output-format", "concise")
    assert "thing/examples/inner/pyproject.toml" in done.stdout
    # A file is in the nearest project, whatever is beside it.
    (project / "examples" / "a.txt").touch()
    assert scaffold("check", "thing/examples/a.txt").returncode == 0


def test_where_there_is_no_project_it_is_said(scaffold: Run, machine: Path) -> None:
    (machine / "notes.txt").touch()
    for command in ("check", "show"):
        for path in (".", "notes.txt"):
            done = scaffold(command, path)
            assert done.returncode == 2
            assert "no maturin project in" in done.stderr


def test_outside_a_repository_nothing_deep_is_looked_for(scaffold: Run, machine: Path, project: Path) -> None:
    """It may be a home, or the root of the disk, with all that is below."""
    assert scaffold("show").returncode == 0, "the one project in a folder here"
    (machine / "deep").mkdir()
    project.rename(machine / "deep" / "thing")
    assert "no maturin project in" in scaffold("show").stderr
    (machine / ".git").mkdir()
    assert scaffold("show").returncode == 0, "a repository has an end"


def test_update_names_adopt_where_there_are_no_answers(scaffold: Run, machine: Path, project: Path) -> None:
    (project / ".copier-answers.yml").unlink()
    for option in ("--check", "--dry-run"):
        done = scaffold("update", option, cwd=project / "src")
        assert done.returncode == 2
        assert "was not made from a template: it has no .copier-answers.yml" in done.stderr
        assert "ironwheel adopt`" in done.stderr
