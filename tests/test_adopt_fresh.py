"""What generators make is adopted, and comes to what it came to before: sdist, `cargo check`, wheel and import."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from adopted_measures import Project
from adopted_projects import UNREAD, adopted
from built import TARGET
from files import write

pytestmark = pytest.mark.slow

MODULE = """\
use pyo3::prelude::*;

/// A Python module implemented in Rust.
#[pymodule]
mod _core {
    use pyo3::prelude::*;

    #[pyfunction]
    fn hello() -> String {
        "Hello!".to_string()
    }
}
"""
CRATE = """\
[package]
name = "fresh"
version = "0.1.0"
edition = "2024"

[lib]
name = "_core"
# "cdylib" is necessary to produce a shared library for Python to import from.
crate-type = ["cdylib"]

[dependencies]
# the stable ABI, with the lowest Python
pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
"""
COMMON = {"Cargo.toml": CRATE, "README.md": "", "src/lib.rs": MODULE}
# As `uv init --build-backend maturin` lays a project out.
UV = COMMON | {
    ".python-version": "3.11\n",
    ".gitignore": "# Python-generated files\n__pycache__/\n*.py[oc]\nbuild/\ndist/\nwheels/\n*.egg-info\n\ntarget/\n",
    "src/fresh/__init__.py": "from fresh._core import hello\n\n\ndef main() -> None:\n    print(hello())\n",
    "src/fresh/_core.pyi": "def hello() -> str: ...\n",
    "pyproject.toml": """\
[project]
name = "fresh"
version = "0.1.0"
description = "Add your description here"
readme = "README.md"
requires-python = ">=3.11"
dependencies = []

[project.scripts]
fresh = "fresh:main"

[tool.maturin]
module-name = "fresh._core"
python-packages = ["fresh"]
python-source = "src"

[tool.uv]
cache-keys = [{ file = "pyproject.toml" }, { file = "src/**/*.rs" }, { file = "Cargo.toml" }]

[build-system]
requires = ["maturin>=1.0,<2.0"]
build-backend = "maturin"
""",
}
# As the cookie of scientific-python lays one out: tools of its own in groups, nox, workflows.
COOKIE = COMMON | {
    ".github/workflows/ci.yml": "on: push\njobs: {}\n",
    ".github/dependabot.yml": "version: 2\nupdates: []\n",
    ".pre-commit-config.yaml": "repos: []\n",
    "noxfile.py": "import nox\n",
    "src/fresh/__init__.py": '"""Fresh."""\n\nfrom ._core import hello as hello\n',
    "src/fresh/py.typed": "",
    "tests/test_package.py": "import fresh\n\n\ndef test_hello() -> None:\n    assert fresh.hello()\n",
    "pyproject.toml": """\
[build-system]
requires = ["maturin>=1.9,<2"]
build-backend = "maturin"


[project]
name = "fresh"
version = "0.1.0"
authors = [
  { name = "My Name", email = "me@email.com" },
]
readme = "README.md"
license = "BSD-3-Clause"
requires-python = ">=3.11"
classifiers = [
  "Programming Language :: Python :: 3.11",
  "Typing :: Typed",
]

[dependency-groups]
test = [
  "pytest >=9",
]
dev = [
  { include-group = "test" },
]


[tool.maturin]
module-name = "fresh._core"
python-source = "src"
sdist-generator = "git"  # default is cargo


[tool.pytest]
minversion = "9.0"
testpaths = [
  "tests",
]


[tool.mypy]
files = ["src", "tests"]

[[tool.mypy.overrides]]
module = "fresh.*"
disallow_untyped_defs = true


[tool.ruff.lint]
extend-select = [
  "ARG",    # flake8-unused-arguments
]
""",
}


def _new(layout: list[str], folder: Path) -> None:
    command = [sys.executable, "-m", "maturin", "new", "--bindings=pyo3", *layout, str(folder)]
    subprocess.run(command, check=True, capture_output=True)


GENERATORS: dict[str, Callable[[Path], None]] = {
    "maturin new": partial(_new, []),
    "maturin new --mixed": partial(_new, ["--mixed"]),
    "maturin new --src": partial(_new, ["--mixed", "--src"]),
    "uv init": partial(write, files=UV),
    "cookie": partial(write, files=COOKIE),
}


@pytest.mark.parametrize("generator", GENERATORS)
def test_what_is_fresh_comes_to_the_same(tmp_path: Path, generator: str) -> None:
    folder = tmp_path / "fresh"
    GENERATORS[generator](folder)
    TARGET.mkdir(parents=True, exist_ok=True)
    cells = adopted(Project(folder, folder, TARGET), {"sdist", "cargo check", "wheel"})
    _, sdist, _, checked, wheel, *_ = cells
    same = ("the same", "the same, and what is new")
    assert checked in ("the same", UNREAD)
    assert sdist in same
    # A stub, its marker, and what the package says of itself may be new.
    assert wheel in same
