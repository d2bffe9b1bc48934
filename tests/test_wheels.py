"""The wheels of a new project are known once: what `new` shows before it makes one is what `show` says of it."""

import re
from pathlib import Path

import pytest
import yaml

from ironwheel import _core
from ironwheel.change import creation
from ironwheel.terminal.screen import Screen
from render import ROOT, render

QUESTIONS = yaml.safe_load((ROOT / "copier.yml").read_text("utf-8"))
PRESETS, PYTHONS = QUESTIONS["preset"]["choices"].values(), QUESTIONS["python_min"]["choices"]


@pytest.mark.parametrize("python_min", PYTHONS)
@pytest.mark.parametrize("preset", [*PRESETS])
def test_the_panel_promises_what_show_says_and_the_workflow_builds(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    preset: str,
    python_min: str,
) -> None:
    project = render(tmp_path / "project", {"preset": preset, "python_min": python_min})
    said = [fact for fact in _core.truth(project) if fact["name"] == "wheel" and fact["value"]]
    monkeypatch.setenv("COLUMNS", "160")
    Screen(color=False, quiet=False).overview(["a"], creation.wheels(project))
    panel = capsys.readouterr().out
    lines = (re.split(r"  +", line.strip()) for line in panel.splitlines())
    rows = [row for row in lines if row[0] in {fact["value"] for fact in said}]
    assert rows == [[fact["value"], fact["note"]] for fact in said]
    release = project / ".github" / "workflows" / "release.yml"
    assert bool(said) is release.exists()
    if said:
        builds = yaml.safe_load(release.read_text("utf-8"))["jobs"]["build"]
        platforms = [
            f"{system} {arch}".lower()
            for system, _, archs in (str(fact["value"]).partition(" ") for fact in said)
            for arch in archs.split(", ")
        ]
        same = {"arm64": "aarch64", "x64": "x86_64"}
        built = (entry["platform"].split("-") for entry in builds["strategy"]["matrix"]["include"])
        assert sorted(platforms) == sorted(f"{system} {same.get(arch, arch)}" for system, arch in built)
        arguments = " ".join(step.get("with", {}).get("args", "") for step in builds["steps"])
        computed = sorted(
            re.findall(r"--interpreter \$\{\{ needs\.source\.outputs\.([\w-]+) \}\}", arguments)
        )
        usual = f"CPython {python_min} and newer, computed in CI: {', '.join(computed)}"
        # With two stable ABIs, a run's features decide what it builds.
        by_features = f"depends on the features of the build, computed in CI: {', '.join(computed)}; perhaps"
        assert {fact["note"] for fact in said} == {by_features if preset == "full" else usual}
