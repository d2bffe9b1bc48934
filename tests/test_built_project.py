"""A rendered project builds, installs, passes its own tests, and no tool has anything to say about it."""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.version import Version

import files
from render import ROOT, render, render_repository

pytestmark = pytest.mark.slow

TARGET = Path(os.environ.get("IRONWHEEL_TARGET_DIR", ROOT / "target" / "generated"))
PYPROJECT = ROOT / "tests" / "rendered" / "standard" / "pyproject.toml"
# A name decides where lines are broken: all are formatted, and the shortest and the longest are built.
PROJECTS = [(preset, length) for preset in ("minimal", "standard") for length in (1, 20, 64)]
BUILT = [("minimal", 1), ("standard", 64)]

# What sp-repo-review would have and the projects do without, on purpose.
NOT_WANTED = {
    "PY004": "the README is documentation enough to start with",
    "SEC001": "the workflows come from the template, whose own tests run zizmor on them",
    "PY007": "the task runner is just, which it does not know",
    **dict.fromkeys(
        ["PC100", "PC110", "PC140", "PC160", "PC170", "PC180", "PC190"],
        "the hooks run the project's own pinned tools; it knows hooks by their remote repositories alone",
    ),
    **dict.fromkeys(["PC901", "PC902", "PC903"], "the hooks are local, so pre-commit.ci cannot run them"),
}
NOT_WANTED_IN_MINIMAL = NOT_WANTED | {
    "PY006": "the smallest set has no commit hooks",
    "GH100": "the smallest set has no workflows",
}

run = functools.partial(files.run, CARGO_TARGET_DIR=str(TARGET))


def python_at_hand(version: str) -> Path | None:
    """Find an interpreter that really runs: a shim of pyenv need not."""
    candidates = [
        Path(sys.executable),
        *(Path(folder, f"python{version}") for folder in os.get_exec_path()),
        *sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")),
    ]
    for candidate in filter(Path.is_file, candidates):
        say = [candidate, "-c", "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"]
        result = subprocess.run(say, check=False, capture_output=True, text=True)
        if result.returncode == 0 and result.stdout.strip() == version:
            return candidate
    return None


AT_HAND = [version for version in ("3.11", "3.12", "3.13", "3.14", "3.15") if python_at_hand(version)]


def answers(preset: str, length: int) -> dict[str, str]:
    name = ("very-long-" * length)[: length - 1] + "q"
    person = {"author_name": "Ada Lovelace", "repository_url": "https://github.com/ada/q"}
    return {"preset": preset, "project_name": name} | (person if preset == "standard" else {})


@pytest.fixture(scope="session", params=BUILT, ids=lambda project: f"{project[0]}-{project[1]}")
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its lock file, committed."""
    preset, length = request.param
    root = render_repository(
        tmp_path_factory.mktemp(f"{preset}-{length}") / "project", answers(preset, length)
    )
    run("cargo", "generate-lockfile", cwd=root)
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    run(*git, "add", "--all", cwd=root)
    run(*git, "commit", "--quiet", "--message=Lock", "--no-verify", "--no-gpg-sign", cwd=root)
    return root


@pytest.fixture(scope="session")
def wheel(project: Path) -> Path:
    """The project's wheel, built as the release builds it."""
    run(
        sys.executable,
        "-m",
        "maturin",
        "build",
        "--release",
        "--locked",
        "--sdist",
        "--out=dist",
        "--interpreter",
        sys.executable,
        cwd=project,
    )
    (wheel,) = (project / "dist").glob("*.whl")
    return wheel


def install(python: Path, *what: str | Path) -> None:
    """Let our pip install for another Python."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python]
    run(*pip, "install", *what, cwd=python.parent)


@pytest.fixture(scope="session")
def environments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The Pythons of two environments that hold nothing but what a project's tests need."""
    pythons = {}
    for version in {AT_HAND[0], AT_HAND[-1]}:
        folder = tmp_path_factory.mktemp(f"python-{version}")
        run(python_at_hand(version) or sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
        (pythons[version],) = [*folder.glob("bin/python"), *folder.glob("Scripts/python.exe")]
        install(pythons[version], f"--group={PYPROJECT}:test", f"--group={PYPROJECT}:lint")
    return pythons


FORMATTERS = {
    "rustfmt": ["cargo", "fmt", "--check"],
    "ruff check": [sys.executable, "-m", "ruff", "check"],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check"],
    "validate-pyproject": [sys.executable, "-m", "validate_pyproject", "pyproject.toml"],
}
CHECKS = {
    "clippy": ["cargo", "clippy", "--locked", "--all-targets", "--", "-D", "warnings"],
    "clippy with Python": [
        "cargo",
        "clippy",
        "--locked",
        "--all-targets",
        "--features=python",
        "--",
        "-D",
        "warnings",
    ],
    "mypy": [sys.executable, "-m", "mypy", "--strict"],
}
ARTEFACT_CHECKS = {
    "twine": ["twine", "check", "--strict"],
    "check-wheel-contents": ["check_wheel_contents"],
    "abi3audit": ["abi3audit", "--strict"],
}


@pytest.mark.parametrize(("preset", "length"), PROJECTS)
def test_a_formatter_is_silent_whatever_the_name(tmp_path: Path, preset: str, length: int) -> None:
    project = render(tmp_path / "project", answers(preset, length))
    for check, command in FORMATTERS.items():
        assert "warning" not in run(*command, cwd=project).lower(), check


@pytest.mark.parametrize("check", CHECKS)
def test_a_tool_is_silent_on_the_project(project: Path, check: str) -> None:
    said = run(*CHECKS[check], cwd=project)
    assert "warning" not in said.lower()


def test_the_rust_tests_pass_without_python(project: Path) -> None:
    assert "test result: ok. 2 passed" in run(
        "cargo", "test", "--locked", cwd=project, PYO3_PYTHON="no python"
    )


@pytest.mark.parametrize("check", ARTEFACT_CHECKS)
def test_a_tool_is_silent_on_the_wheel(project: Path, wheel: Path, check: str) -> None:
    run(sys.executable, "-m", *ARTEFACT_CHECKS[check], wheel, cwd=project)


def test_the_readme_and_metadata_of_the_sdist_are_taken(project: Path, wheel: Path) -> None:
    (sdist,) = wheel.parent.glob("*.tar.gz")
    assert "PASSED" in run(sys.executable, "-m", "twine", "check", "--strict", sdist, cwd=project)


def test_sp_repo_review_is_content(project: Path) -> None:
    ignored = NOT_WANTED if (project / "justfile").exists() else NOT_WANTED_IN_MINIMAL
    review = [sys.executable, "-m", "repo_review", "--format=json", f"--ignore={','.join(ignored)}", "."]
    checks = json.loads(subprocess.run(review, check=False, cwd=project, stdout=subprocess.PIPE).stdout)[
        "checks"
    ]
    assert not {name for name, check in checks.items() if check["result"] is False}
    assert sum(check["result"] is True for check in checks.values()) > 20


def test_every_dependency_compiles_with_the_oldest_promised_rust(project: Path) -> None:
    packages = json.loads(
        run("cargo", "metadata", "--locked", "--format-version=1", "--all-features", "--quiet", cwd=project)
    )["packages"]
    (own,) = [package for package in packages if package["source"] is None]
    assert len(packages) > 5
    for package in packages:
        assert Version(package["rust_version"] or "1.0") <= Version(own["rust_version"]), package["name"]


@pytest.mark.parametrize("version", sorted({AT_HAND[0], AT_HAND[-1]}))
def test_the_wheel_installs_and_its_tests_pass(
    project: Path, wheel: Path, environments: dict[str, Path], version: str
) -> None:
    python = environments[version]
    install(python, "--no-index", "--no-deps", "--force-reinstall", wheel)
    said = run(python, "-m", "pytest", cwd=project)
    assert "6 passed" in said
    assert "skipped" not in said


def test_git_ignores_all_that_was_built(project: Path, wheel: Path) -> None:
    assert wheel.exists()
    assert run("git", "status", "--porcelain", cwd=project) == ""
