"""The verbs and hooks of the generated project: they call what they say, wherever they run, and help whoever fails."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from render import rendered

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
RUNNERS = {"just": "justfile", "make": "Makefile"}
each_runner = pytest.mark.parametrize("runner", RUNNERS)
# Answers that bring verbs, or other lines of them.
SHAPES = [
    {},
    {"stubs": "generated"},
    {"layout": "workspace"},
    {"layout": "workspace", "license": "none"},
    {"version_source": "git"},
    {"ci": "none", "publish": "token"},
    {"ci": "none", "publish": "index", "layout": "rust-only"},
    {"stubs": "generated", "extras": "[msrv, benchmarks, docs, rayon, coverage, fuzz]"},
    {"layout": "workspace", "extras": "[msrv, benchmarks, rayon]"},
    {"extras": "[care, git-cliff, conda, reproducible, locked-env]"},
    {"ci": "none", "extras": "[care]"},
    {"layout": "dual", "stubs": "generated", "extras": "[msrv, benchmarks, docs, rayon, coverage, fuzz]"},
    {"layout": "dual", "extras": "[care, git-cliff, conda, reproducible, locked-env]"},
]


def texts(**answers: str) -> dict[str, str]:
    """Give the text files of a project by their paths."""
    return {path: content.decode() for path, content in rendered(**answers).items()}


def call(
    folder: Path, runner: str, *arguments: str, answers: dict[str, str] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a task runner in a folder that has its file of verbs and nothing else of the project."""
    file = RUNNERS[runner]
    (folder / file).write_text(texts(task_runner=runner, **(answers or {}))[file], "utf-8")
    programs = {"just": next(Path(sys.executable).parent.glob("just*")), "make": shutil.which("make")}
    return subprocess.run(
        [str(programs[runner]), *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def release(runner: str, value: str, by: str = "PART") -> list[str]:
    """Give the words after the task runner for a release."""
    return ["release", value if runner == "just" else f"{by}={value}"]


def stand_in(folder: Path, name: str, script: str = "", place: str = ".venv/bin") -> None:
    """Make a program that notes how it is called."""
    program = folder / place / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\necho {name} "$@" >> {folder / "calls"}\n{script}\n', "utf-8")
    program.chmod(0o755)


def verbs(runner: str, folder: Path, answers: dict[str, str]) -> list[str]:
    """Give the verbs that the task runner lists."""
    listed = call(folder, runner, *(["--summary"] if runner == "just" else []), answers=answers).stdout
    return listed.split() if runner == "just" else re.findall(r"^make ([\w-]+) ", listed, re.MULTILINE)


@each_runner
@pytest.mark.parametrize("answers", SHAPES, ids=lambda answers: "-".join(answers.values()) or "standard")
def test_the_guide_tells_of_every_verb(runner: str, answers: dict[str, str], tmp_path: Path) -> None:
    files = texts(task_runner=runner, **answers)
    told = re.findall(rf"^\| `{runner} ([\w-]+)", files["CONTRIBUTING.md"], re.MULTILINE)
    assert sorted(told) == sorted(verbs(runner, tmp_path, answers))
    (other,) = RUNNERS.keys() - {runner}
    for path in ("README.md", "CONTRIBUTING.md", "pyproject.toml", "tests/test_stub.py"):
        assert not re.search(rf"`{other}\b|^{other} |{RUNNERS[other]}", files[path], re.MULTILINE), path
    assert files.keys() & {*RUNNERS.values()} == {RUNNERS[runner]}


@pytest.mark.parametrize("answers", SHAPES, ids=lambda answers: "-".join(answers.values()) or "standard")
def test_each_verb_calls_the_same_whoever_runs_it(answers: dict[str, str], tmp_path: Path) -> None:
    calls: dict[str, dict[str, list[str]]] = {}
    for runner in RUNNERS:
        folder = tmp_path / runner
        folder.mkdir()
        path = pythons(folder, python3="3.13")
        for name in (
            *("python", "maturin", "ruff", "mypy", "ironwheel", "twine", "uv", "zensical", "hatchling"),
            *("pip-audit", "zizmor", "py-spy", "watchfiles"),
        ):
            stand_in(folder, name)
        for name in ("cargo", "diff", "git", "rattler-build", "rm"):
            stand_in(folder, name, place="path")
        # What is installed here: this machine, another Linux, and what no wheel is built for.
        stand_in(
            folder,
            "rustup",
            "printf '%s\\n' aarch64-apple-darwin x86_64-unknown-linux-musl wasm32-wasip1",
            "path",
        )
        stand_in(folder, "rustc", "echo aarch64-apple-darwin", "path")
        for name in ("awk", "mkdir", "sed"):
            (folder / "path" / name).symlink_to(str(shutil.which(name)))
        (folder / "core").mkdir()
        for manifest in ("Cargo.toml", "core/Cargo.toml"):
            (folder / manifest).write_text('rust-version = "1.85"\n')
        calls[runner] = {}
        for verb in verbs(runner, folder, answers):
            by = "VERSION" if answers.get("version_source") == "git" else "PART"
            words = release(runner, "1.2.0", by) if verb == "release" else [verb]
            if verb == "profile":
                words.append("it.py" if runner == "just" else "PROGRAM=it.py")
            (folder / "calls").write_text("")
            done = call(folder, runner, *words, answers=answers, PATH=path)
            assert done.returncode == 0, done.stdout + done.stderr
            called = (folder / "calls").read_text("utf-8")
            calls[runner][verb] = re.sub(
                r"watchfiles \S+ test", "watchfiles RUNNER test", called
            ).splitlines()
    assert calls["just"] == calls["make"]
    is_dual = answers.get("layout") == "dual"
    assert (
        calls["just"]["build"][0] == f"maturin develop{' --manifest-path core/Cargo.toml' if is_dual else ''}"
    )
    assert all(calls["just"].values())
    assert calls["just"]["profile"][-1] == (
        "py-spy record --native --output target/profile.svg -- .venv/bin/python it.py"
    )
    built = [call.split() for call in calls["just"]["wheels"] if call.startswith("maturin ")]
    assert [
        [word for word in words if word == "--zig" or ("-" in word[2:] and word[0] != "-")] for words in built
    ] == [
        ["aarch64-apple-darwin"],
        ["--zig", "x86_64-unknown-linux-musl"],
    ]
    assert calls["just"]["watch"][-1].startswith("watchfiles RUNNER test ")
    if "msrv" in answers.get("extras", ""):
        assert calls["just"]["msrv"][-1].startswith("cargo +1.85 check --locked --all-targets --features ")


@each_runner
def test_a_release_sets_the_version_and_tags_it(runner: str, tmp_path: Path) -> None:
    for name in ("python", "ironwheel"):
        stand_in(tmp_path, name)
    assert call(tmp_path, runner, *release(runner, "minor")).returncode == 0
    assert (tmp_path / "calls").read_text("utf-8").splitlines() == [
        "python -m pip install --quiet --group check",
        "ironwheel version --bump minor --tag",
    ]


@each_runner
@pytest.mark.parametrize("verb", ["build", "test", "check"])
def test_a_verb_that_fails_says_who_may_know_why(runner: str, verb: str, tmp_path: Path) -> None:
    for name in ("python", "maturin"):
        stand_in(tmp_path, name, "exit 3")
    failed = call(tmp_path, runner, verb)
    assert failed.returncode == {"just": 3, "make": 2}[runner]
    assert "uvx ironwheel doctor" in failed.stderr.splitlines()[-2]


@each_runner
def test_a_verb_that_succeeds_says_nothing_of_it(runner: str, tmp_path: Path) -> None:
    stand_in(tmp_path, "maturin")
    done = call(tmp_path, runner, "build")
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


@each_runner
def test_setup_takes_a_python_that_is_new_enough(runner: str, tmp_path: Path) -> None:
    for name in ("python", "maturin"):
        stand_in(tmp_path, name)
    done = call(tmp_path, runner, "setup", PATH=pythons(tmp_path, python3="3.8", python3_13="3.13"))
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text("utf-8").splitlines()
    assert calls[2:] == [
        "python3.13 -m venv .venv",
        "python -m pip install --upgrade pip>=25.1",
        "python -m pip install --group dev",
        "maturin develop",
    ]


@each_runner
def test_setup_says_that_no_python_is_new_enough(runner: str, tmp_path: Path) -> None:
    done = call(tmp_path, runner, "setup", PATH=pythons(tmp_path, python3="3.8", python="3.10"))
    assert done.returncode == {"just": 1, "make": 2}[runner]
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "venv" not in (tmp_path / "calls").read_text("utf-8")


HOOKS = yaml.safe_load(texts()[".pre-commit-config.yaml"])["repos"][0]["hooks"]


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
