"""Projects of many shapes are built from their sdist, installed and tested, with the verbs of their task runner."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from answers import QUESTIONS, RUNNERS, SHAPES, maturin_project, usually
from built import ENVIRONMENT, install, run
from ironwheel import _core
from render import render_repository

pytestmark = pytest.mark.slow

# The wheels of a release on each platform.
WHEELS = {
    "abi3": {"cp311-abi3", "cp314-cp314t", "cp315-cp315t"},
    "abi3t": {"cp311-abi3", "cp314-cp314t", "cp315-abi3.abi3t"},
    "version-specific": {
        *(f"cp3{minor}-cp3{minor}" for minor in range(11, 16)),
        *("cp314-cp314t", "cp315-cp315t"),
    },
}


@pytest.mark.parametrize(
    "shape",
    usually(SHAPES, "rust-only", "abi3t", "workspace", "by-hand", "dual", "generated"),
)
def test_a_shape_is_built_and_installed_and_passes_its_tests(shape: str, tmp_path: Path) -> None:
    answers, tag = SHAPES[shape]
    # A name of its own: projects of one name would share the library in the target folder.
    answers = {"project_name": f"shape-{shape}", "preset": "custom"} | answers
    project = render_repository(tmp_path / "project", answers)
    run("cargo", "generate-lockfile", cwd=project)
    runner = RUNNERS[answers.get("task_runner", "just")]
    for verb in ("setup", "lint", "test"):
        run(runner, verb, cwd=project)
    if answers.get("stubs") == "generated":
        expect_fresh_stubs(project, runner)
    if answers.get("layout") == "workspace":
        run(
            "cargo", "package", "--locked", "--allow-dirty", "--package", answers["project_name"], cwd=project
        )

    (python,) = [*project.glob(".venv/bin/python"), *project.glob(".venv/Scripts/python.exe")]
    dist = project / "dist"
    # The wheel is made from the sdist: what it needs is in there.
    build = [sys.executable, "-m", "maturin", "build", "--release", "--locked", "--sdist", f"--out={dist}"]
    run(*build, "--interpreter", sys.executable, cwd=maturin_project(project))
    if answers.get("layout") == "dual":
        run(python, "-m", "hatchling", "build", "--directory", dist, cwd=project)
    sdists, wheels = sorted(dist.glob("*.tar.gz")), sorted(dist.glob("*.whl"))
    assert len(sdists) == len(wheels) == (2 if answers.get("layout") == "dual" else 1)
    assert any(tag in wheel.name for wheel in wheels)
    run(sys.executable, "-m", "twine", "check", "--strict", *sdists, *wheels, cwd=project)
    run(sys.executable, "-m", "check_wheel_contents", *wheels, cwd=project)
    audited = run(Path(sys.executable).parent / "scaffold", "audit", "--extend-select=info", cwd=project)
    assert f"All good in {2 * len(wheels)} artifacts" in audited
    install(python, "--no-index", "--no-deps", "--force-reinstall", *wheels)
    tests = sum(
        len(re.findall(r"(?m)^def test_", path.read_text("utf-8"))) for path in project.glob("tests/*.py")
    )
    assert f"= {tests + 2} passed in" in run(python, "-m", "pytest", cwd=project)  # one has three cases
    assert not _core.check(maturin_project(project), extend_select=["info"]).concise()


def expect_fresh_stubs(project: Path, runner: str) -> None:
    """Find that a stub that says something else is told, and written anew as the template has it."""
    stub = next(project.glob("*.pyi"), None) or next(project.glob("python/*/*.pyi"))
    text = stub.read_text("utf-8")
    assert "left: bytes" in text
    # Nothing that the linters, which come before, find wrong.
    stub.write_text(text.replace("left: bytes", "left: bytes | bytearray"), "utf-8")
    lint = subprocess.run(
        [runner, "lint"],
        cwd=project,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode
    assert f"stale: {stub.relative_to(project).as_posix()}" in lint.stderr
    run(runner, "stubs", cwd=project)
    assert stub.read_text("utf-8") == text


@pytest.mark.parametrize("abi", usually(QUESTIONS["abi"]["choices"].values()))
def test_a_release_has_the_wheels_that_its_workflow_asks_maturin_for(abi: str, tmp_path: Path) -> None:
    answers = {"project_name": f"release-{abi}", "preset": "custom", "abi": abi, "wheels": "all"}
    project = render_repository(tmp_path / "project", answers)
    action = yaml.safe_load((project / ".github/actions/project/action.yml").read_text("utf-8"))
    (script,) = (step["run"] for step in action["runs"]["steps"])
    run(sys.executable, "-c", script, cwd=project, GITHUB_OUTPUT=str(tmp_path / "outputs"))
    outputs = dict(line.split("=", 1) for line in (tmp_path / "outputs").read_text("utf-8").splitlines())
    assert outputs.keys() == action["outputs"].keys()
    build = yaml.safe_load((project / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]["build"]
    arguments = [step["with"]["args"] for step in build["steps"] if "args" in step.get("with", {})]
    runs = [re.findall(r"needs\.source\.outputs\.(\w+) ", text) for text in arguments]
    run("cargo", "generate-lockfile", cwd=project)
    for names in runs:
        maturin = [sys.executable, "-m", "maturin", "build", "--profile=dev", "--locked", "--out=dist"]
        run(*maturin, "--interpreter", *" ".join(outputs[name] for name in names).split(), cwd=project)
    built = {"-".join(wheel.stem.split("-")[2:4]) for wheel in (project / "dist").glob("*.whl")}
    assert built == WHEELS[abi] | {"pp312-pypy312_pp80"}
