"""A package in Python and its compiled core, in one repository: one version, one pin, and the core is published first."""

import fnmatch
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import Run
from ironwheel import _core
from render import render_repository, rendered

PIN = '"my-package-core==0.1.0"'


@pytest.fixture
def dual(machine: Path) -> Path:
    return render_repository(machine / "dual", {"layout": "dual"})


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def found(project: Path) -> list[tuple[str, str]]:
    """The rules that find something, and where."""
    return [(finding["rule"], finding["path"]) for finding in _core.check(project / "core").findings]


@pytest.mark.parametrize(
    ("pin", "rule"),
    [
        ('"my-package-core==0.0.9"', "version/pin-stale"),
        ('"my-package-core==0.1.1"', "version/pin-stale"),
        ('"my-package-core"', "version/pin-missing"),
        ("", "version/pin-missing"),
    ],
)
@pytest.mark.parametrize("has_repository", [False, True])
def test_a_wrong_pin_is_found_from_the_root(
    dual: Path, scaffold: Run, pin: str, rule: str, has_repository: bool
) -> None:
    if not has_repository:
        (dual / ".git").rename(dual.parent / "git")
    assert found(dual) == []
    change(dual / "pyproject.toml", PIN, pin)
    assert found(dual) == [(rule, "../pyproject.toml")]
    done = scaffold("check", "--output-format", "concise", cwd=dual)
    assert done.returncode == 1
    assert done.stdout.startswith("pyproject.toml:")
    assert f"[{rule}]" in done.stdout


def test_a_core_that_moved_on_alone_is_found_and_may_be_suppressed_where_the_pin_is(dual: Path) -> None:
    change(dual / "core" / "Cargo.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    assert ("version/pin-stale", "../pyproject.toml") in found(dual)
    change(
        dual / "pyproject.toml",
        "# the version of both, always",
        "# ironwheel: ignore[version/pin-stale] waits",
    )
    assert found(dual) == []


@pytest.mark.parametrize("folder", [".", "core", "src/my_package"])
def test_one_command_writes_both_versions_and_the_pin(dual: Path, scaffold: Run, folder: str) -> None:
    done = scaffold("version", "1.0.0rc1", cwd=dual / folder)
    assert done.returncode == 0, done.stderr
    root = (dual / "pyproject.toml").read_text("utf-8")
    assert '\nversion = "1.0.0rc1"\n' in root
    assert '"my-package-core==1.0.0rc1"' in root
    assert '\nversion = "1.0.0-rc.1"\n' in (dual / "core" / "Cargo.toml").read_text("utf-8")
    assert found(dual) == []


def test_show_tells_of_the_pin_from_the_root(dual: Path, scaffold: Run) -> None:
    lines = scaffold("show", cwd=dual / "tests").stdout.splitlines()
    assert "pin              my-package needs my-package-core==0.1.0  ../pyproject.toml:10" in lines
    change(dual / "pyproject.toml", PIN, '"my-package-core==0.2.0"')
    assert "(not this version)" in scaffold("show", cwd=dual).stdout


@pytest.mark.parametrize(
    ("publish", "is_rehearsed"),
    [("trusted", False), ("trusted", True), ("token", False), ("token", True), ("index", False)],
)
def test_the_core_is_published_first_and_each_file_once(publish: str, is_rehearsed: bool) -> None:
    files = rendered(layout="dual", publish=publish, testpypi=is_rehearsed)
    jobs = yaml.safe_load(files[".github/workflows/release.yml"])["jobs"]
    kept = [
        step["with"]["name"].replace("${{ matrix.platform }}", "linux")
        for job in jobs.values()
        for step in job["steps"]
        if "upload-artifact" in step.get("uses", "")
    ]
    assert sorted(kept) == ["dist-package", "dist-sdist", "dist-wheels-linux"]

    def takes(name: str) -> list[str]:
        patterns = [
            step["with"]["pattern"]
            for step in jobs[name]["steps"]
            if "download-artifact" in step.get("uses", "")
        ]
        return sorted(name for name in kept if any(fnmatch.fnmatch(name, pattern) for pattern in patterns))

    assert takes("publish-core") == ["dist-sdist", "dist-wheels-linux"]
    assert takes("publish") == ["dist-package"]
    for job, files in {"rehearse-core": takes("publish-core"), "rehearse": ["dist-package"]}.items():
        assert (job in jobs) == is_rehearsed
        assert not is_rehearsed or takes(job) == files
    assert takes("audit") == takes("release") == takes("test") == sorted(kept)
    assert "publish-core" in jobs["publish"]["needs"]
    assert set(jobs["publish"]["needs"]) >= set(jobs["publish-core"]["needs"])
    environments = {name: jobs[name]["environment"] for name in ("publish-core", "publish")}
    # A pending publisher of the index belongs to one project: two of them differ in their environments.
    assert (len(set(environments.values())) == 2) == (publish == "trusted")
    if is_rehearsed:
        rehearsals = {jobs[name]["environment"] for name in ("rehearse-core", "rehearse")}
        assert rehearsals == {name.replace("pypi", "testpypi") for name in environments.values()}
        assert {"rehearse-core", "rehearse"} <= set(jobs["rehearsed"]["needs"])


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize(("shown_at", "attempts"), [(1, 1), (3, 3), (99, 20)])
def test_the_package_waits_until_the_index_shows_the_core(
    tmp_path: Path, shown_at: int, attempts: int
) -> None:
    jobs = yaml.safe_load(rendered(layout="dual")[".github/workflows/release.yml"])["jobs"]
    names = [step["name"] for step in jobs["publish"]["steps"]]
    (step,) = (step for step in jobs["publish"]["steps"] if step["name"].startswith("Wait until"))
    assert names.index(step["name"]) < names.index("Publish with attestations")
    calls = tmp_path / "calls"
    shown = f'test "$(wc -l < "{calls}")" -ge {shown_at}'
    for name, script in {"python": f'echo "$*" >> "{calls}"; {shown}', "sleep": ":"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    env = {"CORE": step["env"]["CORE"], "VERSION": "1.2.0", "RUNNER_TEMP": str(tmp_path)}
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    shell = ["bash", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(shell, env=os.environ | env | {"PATH": path}, capture_output=True, check=False)
    assert done.returncode == (0 if shown_at < 99 else 1)
    said = calls.read_text("utf-8").splitlines()
    assert len(said) == attempts
    assert said[0].endswith("my-package-core==1.2.0")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize(("version", "code"), [("0.1.0", 0), ("0.2.0", 2)])
def test_a_package_of_another_version_than_its_core_stops_the_release(
    tmp_path: Path, version: str, code: int
) -> None:
    jobs = yaml.safe_load(rendered(layout="dual")[".github/workflows/release.yml"])["jobs"]
    (step,) = (step for step in jobs["source"]["steps"] if "hatchling build" in step.get("run", ""))
    builds = "mkdir package; touch package/my_package-0.1.0.tar.gz package/my_package-0.1.0-py3-none-any.whl"
    for name, script in {"python": ":", "hatchling": builds}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    env = {"VERSION": version, "PATH": os.pathsep.join([str(tmp_path), os.environ["PATH"]])}
    shell = ["bash", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(shell, cwd=tmp_path, env=os.environ | env, capture_output=True, check=False)
    assert done.returncode == code


@pytest.mark.parametrize("package_name", ["my_package", "acme.fast", "acme.deep.fast"])
@pytest.mark.parametrize("layout", ["mixed", "workspace", "dual"])
def test_the_module_is_where_its_name_says_and_the_namespace_belongs_to_nobody(
    layout: str, package_name: str
) -> None:
    files = rendered(layout=layout, package_name=package_name)
    core = f"{package_name}_core" if layout == "dual" else package_name
    folder = f"{'core/' if layout == 'dual' else ''}python/{core.replace('.', '/')}"
    assert {f"{folder}/{name}" for name in ("__init__.py", "_core.pyi", "py.typed")} <= files.keys()
    if layout == "dual":
        package = f"src/{package_name.replace('.', '/')}"
        assert {f"{package}/__init__.py", f"{package}/py.typed"} <= files.keys()
        assert f"from {core} import" in files[f"{package}/__init__.py"].decode()
    shared = {
        path for path in files if path.endswith(("acme/__init__.py", "acme/py.typed", "deep/__init__.py"))
    }
    assert not shared
    assert ("tests/test_namespace.py" in files) == ("." in package_name)
    rust = next(files[path] for path in files if path.endswith(("src/py.rs", "-py/src/lib.rs"))).decode()
    assert f'#[pyo3(module = "{core}")]' in rust
    assert json.dumps(f"{core}._core") in "".join(
        content.decode() for path, content in files.items() if path.endswith("pyproject.toml")
    )
