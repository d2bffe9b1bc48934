"""The action for workflows and the hooks for pre-commit: what they declare, and what they run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ironwheel import _core

ROOT = Path(__file__).parent.parent
ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
STANDARD = ROOT / "tests" / "rendered" / "standard"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def tool(name: str) -> str:
    found = shutil.which(name, path=Path(sys.executable).parent)
    return found or pytest.skip(f"{name} is in the dependency group `tools`, and not installed here")


class TestAction:
    @pytest.fixture
    def machine(self, tmp_path: Path) -> Path:
        """A machine whose pipx runs this very program, and notes what it was asked for."""
        (tmp_path / "bin").mkdir()
        pipx = tmp_path / "bin" / "pipx"
        pipx.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/called\nshift 4\nexec "{sys.executable}" -m ironwheel "$@"\n'
        )
        pipx.chmod(0o755)
        for name in ("good", "a project"):
            shutil.copytree(STANDARD, tmp_path / name)
        manifest = tmp_path / "a project" / "Cargo.toml"
        manifest.write_text(manifest.read_text("utf-8").replace("abi3-py311", "abi3-py312"), "utf-8")
        return tmp_path

    @staticmethod
    def run(machine: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        action = yaml.safe_load(ACTION.read_text("utf-8"))
        (step,) = action["runs"]["steps"]
        given = {name: inputs.pop(name, declared["default"]) for name, declared in action["inputs"].items()}
        assert not inputs
        env = {name: str(value) for name, value in step["env"].items()}
        for name, value in given.items():
            env = {key: text.replace(f"${{{{ inputs.{name} }}}}", value) for key, text in env.items()}
        assert not any("${{" in text for text in [*env.values(), step["run"]])
        path = os.pathsep.join([str(machine / "bin"), os.environ["PATH"]])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=machine, env=os.environ | env | {"PATH": path}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    def test_findings_become_annotations_and_fail_the_job(self, machine: Path) -> None:
        done = self.run(machine, path="good\na project\n")
        assert done.returncode == 1
        assert done.stdout.startswith("::error ")
        assert "file=a project/Cargo.toml,line=" in done.stdout
        called = (machine / "called").read_text().splitlines()
        assert called[:5] == ["run", "--spec", f"ironwheel=={_core.__version__}", "scaffold", "check"]

    def test_a_good_project_passes(self, machine: Path) -> None:
        done = self.run(machine, path="good")
        assert (done.returncode, done.stderr) == (0, "")

    def test_the_format_a_file_and_options(self, machine: Path) -> None:
        done = self.run(
            machine,
            **{
                "path": "a project",
                "output-format": "sarif",
                "output-file": "out.sarif",
                "options": "--exit-zero",
            },
        )
        assert (done.returncode, done.stdout) == (0, "")
        assert "abi3-above-requires" in (machine / "out.sarif").read_text("utf-8")

    @pytest.mark.parametrize(
        "options", ["--extend-select info", " --extend-select=info\n", "--extend-select\n\tinfo  --exit-zero"]
    )
    def test_options_are_words(self, machine: Path, options: str) -> None:
        done = self.run(machine, path="good", options=options)
        assert (done.returncode, done.stderr) == (0, "")
        called = (machine / "called").read_text().splitlines()
        assert called[5:] == ["--output-format=github", *options.split(), "--", "good"]

    def test_options_are_no_commands_and_no_patterns(self, machine: Path) -> None:
        done = self.run(machine, path="good", options="* $(touch harm) `touch harm`")
        assert done.returncode == 2
        assert not (machine / "harm").exists()
        called = (machine / "called").read_text().splitlines()
        assert called[6:-2] == ["*", "$(touch", "harm)", "`touch", "harm`"]

    def test_a_path_is_no_option_and_no_command(self, machine: Path) -> None:
        for path in ("--fix", "$(touch harm)", "; touch harm"):
            assert self.run(machine, path=path).returncode == 2
        assert not (machine / "harm").exists()

    def test_it_runs_the_release_that_it_stands_beside(self) -> None:
        inputs = yaml.safe_load(ACTION.read_text("utf-8"))["inputs"]
        assert inputs["version"]["default"] == _core.__version__
        pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs" / "run").glob("*.md"))
        assert set(re.findall(r"ironwheel(?:==|-)([0-9.]+)", pages)) == {_core.__version__}
        assert all(declared["description"] for declared in inputs.values())

    @pytest.mark.slow
    def test_the_auditors_are_silent(self, tmp_path: Path) -> None:
        shutil.copy(ACTION, tmp_path)
        zizmor = [tool("zizmor"), "--offline", "--persona=auditor", "--no-config", "--format=plain", "."]
        audited = subprocess.run(zizmor, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        assert "No findings to report" in audited.stdout, audited.stdout
        schema = [tool("check-jsonschema"), "--builtin-schema=vendor.github-actions", str(ACTION)]
        assert subprocess.run(schema, check=False).returncode == 0


class TestHooks:
    def test_pre_commit_takes_them(self) -> None:
        checked = [tool("pre-commit"), "validate-manifest", str(HOOKS)]
        assert subprocess.run(checked, check=False).returncode == 0

    @pytest.fixture
    def repository(self, tmp_path: Path) -> Path:
        """A repository that has the hooks as its own: `language: system` takes the program that is installed here."""
        hooks = yaml.safe_load(HOOKS.read_text("utf-8"))
        for hook in hooks:
            hook["language"] = "system"
            hook["entry"] = hook["entry"].replace("scaffold", f"{sys.executable} -m ironwheel", 1)
        hooks[1]["stages"] = ["manual"]
        project = Path(shutil.copytree(STANDARD, tmp_path / "project"))
        config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})
        (project / ".pre-commit-config.yaml").write_text(config, "utf-8")
        subprocess.run(["git", "init", "--quiet", "."], cwd=project, check=True)
        return project

    @staticmethod
    def commit(repository: Path, *options: str) -> subprocess.CompletedProcess[str]:
        subprocess.run(["git", "add", "--all"], cwd=repository, check=True)
        home = os.environ | {"PRE_COMMIT_HOME": str(repository.parent / "home")}
        return subprocess.run(
            [tool("pre-commit"), "run", *options], cwd=repository, env=home, capture_output=True, encoding="utf-8", check=False
        )  # fmt: skip

    def test_a_contradiction_stops_the_commit(self, repository: Path) -> None:
        assert self.commit(repository).returncode == 0
        manifest = repository / "Cargo.toml"
        manifest.write_text(manifest.read_text("utf-8").replace("abi3-py311", "abi3-py312"), "utf-8")
        done = self.commit(repository)
        assert done.returncode == 1
        assert "python/abi3-above-requires" in done.stdout

    def test_the_other_hook_repairs(self, repository: Path) -> None:
        manifest = repository / "pyproject.toml"
        text = manifest.read_text("utf-8")
        wrong = text.replace(",<2", "<2", 1)
        assert wrong != text
        manifest.write_text(wrong, "utf-8")
        done = self.commit(repository, "--hook-stage", "manual", "ironwheel-fix")
        assert done.returncode == 1
        assert "files were modified by this hook" in done.stdout
        assert manifest.read_text("utf-8") == text
