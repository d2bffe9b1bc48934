"""`scaffold check` at a terminal of 80 columns: no line is wrapped, and each rule's page is one command away."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run, Terminal


@pytest.fixture
def project(scaffold: Run, machine: Path) -> Path:
    assert scaffold("new", "thing").returncode == 0
    manifest = machine / "thing" / "Cargo.toml"
    manifest.write_text(manifest.read_text().replace("abi3-py311", "abi3-py312"))
    return machine / "thing"


@pytest.mark.parametrize("options", [[], ["--color", "never"]], ids=["colour", "plain"])
def test_findings_fit_the_terminal(
    terminal: Callable[..., Terminal], project: Path, options: list[str]
) -> None:
    screen = terminal("check", *options, cwd=project, size=(60, 80))
    text = screen.until("explains a rule")
    assert screen.end() == 1
    assert "error[python/abi3-above-requires]" in text
    assert "https://" not in text
    assert "rule NAME` explains a rule" in text


def test_a_log_has_the_address_of_the_page(scaffold: Run, project: Path) -> None:
    done = scaffold("check", cwd=project)
    assert "docs/rules/python/abi3-above-requires.md" in done.stdout
    assert "explains a rule" not in done.stdout
