"""`scaffold show`: what it says of the rendered project and of those that are broken."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import shapes
from conftest import Run, Terminal

ROOT = Path(__file__).parent.parent


@pytest.fixture
def standard(machine: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "rendered" / "standard", machine / "standard"))


def test_each_line_has_its_places(scaffold: Run, standard: Path) -> None:
    lines = scaffold("show", cwd=standard).stdout.splitlines()
    assert "version          0.1.0  (same spelling in Cargo.toml)  Cargo.toml:3  pyproject.toml:7" in lines
    assert "pymodule         _core  (with the feature `python`)  src/py.rs:16" in lines
    assert "feature          python  pyproject.toml:39  Cargo.toml:15" in lines
    below = scaffold("show", "standard").stdout
    assert "module           my_package._core  standard/pyproject.toml:37" in below


def test_it_fits_on_a_terminal(terminal: Callable[..., Terminal], standard: Path) -> None:
    shown = terminal("show", cwd=standard, size=(54, 80))
    screen = shown.until("LICENSE-MIT")
    assert shown.end() == 0
    assert screen.startswith("version          0.1.0")
    assert "CPython 3.11 and newer" in screen


def test_json_is_what_its_schema_says(scaffold: Run, examples: list[str], standard: Path) -> None:
    for project in [*examples, "standard"]:
        done = scaffold("show", "--output-format", "json", project)
        assert done.returncode == 0, done.stderr
        assert done.stdout.isascii()
        truth = json.loads(done.stdout)
        shapes.validate(truth, ROOT / "docs" / "show.schema.json")
        assert truth["root"] == project
        assert truth["facts"]


def test_what_cannot_be_read_is_said(scaffold: Run, standard: Path) -> None:
    (standard / "Cargo.toml").write_text("[package\n")
    done = scaffold("show", cwd=standard)
    assert done.returncode == 0
    assert "crate            -  (no Cargo.toml with a `[package]` was read)" in done.stdout
    assert "unread           Cargo.toml  (" in done.stdout


def test_no_project_is_explained(scaffold: Run) -> None:
    done = scaffold("show")
    assert done.returncode == 2
    assert "give a folder whose pyproject.toml builds with maturin" in done.stderr


def test_the_page_shows_what_the_program_says(scaffold: Run, standard: Path) -> None:
    """A line of docs/show.md holds the name, the value and the places that the program prints."""
    page = (ROOT / "docs" / "show.md").read_text("utf-8")
    facts = json.loads(scaffold("show", "--output-format", "json", cwd=standard).stdout)["facts"]
    for fact in [fact for fact in facts if fact["topic"] in ("version", "names", "pythons")]:
        line = next(line for line in page.splitlines() if line.startswith(f"{fact['name']:17}"))
        assert fact["value"] in line
        assert all(place["path"] in line for place in fact["places"])
