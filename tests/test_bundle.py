"""The bundle of released template versions is whole, true to the work tree, and in the wheel."""

import importlib.util
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import copier
import pytest
from packaging.version import Version

from conftest import tree
from ironwheel import about
from ironwheel.template.bundle import BUNDLE, versions

ROOT = Path(__file__).parent.parent


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "template_release", ROOT / "scripts" / "template_release.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
VERSIONS = versions()


@pytest.fixture
def releases(tmp_path: Path) -> Any:
    folder = tmp_path / "history"
    folder.mkdir()
    return SCRIPT.Releases(folder)


def test_every_tag_is_a_version_and_the_header_names_them_all(releases: Any) -> None:
    assert releases.tags() == [f"v{version}" for version in VERSIONS]
    assert [str(Version(version)) for version in VERSIONS] == VERSIONS


def test_git_finds_the_bundle_whole(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path)], check=True)
    subprocess.run(["git", "bundle", "verify", "--quiet", str(BUNDLE)], cwd=tmp_path, check=True)


def test_the_newest_version_is_the_template_or_the_changelog_says_what_is_new(releases: Any) -> None:
    if releases.tree(releases.tags()[-1]) == releases.working_tree():
        return
    unreleased = re.search(
        r"(?ms)^## \[Unreleased\](.*?)(?=^## |\Z)", (ROOT / "CHANGELOG.md").read_text("utf-8")
    )
    assert unreleased, "CHANGELOG.md has no `## [Unreleased]`"
    assert re.search(r"(?m)^### Template$", unreleased[1]), (
        "the template differs from its newest version: release it with `make template-release VERSION=x.y.z`,"
        " or write under `### Template` of the unreleased changes what is new"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_renders_without_trust(tmp_path: Path, version: str) -> None:
    copier.run_copy(
        str(BUNDLE),
        tmp_path / "project",
        vcs_ref=f"v{version}",
        defaults=True,
        quiet=True,
        unsafe=False,
        settings=copier.Settings(),
    )
    assert f"_commit: v{version}\n" in (tmp_path / "project" / ".copier-answers.yml").read_text()


class Copy:
    """A small template of its own, released in a scratch repository."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bundle = root / "template.bundle"
        (root / "template").mkdir(parents=True)
        (root / "copier.yml").write_text("_subdirectory: template\n")
        (root / "macros.jinja").write_text("")
        (root / "README.md").write_text("not part of it")

    def release(self, tag: str, content: str) -> tuple[str, bytes]:
        (self.root / "template" / "file").write_text(content)
        folder = self.root.parent / f"{self.root.name}-{tag}-{content}"
        folder.mkdir()
        history = SCRIPT.Releases(folder, self.bundle)
        files = history.working_tree(self.root)
        history.append(tag, files)
        history.write()
        return files, self.bundle.read_bytes()


def test_history_grows_by_one_commit_a_version_and_depends_on_nothing_else(tmp_path: Path) -> None:
    one, two = Copy(tmp_path / "one"), Copy(tmp_path / "two")
    for copy in (one, two):
        copy.release("v0.1.0", "first")
        copy.release("v0.2.0", "second")
        copy.release("v0.10.0", "third")
    check = tmp_path / "check"
    check.mkdir()
    history = SCRIPT.Releases(check, one.bundle)
    assert history.tags() == ["v0.1.0", "v0.2.0", "v0.10.0"]

    def log(copy: Copy) -> str:
        clone = check / copy.root.name
        if not clone.exists():
            subprocess.run(["git", "clone", "--quiet", str(copy.bundle), str(clone)], check=True)
        command = ["git", "log", "--format=%H %T %P %an %ad"]
        return subprocess.run(command, cwd=clone, check=True, capture_output=True, text=True).stdout

    assert log(one) == log(two)
    assert len(log(one).splitlines()) == 3
    assert sorted(tree(check / "one")) == ["copier.yml", "macros.jinja", "template", "template/file"]


def test_the_newest_version_can_be_replaced(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "one")
    copy.release("v0.1.0", "first")
    copy.release("v0.2.0", "second")
    files, _ = copy.release("v0.2.0", "better")
    check = tmp_path / "check"
    check.mkdir()
    history = SCRIPT.Releases(check, copy.bundle)
    assert history.tags() == ["v0.1.0", "v0.2.0"]
    assert history.tree("v0.2.0") == files
    commits = subprocess.run(
        ["git", "rev-list", "--all"], cwd=check, check=True, capture_output=True, text=True
    ).stdout
    assert len(commits.split()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([VERSIONS[-1]], "is released"),
        (["0.0.1"], "is older than the newest version"),
        (["first"], "Invalid version"),
    ],
)
def test_a_version_that_is_none_is_refused(arguments: list[str], message: str) -> None:
    before = BUNDLE.read_bytes()
    script = ROOT / "scripts" / "template_release.py"
    done = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert message in done.stderr
    assert BUNDLE.read_bytes() == before


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The wheel of this package: the one that is given, or one that is built."""
    if given := os.environ.get("IRONWHEEL_WHEEL"):
        yield Path(given)
        return
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "maturin", "build", "--profile", "dev", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    yield next(folder.glob("*.whl"))


@pytest.mark.slow
def test_an_installed_wheel_makes_a_project_far_from_any_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("ironwheel/template/template.bundle") == BUNDLE.read_bytes()
        archive.extractall(tmp_path / "installed")
    work = tmp_path / "work"
    work.mkdir()
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "installed"), "GIT_ALLOW_PROTOCOL": "file"}
    code = (
        "from ironwheel.cli import main; print(main.__file__); main.main(['new', 'thing', '--vcs', 'none'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=work, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "installed"))
    answers = (work / "thing" / ".copier-answers.yml").read_text()
    assert f"_src_path: {about.REPOSITORY}\n" in answers
