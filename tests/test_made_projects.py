"""Projects as others and we start them take another version and give it back; cargo, maturin and uv agree on it."""

import json
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

from built import run
from conftest import PROGRAM
from ironwheel import _core
from render import render

pytestmark = pytest.mark.slow

UV = ("uv", "init", "--offline", "--no-workspace", "--build-backend", "maturin")
MADE = {
    "maturin new": ("maturin", "new", "--bindings", "pyo3"),
    "maturin new --mixed": ("maturin", "new", "--bindings", "pyo3", "--mixed"),
    "maturin new --src": ("maturin", "new", "--bindings", "pyo3", "--src"),
    "maturin new --bindings bin": ("maturin", "new", "--bindings", "bin"),
    "uv init --lib": (*UV, "--lib"),
    "uv init --package": (*UV, "--app", "--package"),
}
OURS = [("mixed", "cargo"), ("mixed", "pyproject"), ("rust-only", "cargo"), ("workspace", "cargo")]


def made_by(name: str, folder: Path) -> Path:
    """A project that another tool starts, or that our template gives."""
    if name in MADE:
        program, *arguments = MADE[name]
        run(Path(sys.executable).parent / program, *arguments, "heron-x", cwd=folder)
    elif name == "cookie":
        _by_cookie(folder)
    else:
        layout, source = name.split(", ")
        render(folder / "heron-x", {"layout": layout, "version_source": source, "project_name": "heron-x"})
    return folder / "heron-x"


def _by_cookie(folder: Path) -> None:
    """The template of the scientific Python guide, which comes with the sources of its checker."""
    pinned = f"sp-repo-review=={version('sp-repo-review')}"
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download")
    run(*pip, "--no-deps", "--no-binary=sp-repo-review", pinned, cwd=folder)
    [sdist] = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    answers = {
        "project_name": "heron-x",
        "backend": "maturin",
        "org": "ada",
        "url": "https://example.org/heron-x",
        "full_name": "Ada Lovelace",
        "email": "ada@example.org",
    }
    uv = (
        Path(sys.executable).parent / "uv",
        "run",
        "--quiet",
        "--no-project",
        "--with",
        "cookiecutter==2.7.1",
    )
    given = (f"{key}={value}" for key, value in answers.items())
    template = sdist.name.removesuffix(".tar.gz")
    run(*uv, "cookiecutter", "--no-input", template, *given, cwd=folder)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def set_version(project: Path, wanted: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "version", wanted, "--project", project], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [*MADE, "cookie", *map(", ".join, OURS)])
def test_a_version_is_taken_by_all_and_given_back(name: str, tmp_path: Path) -> None:
    project = made_by(name, tmp_path)
    [manifest] = [path for path in map(project.joinpath, ("Cargo.toml", "rust/Cargo.toml")) if path.exists()]
    lock = manifest.with_name("Cargo.lock")
    if not lock.exists():
        run("cargo", "generate-lockfile", cwd=manifest.parent)
    run("cargo", "fetch", "--locked", cwd=manifest.parent)  # cargo is asked offline what it reads
    before = files(project)
    set_version(project, "1.2.0")
    changed = {path for path, content in files(project).items() if before[path] != content}
    own = {
        path
        for path in changed
        if path.endswith(("Cargo.toml", "Cargo.lock", "pyproject.toml", "__init__.py"))
    }
    assert changed - own <= {"CHANGELOG.md"}
    # Where pyproject.toml has the version, the crate of the template has none.
    crate = "0.0.0" if name == "mixed, pyproject" else "1.2.0"
    assert (lock.relative_to(project).as_posix() in own) == (crate == "1.2.0")

    written = lock.read_bytes()
    asked = ("cargo", "metadata", "--format-version=1", "--offline")
    lines = run(*asked, "--locked", cwd=manifest.parent).splitlines()
    told = json.loads(next(line for line in lines if line.startswith("{")))
    assert {each["version"] for each in told["packages"] if each["source"] is None} == {crate}
    run(*asked, cwd=manifest.parent)
    run("cargo", "check", "--quiet", cwd=manifest.parent)
    assert lock.read_bytes() == written, "cargo writes another lock"

    maturin = (sys.executable, "-m", "maturin", "pep517", "write-dist-info")
    run(*maturin, f"--metadata-directory={tmp_path / 'out'}", cwd=project)
    [metadata] = (tmp_path / "out").rglob("METADATA")
    assert re.search(r"^Version: 1\.2\.0$", metadata.read_text("utf-8"), re.MULTILINE)
    rules = {finding["rule"] for finding in _core.check(project).findings}
    assert not [rule for rule in rules if rule.startswith("version/")]

    set_version(project, "0.1.0")
    assert {path: content for path, content in files(project).items() if path != "CHANGELOG.md"} == {
        path: content for path, content in before.items() if path != "CHANGELOG.md"
    }


def test_uv_has_nothing_to_lock_anew(tmp_path: Path) -> None:
    project = made_by("uv init --lib", tmp_path)
    uv = Path(sys.executable).parent / "uv"
    run(uv, "lock", cwd=project)
    set_version(project, "1.2.0rc1")
    assert 'version = "1.2.0rc1"' in (project / "uv.lock").read_text("utf-8")
    run(uv, "lock", "--check", cwd=project)
