"""Plain `copier update`, as fleets and Renovate run it, is safe in every project of ours, and gives what we give."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run, tree
from versions import commit, git, next_bundle

ANSWERS = ".copier-answers.yml"
FIRST, NEXT = "v0.1.0", "v99.0.0"
SEEDS = ("CHANGELOG.md", "LICENSE", "README.md", "python/", "src/", "tests/")
MINE = "a line of mine\n"

# Folders of the template, which come with some answers.
SRC = "{% if layout not in ['workspace', 'dual'] %}src{% endif %}"
PYTHON = "{% if layout not in ['rust-only', 'dual'] %}python{% endif %}"
GITHUB = "{% if ci == 'github' %}.github{% endif %}"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A version that changes each seed and brings more of them, moves a file, adds one and changes settings."""

    def change(template: Path) -> None:
        for path in [
            "README.md.jinja",
            "CHANGELOG.md",
            "LICENSE-MIT.jinja",
            f"{SRC}/lib.rs.jinja",
            "tests/test_hamming.py.jinja",
            f"{PYTHON}/{{{{ package_path }}}}/__init__.py.jinja",
            f"{GITHUB}/dependabot.yml",
            ".editorconfig.jinja",
            "{% if task_runner == 'just' %}justfile{% endif %}.jinja",
        ]:
            with (template / path).open("a") as file:
                file.write("# of the next version\n")
        for path in [
            f"{SRC}/more.rs",
            "tests/test_more.py",
            f"{PYTHON}/{{{{ package_path }}}}/more.py",
            "CITATION.cff",
        ]:
            (template / path).write_text("# new\n")
        (template / "CONTRIBUTING.md.jinja").rename(template / GITHUB / "CONTRIBUTING.md.jinja")
        manifest = template / "pyproject.toml.jinja"
        text = manifest.read_text()
        assert "line-length = 100" in text
        manifest.write_text(text.replace("line-length = 100", "line-length = 110"))

    return next_bundle(tmp_path_factory.mktemp("next"), NEXT.removeprefix("v"), change)


# What Renovate's manager for Copier runs, at the top of a repository; `--trust` only where an administrator allows it.
RENOVATE = ("update", "--skip-answered", "--defaults", "--answers-file", ANSWERS, "--vcs-ref", NEXT)


def copier(*arguments: str, cwd: Path) -> None:
    """What plain Copier does, with nobody to ask and no trust."""
    done = subprocess.run(
        [sys.executable, "-m", "copier", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def fresh(bundle: Path, machine: Path) -> Callable[..., Path]:
    """Makes a project of the first version, not adopted."""

    def make(preset: str) -> Path:
        data = [f"--data=preset={preset}", "--defaults", f"--vcs-ref={FIRST}"]
        copier("copy", *data, str(bundle), "made", cwd=machine)
        git(machine / "made", "init", "--quiet")
        commit(machine / "made")
        return machine / "made"

    return make


def adopted(machine: Path, bundle: Path, scaffold: Run) -> Path:
    """A project with its own ways that has taken some files of the template."""
    project = machine / "made"
    texts = {
        "pyproject.toml": '[build-system]\nrequires = ["maturin>=1.16,<2"]\nbuild-backend = "maturin"\n\n'
        '[project]\nname = "my-package"\nversion = "4.5.6"\nrequires-python = ">=3.12"\n',
        "Cargo.toml": '[package]\nname = "my-package"\nversion = "4.5.6"\nedition = "2024"\n',
        "src/lib.rs": "//! Mine.\n",
        "python/my_package/__init__.py": "mine = 1\n",
        "CONTRIBUTING.md": "Send patches by post.\n",
        "README.md": "# Mine\n",
    }
    for path, text in texts.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)
    git(project, "init", "--quiet")
    commit(project)
    done = scaffold("adopt", "--defaults", "--template", bundle, f"--vcs-ref={FIRST}", cwd=project)
    assert done.returncode == 0, done.stderr
    commit(project)
    return project


def updated(project: Path, bundle: Path, scaffold: Run) -> tuple[Path, Path]:
    """The project twice, updated by plain Copier and by us."""
    ours = project.with_name("ours")
    shutil.copytree(project, ours, symlinks=True)
    copier(*RENOVATE, cwd=project)
    done = scaffold("update", "--defaults", "--template", bundle, cwd=ours)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"_commit: {NEXT}" in (project / ANSWERS).read_text()
    return project, ours


def files(folder: Path) -> dict[str, bytes | str]:
    return {path: text for path, text in tree(folder).items() if text != ""}


@pytest.mark.parametrize("deed", ["leave", "edit", "delete"])
@pytest.mark.parametrize("kind", ["standard", "minimal", "adopted"])
def test_both_give_the_same_and_nothing_comes_back_or_is_lost(
    machine: Path, bundle: Path, scaffold: Run, fresh: Callable[..., Path], kind: str, deed: str
) -> None:
    project = adopted(machine, bundle, scaffold) if kind == "adopted" else fresh(kind)
    seeds = [project / path for path in files(project) if path.startswith(SEEDS)]
    for seed in seeds:
        if deed == "edit":
            seed.write_text(seed.read_text() + MINE)
        elif deed == "delete":
            seed.unlink()
    commit(project)
    before = files(project)
    stock, ours = (files(each) for each in updated(project, bundle, scaffold))
    own = {path: text for path, text in before.items() if path.startswith(SEEDS)}
    assert {path: text for path, text in ours.items() if path.startswith(SEEDS)} == own
    # What an adopted project says in its own words, only we can change.
    told = {"pyproject.toml"} if kind == "adopted" else set()
    assert {path: text for path, text in stock.items() if path not in told} == {
        path: text for path, text in ours.items() if path not in told
    }
    changed = {path for path in before.keys() | stock.keys() if before.get(path) != stock.get(path)}
    if kind == "adopted":
        assert changed == {ANSWERS, ".github/dependabot.yml"}
        assert stock["CONTRIBUTING.md"] == b"Send patches by post.\n"
    else:
        assert {ANSWERS, "pyproject.toml", "CITATION.cff"} <= changed
        assert b"line-length = 110" in ours["pyproject.toml"]


def test_a_package_that_plain_copier_renames_keeps_its_files(
    machine: Path, bundle: Path, fresh: Callable[..., Path]
) -> None:
    project = fresh("standard")
    module = project / "python/my_package/__init__.py"
    module.write_text(module.read_text() + MINE)
    commit(project)
    before = files(project)
    copier("update", "--defaults", "--data=package_name=other", cwd=project)
    after = files(project)
    assert {path: text for path, text in after.items() if path.startswith(SEEDS)} == {
        path: text for path, text in before.items() if path.startswith(SEEDS)
    }
    assert b"other._core" in after["pyproject.toml"]
