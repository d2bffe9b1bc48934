"""The verbs and hooks of the generated project: they call what they say, wherever they run, and help whoever fails."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from render import rendered

FILES = {path: content.decode() for path, content in rendered().items()}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def just(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the task runner in a folder that has the project's justfile and nothing else."""
    (folder / "justfile").write_text(FILES["justfile"], "utf-8")
    (program,) = Path(sys.executable).parent.glob("just*")
    return subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def stand_in(folder: Path, name: str, script: str = "", place: str = ".venv/bin") -> None:
    """Make a program that notes how it is called."""
    program = folder / place / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\necho {name} "$@" >> calls\n{script}\n', "utf-8")
    program.chmod(0o755)


def test_the_guide_tells_of_every_verb(tmp_path: Path) -> None:
    verbs = just(tmp_path, "--summary").stdout.split()
    told = re.findall(r"^\| `just (\w+)", FILES["CONTRIBUTING.md"], re.MULTILINE)
    assert sorted(told) == sorted(verbs)


def test_a_release_sets_the_version_and_tags_it(tmp_path: Path) -> None:
    for name in ("python", "ironwheel"):
        stand_in(tmp_path, name)
    assert just(tmp_path, "release", "minor").returncode == 0
    assert (tmp_path / "calls").read_text("utf-8").splitlines() == [
        "python -m pip install --quiet --group check",
        "ironwheel version --bump minor --tag",
    ]


@pytest.mark.parametrize("verb", ["build", "test", "check"])
def test_a_verb_that_fails_says_who_may_know_why(tmp_path: Path, verb: str) -> None:
    for name in ("python", "maturin"):
        stand_in(tmp_path, name, "exit 3")
    failed = just(tmp_path, verb)
    assert failed.returncode == 3
    assert "uvx ironwheel doctor" in failed.stderr.splitlines()[-2]


def test_a_verb_that_succeeds_says_nothing_of_it(tmp_path: Path) -> None:
    stand_in(tmp_path, "maturin")
    done = just(tmp_path, "build")
    assert done.returncode == 0
    assert "doctor" not in done.stderr + done.stdout


def pythons(folder: Path, **versions: str) -> str:
    """Make a PATH with nothing but a shell and stand-ins for Pythons of these versions."""
    for name, version in versions.items():
        answer = f"import sys; sys.version_info = ({version.replace('.', ', ')}); $2"
        stand_in(
            folder, name.replace("_", "."), f'[ "$1" != -c ] || exec {sys.executable} -c "{answer}"', "path"
        )
    (folder / "path" / "sh").symlink_to("/bin/sh")
    return str(folder / "path")


def test_setup_takes_a_python_that_is_new_enough(tmp_path: Path) -> None:
    for name in ("python", "maturin"):
        stand_in(tmp_path, name)
    done = just(tmp_path, "setup", PATH=pythons(tmp_path, python3="3.8", python3_13="3.13"))
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text("utf-8").splitlines()
    assert calls[2:] == [
        "python3.13 -m venv .venv",
        "python -m pip install --upgrade pip>=25.1",
        "python -m pip install --group dev",
        "maturin develop",
    ]


def test_setup_says_that_no_python_is_new_enough(tmp_path: Path) -> None:
    done = just(tmp_path, "setup", PATH=pythons(tmp_path, python3="3.8", python="3.10"))
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "venv" not in (tmp_path / "calls").read_text("utf-8")


HOOKS = yaml.safe_load(FILES[".pre-commit-config.yaml"])["repos"][0]["hooks"]


@pytest.mark.parametrize(
    "hook", [hook for hook in HOOKS if "PATH=" in hook["entry"]], ids=lambda hook: hook["id"]
)
def test_a_hook_takes_the_tool_of_the_project_though_its_environment_is_not_activated(
    tmp_path: Path, hook: dict[str, str]
) -> None:
    tool = re.search(r"exec (\w+)", hook["entry"])
    assert tool
    stand_in(tmp_path, tool[1])
    files = [] if hook.get("pass_filenames") is False else ["one file.py", "two.py"]
    subprocess.run([*shlex.split(hook["entry"]), *files], cwd=tmp_path, check=True)
    (call,) = (tmp_path / "calls").read_text("utf-8").splitlines()
    assert call.endswith(" ".join(files))


def test_only_a_hook_that_needs_no_environment_does_without() -> None:
    assert [hook["id"] for hook in HOOKS if "PATH=" not in hook["entry"]] == ["cargo-fmt"]
