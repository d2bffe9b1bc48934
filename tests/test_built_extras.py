"""Each extra of the template does what it says, in projects that are set up, linted, tested, measured and documented."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from answers import EXTRAS, RUNNERS, Answers, maturin_project, usually
from built import ENVIRONMENT, run
from ironwheel import _core
from render import render_repository

pytestmark = pytest.mark.slow

# Projects that together have all extras: what they answer besides, and the extra that does not go with it.
WITH_EXTRAS: dict[str, tuple[Answers, str]] = {
    "generated": ({"stubs": "generated"}, "numpy"),
    "written": ({"layout": "workspace", "task_runner": "make"}, "docs"),
    "dual": ({"layout": "dual", "stubs": "generated"}, "numpy"),
}


@pytest.mark.parametrize("stubs", usually(WITH_EXTRAS))
def test_every_extra_does_what_it_says(stubs: str, tmp_path: Path) -> None:
    answers, without = WITH_EXTRAS[stubs]
    name, extras = f"extras-{stubs}", [extra for extra in EXTRAS if extra != without]
    project = render_repository(
        tmp_path / "project", {"project_name": name, "preset": "custom", "extras": extras} | answers
    )
    package, runner = name.replace("-", "_"), RUNNERS[answers.get("task_runner", "just")]
    run("cargo", "generate-lockfile", cwd=project)
    verbs = {verb: run(runner, verb, cwd=project) for verb in ("setup", "lint", "test")}
    tested = {"build_info", "cli", "distances", "properties"} | ({"arrays"} if "numpy" in extras else set())
    assert tested <= set(re.findall(r"^tests/test_(\w+)\.py \.+ ", verbs["test"], re.MULTILINE))
    assert "the_order_does_not_matter ... ok" in verbs["test"]
    if "docs" in extras:
        built = run(runner, "docs", cwd=project)
        assert "griffe:" not in built
        assert "docs/index.md ." in built
        assert "Count the positions at which" in (project / "target/site/api/index.html").read_text("utf-8")
    measured = run(runner, "bench", cwd=project)
    assert {"65536", "test_hamming[65536]"} <= set(re.findall(r"[\w\[\]]+", measured))

    (scripts,) = (folder for folder in project.glob(".venv/*") if folder.name in ("bin", "Scripts"))
    assert run(scripts / name, "karolin", "kathrin", cwd=project) == "3\n"
    tell = f"import json; from {package} import build_info; print(json.dumps(build_info()))"
    info = json.loads(run(scripts / "python", "-c", tell, cwd=project))
    head = run("git", "rev-parse", "HEAD", cwd=project).strip()
    assert (info["commit"], info["profile"], info["features"]) == (head, "release", "parallel")

    # The comparison finds the last release, which is any other wheel here; whether it is slower is not asked.
    release = [sys.executable, "-m", "maturin", "build", "--locked", "--interpreter", sys.executable]
    run(*release, "--release", f"--out={project / 'old'}", cwd=maturin_project(project))
    if answers.get("layout") == "dual":
        run(scripts / "python", "-m", "hatchling", "build", "--directory=old", cwd=project)
    compared = subprocess.run(
        [runner, "compare"],
        cwd=project,
        env=os.environ | ENVIRONMENT | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project / "old")},
        capture_output=True,
        text=True,
        check=False,
    )
    said = compared.stdout + compared.stderr
    assert "0001_old" in said
    assert compared.returncode == 0 or "Performance has regressed" in said, said

    if "docs" in extras:  # once is enough
        run(*release, "--profile=release-size", f"--out={project / 'small'}", cwd=maturin_project(project))
        (old,), (small,) = (project.glob(f"{folder}/*-abi3-*.whl") for folder in ("old", "small"))
        assert small.stat().st_size < old.stat().st_size
    assert not _core.check(maturin_project(project), extend_select=["info"]).concise()
