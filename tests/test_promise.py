"""\"All good\" is a promise: where maturin stops, or what it built cannot be imported, `check` has an error, and only there."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from built import TARGET
from drawn_projects import Drawn, drawn
from files import write
from ironwheel import _core

pytestmark = pytest.mark.slow

# How many projects are drawn: the same ones in each run.
COUNT = int(os.environ.get("IRONWHEEL_DRAWN", "30"))

# What maturin builds, but the standard, the index, or another tool that reads the manifest, refuses, or nobody reads: an error
# all the same.
REFUSED = {
    "maturin/unknown-key",
    "metadata/license-not-spdx",
    "metadata/name-invalid",
    "metadata/unknown-project-key",
    "version/missing",
    "version/static-and-dynamic",
}

# What only the compiler, another crate, or the machine knows.
UNKNOWN = {
    "a syntax error in Rust",
    "pyo3 no such feature",
    '[package] rust-version = "1.999"',
    '[package] edition = "2027"',
    "[tool.maturin] unstable-flags = ['none']",
    'a source with const NONE: &str = env!("NO_SUCH_VARIABLE");',
    '[tool.maturin] features = ["pyo3/none"]',
}

# Loads what the scripts of the distribution in a folder name, too.
IMPORT = """\
import importlib, importlib.metadata, sys
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    module = importlib.import_module(name)
    assert hasattr(module, "add") or hasattr(module, "plus"), f"{name} has no function"
(found,) = importlib.metadata.distributions(path=[sys.argv[1]])
for script in found.entry_points:
    if script.group == "console_scripts":
        script.load()
"""


def fate(project: Drawn, folder: Path) -> str:
    """Say what becomes of a project: nothing where maturin builds it and it can be imported."""
    # As pip has it built; the settings of the profile for wheels count.
    command = [sys.executable, "-m", "maturin", "pep517", "build-wheel", "--out", folder / "out"]
    environment = os.environ | {"CARGO_TARGET_DIR": str(TARGET / "drawn"), "PYO3_PYTHON": sys.executable}
    built = subprocess.run(
        [*command, "--interpreter", sys.executable],
        cwd=folder / "project",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        return built.stderr
    (wheel,) = (folder / "out").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
        is_program = any("/scripts/" in name for name in archive.namelist())
    imports = [] if is_program else project.imports
    imported = subprocess.run(
        [sys.executable, "-c", IMPORT, folder / "site", *imports],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return imported.stderr if imported.returncode else ""


def written(project: Drawn, folder: Path) -> Path:
    """Write a project into `folder` and return its root."""
    shutil.rmtree(folder, ignore_errors=True)
    root = folder / "project"
    write(root, project.files)
    return root


def projects() -> Iterator[Drawn]:
    """Draw projects for ever."""
    seed = 0
    while True:
        yield drawn(seed)
        seed += 1


@pytest.mark.parametrize(
    "project", list(islice(projects(), COUNT)), ids=lambda project: ", ".join(project.changes)
)
def test_check_has_an_error_where_the_build_or_the_import_fails(
    project: Drawn, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # One folder for all: cargo builds nothing anew for a path of another name.
    folder = tmp_path_factory.getbasetemp() / "promise"
    root = written(project, folder)
    found = _core.check(root).findings
    errors = {each["rule"]: each["message"] for each in found if each["severity"] == "error"}
    why = fate(project, folder)
    if why and not errors:
        assert UNKNOWN & set(project.changes), f"{why}\n{project.files}"
    if not why:
        assert not errors.keys() - REFUSED, f"{errors}\n{project.files}"
