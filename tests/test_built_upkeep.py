"""A project that is set up from locked packages gives the same bytes twice, and its sdist has nothing of all this."""

import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from answers import RUNNERS, Answers, usually
from built import QUICK, run
from ironwheel_here import wheel
from render import render_repository

pytestmark = pytest.mark.slow

EXTRAS = ["build-info", "conda", "devcontainer", "git-cliff", "locked-env", "property-tests", "reproducible"]


CASES: dict[str, Answers] = {"just": {}, "make": {"task_runner": "make"}, "dual": {"layout": "dual"}}


@pytest.mark.parametrize("case", usually(CASES, "just"))
def test_what_is_locked_is_installed_and_builds_are_the_same(case: str, tmp_path: Path) -> None:
    answers = {"project_name": f"extras-{case}", "extras": EXTRAS} | CASES[case]
    project = render_repository(tmp_path / "project", answers)
    runner = RUNNERS[answers.get("task_runner", "just")]
    run("cargo", "generate-lockfile", cwd=project)
    run(runner, "setup", cwd=project)
    lock = project / "requirements-dev.txt"
    text = lock.read_text("utf-8")
    assert {"hypothesis", "maturin", "mypy", "pytest", "ruff"} <= set(
        re.findall(r"^([\w-]+)==", text, re.MULTILINE)
    )
    assert "://" not in text, "no package index is named"
    for entry in re.split(r"\n(?=\w)", text):
        assert "--hash=sha256:" in entry
    run(runner, "lock", cwd=project)
    assert lock.read_text("utf-8") == text, "it is written anew only where it has to be"
    for verb in ("lint", "test"):
        run(runner, verb, cwd=project)

    # A package that is not what it was when it was locked is not installed.
    lock.write_text(re.sub(r"sha256:.", "sha256:0", text), "utf-8")
    (python,) = [*project.glob(".venv/bin/python"), *project.glob(".venv/Scripts/python.exe")]
    pip: list[str | Path] = [
        python,
        "-m",
        "pip",
        "download",
        "--no-deps",
        f"--dest={tmp_path}",
        "--require-hashes",
        "--requirement",
        lock,
    ]
    changed = subprocess.run(pip, cwd=project, capture_output=True, text=True, check=False)
    assert changed.returncode
    assert "DO NOT MATCH THE HASHES" in changed.stderr
    lock.write_text(text, "utf-8")

    run(runner, "reproducible", cwd=project, **QUICK)
    built = sorted(
        path.relative_to(project / "target/same").as_posix() for path in project.glob("target/same/[12]/*")
    )
    assert [path.rpartition(".")[2] for path in built] == ["whl", "gz"] * (4 if case == "dual" else 2)
    ours = ("conda", ".devcontainer", "cliff.toml", "requirements-dev.txt", "scripts")
    for sdist in project.glob("target/same/1/*.gz"):
        with tarfile.open(sdist) as archive:
            names = {member.partition("/")[2] for member in archive.getnames()}
        assert "pyproject.toml" in names
        assert not [member for member in names if member.startswith(ours)]

    run(runner, "changelog", cwd=project)
    called = tmp_path / "bin" / "rattler-build"
    called.parent.mkdir()
    called.write_text(f'#!/bin/sh\necho "$VERSION $@" > "{tmp_path}/called"\n', "utf-8")
    called.chmod(0o755)
    path = f"{called.parent}:{Path(shutil.which('cargo') or sys.executable).parent}:/usr/bin:/bin"
    run(runner, "conda", cwd=project, PATH=path, PIP_FIND_LINKS=str(wheel(tmp_path / "wheels").parent))
    assert (tmp_path / "called").read_text("utf-8").startswith("0.1.0 build --recipe conda/recipe.yaml ")
