"""A stub that our fixes wrote satisfies mypy and stubtest, whatever PyO3 makes."""

import functools
import shutil
import sys
from pathlib import Path

import pytest

import files
from built import TARGET
from render import ROOT, render_repository

pytestmark = pytest.mark.slow

PACKAGE = "rich_stub"

# A stub that somebody began: the fix finds what it lacks.
BEGUN = """# What src/py.rs gives to Python.

__all__ = ["hamming"]

def hamming(left: bytes, right: bytes, /) -> int: ...
"""

# The sample's names are gone with its src/py.rs.
INIT = f"""from {PACKAGE}._core import hamming

__all__ = ["hamming"]
"""

run = functools.partial(files.run, CARGO_TARGET_DIR=str(TARGET / "stub"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A standard project with another API, and beside it a folder in which its wheel is installed."""
    root = tmp_path_factory.mktemp("stub")
    answers = {"preset": "standard", "project_name": "rich-stub"}
    project = render_repository(root / "project", answers)
    shutil.copy(ROOT / "tests" / "stubs" / "rich.rs", project / "src" / "py.rs")
    (project / "python" / PACKAGE / "__init__.py").write_text(INIT, "utf-8")
    run(
        sys.executable, "-m", "maturin", "build", "--out=dist", f"--interpreter={sys.executable}", cwd=project
    )
    (wheel,) = (project / "dist").glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    run(*pip, "install", "--no-deps", "--target", root / "installed", wheel, cwd=root)
    return root


@pytest.mark.parametrize("begun", [None, BEGUN], ids=["made", "completed"])
def test_what_the_fix_writes_is_what_was_built(built: Path, begun: str | None) -> None:
    project, installed = built / "project", built / "installed"
    stub = project / "python" / PACKAGE / "_core.pyi"
    stub.unlink(missing_ok=True)
    if begun:
        stub.write_text(begun, "utf-8")
    fix = ["check", "--select=stub", "--extend-select=info", "--fix", "--unsafe-fixes", "."]
    said = run(sys.executable, "-m", "ironwheel", *fix, cwd=project)
    assert "Fixed" in said
    assert "[stub/" not in said

    shutil.copy(stub, installed / PACKAGE / "_core.pyi")
    paths = {"PYTHONPATH": str(installed), "MYPYPATH": str(installed)}
    run(sys.executable, "-m", "mypy", "--strict", "-p", PACKAGE, cwd=built, **paths)
    run(sys.executable, "-m", "mypy.stubtest", f"{PACKAGE}._core", cwd=built, **paths)
    run(sys.executable, "-m", "ruff", "format", "--check", stub, cwd=project)
    text = stub.read_text("utf-8")
    assert "def hamming(left: bytes, right: bytes, /) -> int: ..." in text
    assert "__all__ = [" in text
    assert '"hamming"' in text
