"""A rendered project builds, installs, passes its own tests, and no tool has anything to say about it."""

import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile
from packaging.version import Version

from built import AT_HAND, install, python_at_hand, run
from ironwheel.template import questions
from render import ROOT, render, render_repository

pytestmark = pytest.mark.slow

PYPROJECT = ROOT / "tests" / "rendered" / "standard" / "pyproject.toml"
# A name decides where lines are broken: all are formatted, and the shortest and the longest are built.
PROJECTS = [(preset, length) for preset in ("minimal", "standard") for length in (1, 20, 64)]
# What has other lines, and more of them, in each preset.
EXTRAS = next(question.choices for question in questions.known() if question.key == "extras")
SHAPES = [
    {},
    {"extras": f"[{', '.join(extra for extra in EXTRAS if extra not in ('docs', 'nightly'))}]"},
    {"layout": "workspace", "stubs": "generated", "extras": "[cli, rayon, benchmarks, property-tests]"},
]
BUILT = [("minimal", 1), ("standard", 64)]

# What sp-repo-review would have and the projects do without, each with its reason.
NOT_WANTED = {
    "standard": set(
        re.findall(r"^\| ([A-Z]+\d+) \|", (ROOT / "docs/template.md").read_text("utf-8"), re.MULTILINE)
    ),
    # The smallest set has no hooks and no workflows that could be in want of something.
    "minimal": {"PY004", "PY006", "PY007", "GH100"},
}


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


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "-".join(shape) or "plain")
@pytest.mark.parametrize(("preset", "length"), PROJECTS)
def test_a_formatter_is_silent_whatever_the_name(
    tmp_path: Path, preset: str, length: int, shape: dict[str, str]
) -> None:
    project = render(tmp_path / "project", answers(preset, length) | shape)
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


def test_sp_repo_review_wants_what_the_docs_say_and_no_more(project: Path) -> None:
    review = [sys.executable, "-m", "repo_review", "--format=json", "."]
    said = subprocess.run(review, check=False, cwd=project, stdout=subprocess.PIPE).stdout
    checks = json.loads(said)["checks"]
    wants = {name for name, check in checks.items() if check["result"] is False}
    assert wants == NOT_WANTED["standard" if (project / "justfile").exists() else "minimal"]
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
    assert "8 passed" in said
    assert "skipped" not in said
    package = next(project.glob("python/*")).name
    look = f"import sys, {package} as it; print('importlib.metadata' in sys.modules, it.__version__)"
    assert run(python, "-c", look, cwd=project) == "False 0.1.0\n"


def test_a_stub_that_is_wrong_ends_with_the_command_that_mends_it(
    project: Path, wheel: Path, environments: dict[str, Path], tmp_path: Path
) -> None:
    python = environments[AT_HAND[0]]
    install(python, "--no-index", "--no-deps", "--force-reinstall", wheel)
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=project)
    stub = Path(packages.strip(), next(project.glob("python/*")).name, "_core.pyi")
    right = stub.read_text("utf-8")
    stub.write_text(right.replace("def distance(self, other: bytes, /) -> int: ...", ""), "utf-8")
    pytest_ = [python, "-m", "pytest", "-q", "--tb=short", "tests/test_stub.py"]
    failed = subprocess.run(pytest_, check=False, cwd=project, stdout=subprocess.PIPE, text=True)
    stub.write_text(right, "utf-8")
    assert failed.returncode == 1
    told = re.findall(r"This writes into the stub what Rust has: uvx ironwheel (.+)", failed.stdout)
    assert told

    copy = shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns("dist"))
    (wrong,) = copy.glob("python/*/_core.pyi")
    wrong.write_text(right.replace("    def distance(self, other: bytes, /) -> int: ...\n", ""), "utf-8")
    run(sys.executable, "-m", "ironwheel", *told[0].split(), cwd=copy)
    assert "def distance(self, other: bytes, /) -> int: ..." in wrong.read_text("utf-8")


def test_the_sdist_has_what_a_build_and_its_tests_need(project: Path, wheel: Path) -> None:
    (sdist,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tracked = set(run("git", "ls-files", cwd=project).split())
    left_out = {name for name in tracked - names if not name.startswith(".")}
    assert left_out == ({"CONTRIBUTING.md", "SECURITY.md", "justfile"} & tracked)
    assert names - tracked == {"PKG-INFO"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere symbols are not in the library itself")
def test_only_what_is_released_is_stripped(project: Path, wheel: Path) -> None:
    develop = [sys.executable, "-m", "maturin", "build", "--locked", "--out=dist/develop"]
    run(*develop, "--interpreter", sys.executable, cwd=project)
    (built,) = (project / "dist" / "develop").glob("*.whl")
    assert (has_symbols(built), has_symbols(wheel)) == (True, False)


def has_symbols(wheel: Path) -> bool:
    """Find out whether a backtrace can name the functions of the extension module in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".so"))
        return ELFFile(io.BytesIO(archive.read(name))).get_section_by_name(".symtab") is not None


def test_git_ignores_all_that_was_built(project: Path, wheel: Path) -> None:
    assert wheel.exists()
    assert run("git", "status", "--porcelain", cwd=project) == ""
