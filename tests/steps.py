"""Takes steps out of workflows and runs their scripts, with stand-ins for what they call."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from render import ROOT, rendered

GITHUB = ROOT / "tests/rendered/standard/.github"


def rendered_github(folder: Path, **answers: Any) -> Path:
    """Write the workflows that these answers give below a folder, and give the folder `.github`."""
    for path, content in rendered(**answers).items():
        if path.startswith(".github/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return folder / ".github"


class Runner:
    """Runs one step of a workflow as the service would, in a folder of its own."""

    def __init__(self, folder: Path, github: Path = GITHUB) -> None:
        self.github = github
        self.project = folder / "project"
        self.bin = folder / "bin"
        self.called = folder / "called"
        self.output = folder / "output"
        self.project.mkdir()
        self.bin.mkdir()
        self.stand_in("python", f'exec "{sys.executable}" "$@"')

    def write(self, path: str, text: str = "") -> None:
        (self.project / path).parent.mkdir(parents=True, exist_ok=True)
        (self.project / path).write_text(text, "utf-8")

    def stand_in(self, name: str, script: str) -> None:
        (self.bin / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (self.bin / name).chmod(0o755)

    def run(self, file: str, job: str | None, name: str, **env: str) -> subprocess.CompletedProcess[str]:
        content = yaml.safe_load((self.github / file).read_text("utf-8"))
        steps = content["jobs"][job]["steps"] if job else content["runs"]["steps"]
        (step,) = (step for step in steps if step["name"] == name)
        declared = set(step.get("env", {}))
        assert declared <= env.keys(), "the test gives every variable that the step is given"
        shell = {"python": ["python", "-c"], "bash": ["bash", "-eo", "pipefail", "-c"]}
        path = os.pathsep.join([str(self.bin), os.environ["PATH"]])
        self.output.write_text("", "utf-8")
        return subprocess.run(
            [*shell[step.get("shell", "bash")], step["run"]],
            cwd=self.project,
            env=os.environ
            | {"PATH": path, "GITHUB_OUTPUT": str(self.output), "CALLED": str(self.called)}
            | env,
            capture_output=True,
            text=True,
            check=False,
        )

    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text("utf-8").splitlines())

    def calls(self) -> list[str]:
        return self.called.read_text("utf-8").splitlines()
