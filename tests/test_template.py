"""Every set of answers gives a project that is whole, pure and green."""

import ast
import os
import re
import shutil
import subprocess
import tomllib
import warnings
from itertools import product
from pathlib import Path

import copier
import pytest
import yaml
from packaging.version import Version

from ironwheel import _core
from render import ROOT, read, render, render_repository, rendered

LICENSES = ["MIT OR Apache-2.0", "MIT", "Apache-2.0", "BSD-3-Clause", "MPL-2.0", "GPL-3.0-or-later", "none"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14", "3.15"]
PRESETS = ["minimal", "standard"]
PERSON = {
    "author_name": "Ada Lovelace",
    "author_email": "ada@example.org",
    "repository_url": "https://github.com/ada/my-package",
}
RENDERED = ROOT / "tests" / "rendered" / "standard"


every_set_of_answers = pytest.mark.parametrize(
    "answers",
    [
        {"preset": preset, "license": license, "python_min": python} | person
        for preset, license, python, person in product(PRESETS, LICENSES, PYTHONS, [{}, PERSON])
    ],
    ids=lambda answers: "-".join([*answers.values()][:3]) + ("-person" if "author_name" in answers else ""),
)


@every_set_of_answers
def test_every_set_of_answers_gives_a_whole_project(answers: dict[str, str]) -> None:
    files = rendered(**answers)
    for path, content in files.items():
        text = content.decode()
        assert text.endswith("\n") or not text
        assert not text.endswith("\n\n"), path
        if path != "justfile" and not path.startswith(".github/"):  # these have braces of their own
            assert not re.search(r"\{[{%#]|[}%#]\}", text), path
        if path.endswith(".toml"):
            tomllib.loads(text)
        elif path.endswith((".yml", ".yaml")):
            yaml.safe_load(text)
        elif path.endswith((".py", ".pyi")):
            ast.parse(text)

    project = tomllib.loads(files["pyproject.toml"].decode())["project"]
    assert project["requires-python"] == f">={answers['python_min']}"
    claimed = [
        version
        for version in PYTHONS
        if f"Programming Language :: Python :: {version}" in project["classifiers"]
    ]
    assert claimed == PYTHONS[PYTHONS.index(answers["python_min"]) :]
    cargo = tomllib.loads(files["Cargo.toml"].decode())
    floor = "abi3-py" + answers["python_min"].replace(".", "")
    assert cargo["dependencies"]["pyo3"]["features"] == [floor]

    licences = sorted(path for path in files if path.startswith("LICENSE"))
    assert project.get("license-files", []) == licences
    if answers["license"] == "none":
        assert "license" not in project
        assert "Private :: Do Not Upload" in project["classifiers"]
        assert cargo["package"]["publish"] is False
    else:
        assert project["license"] == answers["license"]
    assert ("authors" in project) == ("urls" in project) == ("author_name" in answers)
    standard = answers["preset"] == "standard"
    is_free_threaded = (
        "Programming Language :: Python :: Free Threading :: 2 - Beta" in project["classifiers"]
    )
    assert is_free_threaded == standard, "only the workflows test it and build wheels for it"
    assert (
        (".github/workflows/ci.yml" in files)
        == ("justfile" in files)
        == ("CHANGELOG.md" in files)
        == standard
    )
    released = standard and answers["license"] != "none"
    assert (".github/workflows/release.yml" in files) == released
    assert ("## Release" in files.get("CONTRIBUTING.md", b"").decode()) == released
    assert ("release.yml" in files["README.md"].decode()) == (released and "repository_url" in answers)


@every_set_of_answers
def test_check_has_nothing_to_say_and_nothing_to_repair(answers: dict[str, str], tmp_path: Path) -> None:
    for path, content in rendered(**answers).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    report = _core.check(str(tmp_path), extend_select=["info"])
    assert not report.concise()
    assert report.notes == []
    assert _core.fix(str(tmp_path), unsafe_fixes=True, extend_select=["info"]).changes == []


@pytest.mark.parametrize("license", ["MIT", "none"])
@pytest.mark.parametrize("url", ["", "https://github.com/ada/it"])
def test_the_readme_shows_every_way_to_install(license: str, url: str) -> None:
    readme = rendered(license=license, repository_url=url)["README.md"].decode()
    assert ("\npip install my-package\n" in readme) == (license != "none")
    assert (f'\npip install "git+{url}"\n' in readme) == bool(url)
    assert ("\n## Install\n" in readme) == (license != "none" or bool(url))


def test_the_recipes_name_files_that_are_there() -> None:
    files = rendered()
    guide = files["CONTRIBUTING.md"].decode()
    assert re.findall(r"(?m)^## (.+)$", guide) == [
        "Set up",
        "Where things are",
        "Add a function",
        "Add a class",
        "Add a Rust dependency",
        "Add a Python dependency",
        "Release",
    ]
    named = set(re.findall(r"`((?:src|python|tests)/[\w/.]+\w)`", guide))
    assert named == {
        "python/my_package/__init__.py",
        "python/my_package/_core.pyi",
        "src/lib.rs",
        "src/py.rs",
        "tests/test_stub.py",
    }
    assert named <= files.keys()
    assert "class Pattern" in files["python/my_package/_core.pyi"].decode()


@pytest.mark.parametrize("license", ["Apache-2.0", "GPL-3.0-or-later", "MPL-2.0"])
def test_a_licence_that_must_be_verbatim_is(license: str) -> None:
    assert rendered(license=license)["LICENSE"] == (ROOT / "template" / "licenses" / license).read_bytes()


def test_a_render_is_the_same_twice_and_everywhere(tmp_path: Path) -> None:
    assert read(render(tmp_path / "one", {})) == read(render(tmp_path / "deep" / "other", {}))


def test_what_lies_around_is_not_copied(tmp_path: Path) -> None:
    for file in (ROOT / "copier.yml", *ROOT.glob("*.jinja")):
        shutil.copy(file, tmp_path)
    for path in (".DS_Store", "src/.DS_Store", "tests/__pycache__/a.py", "b.pyd"):
        (tmp_path / "template" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "template" / path).touch()
    copier.run_copy(str(tmp_path), tmp_path / "made", defaults=True, quiet=True, settings=copier.Settings())
    assert [path.name for path in (tmp_path / "made").rglob("*") if path.is_file()] == []


def test_the_project_is_checked_by_the_release_of_the_same_commit() -> None:
    own = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]["version"]
    groups = tomllib.loads(rendered()["pyproject.toml"].decode())["dependency-groups"]
    assert groups["check"] == [f"ironwheel=={Version(own)}"], "set it in template/pyproject.toml.jinja"


def test_plain_copier_gives_the_same_from_the_repository(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the work tree may be dirty, and says so
        copier.run_copy(
            str(ROOT), tmp_path, vcs_ref="HEAD", defaults=True, quiet=True, settings=copier.Settings()
        )
    assert read(tmp_path) == rendered()


def test_git_takes_every_file(tmp_path: Path) -> None:
    render_repository(tmp_path, {})
    tracked = subprocess.run(["git", "-C", tmp_path, "ls-files"], check=True, capture_output=True, text=True)
    assert sorted(tracked.stdout.split()) == sorted(read(tmp_path))


def test_names_of_files_are_possible_everywhere() -> None:
    for path in (ROOT / "template").rglob("*"):
        assert not set('"|<>:?*\\') & set(path.name), path


def test_a_seed_is_never_overwritten(tmp_path: Path) -> None:
    render(tmp_path, {})
    seeds = [
        "README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "src/lib.rs",
        "python/my_package/__init__.py",
        "tests/test_stub.py",
    ]
    for seed in seeds:
        (tmp_path / seed).write_text("mine\n")
    (tmp_path / "pyproject.toml").write_text("theirs\n")
    render(tmp_path, {})
    assert {(tmp_path / seed).read_text() for seed in seeds} == {"mine\n"}
    assert (tmp_path / "pyproject.toml").read_text() != "theirs\n"


def test_the_rendered_project_is_fresh() -> None:
    if os.environ.get("IRONWHEEL_REWRITE"):
        shutil.rmtree(RENDERED, ignore_errors=True)
        for path, content in rendered().items():
            (RENDERED / path).parent.mkdir(parents=True, exist_ok=True)
            (RENDERED / path).write_bytes(content)
    assert read(RENDERED) == rendered(), "run this test with IRONWHEEL_REWRITE=1"
