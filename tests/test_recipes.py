"""Whoever follows the recipes in the generated CONTRIBUTING.md ends with a project that every tool is content with."""

import sys
from pathlib import Path

import pytest

from built import AT_HAND, install, python_at_hand, run
from render import render_repository

pytestmark = pytest.mark.slow

PLAIN = """
/// Writes a number.
#[must_use]
pub fn written(number: u64) -> String {
    itoa::Buffer::new().format(number).to_owned()
}
"""
EXPORTED = """
    /// Write a number.
    #[pyfunction]
    #[pyo3(signature = (number, /))]
    fn written(number: u64) -> String {
        crate::written(number)
    }

    /// A number.
    #[pyclass(frozen)]
    struct Number {
        /// The number.
        #[pyo3(get)]
        value: u64,
    }

    #[pymethods]
    impl Number {
        #[new]
        #[pyo3(signature = (value, /))]
        fn new(value: u64) -> Self {
            Self { value }
        }

        /// Give `pickle` and `copy` the arguments that make an equal one.
        fn __getnewargs__(&self) -> (u64,) {
            (self.value,)
        }
    }
"""
TESTS = """import pickle

from my_package import Number, written


def test_writes_a_number() -> None:
    assert written(12) == "12"


def test_a_number_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Number(12))).value == 12
"""


def edit(file: Path, before: str, new: str) -> None:
    """Put text in front of the last place of `before`."""
    head, found, tail = file.read_text("utf-8").rpartition(before)
    assert found
    file.write_text(head + new + found + tail, "utf-8")


def test_a_function_a_class_and_a_dependency_are_added(tmp_path: Path) -> None:
    project = render_repository(tmp_path / "project", {})
    run("cargo", "add", "--quiet", "itoa", cwd=project)
    edit(project / "src/lib.rs", "\n#[cfg(test)]", PLAIN)
    edit(project / "src/py.rs", "}\n", EXPORTED)
    ironwheel = [sys.executable, "-m", "ironwheel", "check"]
    run(*ironwheel, "--select", "stub", "--fix", "--unsafe-fixes", cwd=project)
    package = project / "python/my_package/__init__.py"
    edit(package, "Pattern, hamming\n", "Number, written, ")
    edit(package, '"Pattern", "__version__"', '"Number", "written", ')
    (project / "tests/test_number.py").write_text(TESTS, "utf-8")

    for ruff in (["check", "--fix"], ["format"]):
        run(sys.executable, "-m", "ruff", *ruff, cwd=project)
    run("cargo", "fmt", "--check", cwd=project)
    run("cargo", "clippy", "--all-targets", "--features=python", "--", "-D", "warnings", cwd=project)
    run(sys.executable, "-m", "mypy", cwd=project)
    run(*ironwheel, "--extend-select=info", cwd=project)
    build = [
        sys.executable,
        "-m",
        "maturin",
        "build",
        "--locked",
        "--out=dist",
        "--interpreter",
        sys.executable,
    ]
    run(*build, cwd=project)
    run(python_at_hand(AT_HAND[0]) or sys.executable, "-m", "venv", "--without-pip", ".venv", cwd=project)
    (python,) = [*project.glob(".venv/bin/python"), *project.glob(".venv/Scripts/python.exe")]
    groups = [f"--group={project / 'pyproject.toml'}:{group}" for group in ("lint", "test")]
    install(python, *groups, next((project / "dist").glob("*.whl")))
    assert "10 passed" in run(python, "-m", "pytest", cwd=project)
