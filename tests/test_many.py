"""`scaffold check` on folders of projects: what is found, in which order, and what one broken project costs."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from ironwheel import _core

BUILD = '[build-system]\nrequires = ["maturin>=1.16,<2"]\nbuild-backend = "maturin"\n'
GOOD = f'{BUILD}[project]\nname = "thing"\nversion = "0.1.0"\nrequires-python = ">=3.11"\n'
BAD = f"{GOOD}dynamic = ['version']\n"


def _project(folder: Path, pyproject: str = GOOD) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(pyproject)
    (folder / "Cargo.toml").write_text('[package]\nname = "thing"\nversion = "0.1.0"\n')


def _found(scaffold: Run, *paths: str) -> list[str]:
    done = scaffold("check", "--output-format", "json", *paths)
    return [project["root"] for project in json.loads(done.stdout)["projects"]]


def test_a_folder_is_searched_for_every_project(scaffold: Run, machine: Path) -> None:
    for name in ("b", "a/deep/one", "b/nested"):
        _project(machine / name)
    (machine / "pyproject.toml").write_text('[build-system]\nrequires = ["hatchling"]\n')
    assert _found(scaffold, ".") == ["a/deep/one", "b", "b/nested"]
    # A project is itself alone, however it is named, and once.
    assert _found(scaffold, "b", "b/../b", "a", "b") == ["b", "a/deep/one"]


def test_what_is_ignored_hidden_built_or_a_template_is_no_project(scaffold: Run, machine: Path) -> None:
    hidden = (
        "ignored",
        "b/local",
        ".venv/lib",
        "b/target/package",
        "node_modules/x",
        "{{ name }}",
        "env/lib",
    )
    for name in ("b", *hidden):
        _project(machine / name)
    (machine / ".gitignore").write_text("/ignored\n")
    (machine / "b/.gitignore").write_text("local\n")
    (machine / "env/pyvenv.cfg").write_text("")
    (machine / "b/pyproject.toml.jinja").write_text("{{ nothing }}")
    (machine / "again").symlink_to(machine, target_is_directory=True)
    assert _found(scaffold, ".") == ["b"]
    # Who names it means it.
    assert _found(scaffold, "ignored") == ["ignored"]


def test_a_folder_says_what_is_not_searched(scaffold: Run, machine: Path) -> None:
    for name in ("a", "b/fixtures/one", "b/two", "old/three"):
        _project(machine / name)
    (machine / "pyproject.toml").write_text('[tool.ironwheel]\nexclude = ["fixtures", "/old"]\n')
    assert _found(scaffold, ".") == ["a", "b/two"]
    (machine / "pyproject.toml").write_text("[tool.ironwheel\n")
    assert len(_found(scaffold, ".")) == 4


def test_a_folder_without_projects_is_an_error_before_anything_is_done(scaffold: Run, machine: Path) -> None:
    _project(machine / "one", BAD)
    (machine / "empty").mkdir()
    before = (machine / "one/pyproject.toml").read_bytes()
    for option in ("--fix", "--diff", "-q"):
        done = scaffold("check", "one", "empty", option)
        assert (done.returncode, done.stdout) == (2, "")
        assert "in or below `empty`" in done.stderr
    assert (machine / "one/pyproject.toml").read_bytes() == before


def test_findings_are_grouped_and_summed_up_once(scaffold: Run, machine: Path) -> None:
    for name, text in (("a", BAD), ("b", GOOD), ("c", BAD)):
        _project(machine / name, text)
    done = scaffold("check")
    assert done.returncode == 1
    assert done.stdout.startswith("a\n\n")
    assert (
        done.stdout.index("a/pyproject.toml")
        < done.stdout.index("\nc\n")
        < done.stdout.index("c/pyproject.toml")
    )
    assert done.stdout.count("Found ") == 1
    assert "\nFound 2 errors in 2 of 3 projects (" in done.stdout
    assert scaffold("check", "--fix").returncode == 0
    assert scaffold("check").stdout.startswith("No errors or warnings in 3 projects; 6 infos")


def test_the_answers_do_not_depend_on_the_run(scaffold: Run, machine: Path) -> None:
    for number in range(40):
        _project(machine / f"p{number:02}", BAD if number % 3 else GOOD)
    runs = {scaffold("check", "--output-format", "json").stdout for _ in range(3)}
    assert len(runs) == 1
    alone = scaffold("check", "--output-format", "concise", "p01").stdout
    assert alone in scaffold("check", "--output-format", "concise").stdout


def test_what_projects_share_is_said_once(scaffold: Run, machine: Path) -> None:
    (machine / "Cargo.toml").write_text('[workspace]\nmembers = ["a", "b"]\n[profile.release\n')
    for name in ("a", "b"):
        _project(machine / name)
    done = scaffold("check", "--output-format", "concise")
    assert done.stdout.count("files/unparsable") == 1
    assert "a/../Cargo.toml" not in done.stdout


def test_a_project_that_cannot_be_read_does_not_hide_the_others(scaffold: Run, machine: Path) -> None:
    _project(machine / "a", BAD)
    _project(machine / "b")
    (machine / "b/pyproject.toml").write_bytes(b'[build-system]\nrequires = ["maturin"]\n# \xff\n')
    (machine / "c/pyproject.toml").mkdir(parents=True)
    done = scaffold("check", "--output-format", "concise")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "a/pyproject.toml",
        "b/pyproject.toml",
    ]


def test_what_is_found_can_be_ignored_for_a_start(scaffold: Run, machine: Path) -> None:
    for name in ("a", "b"):
        _project(machine / name, BAD)
    patch = scaffold("check", "--add-ignore", "--diff")
    assert patch.returncode == 1
    assert "+# ironwheel: ignore[version/static-and-dynamic] not judged yet" in patch.stdout
    done = scaffold("check", "--add-ignore")
    assert done.returncode == 0
    assert "Ignored 1 finding in a/pyproject.toml\n" in done.stdout
    assert "\nNo errors or warnings in 2 projects; 2 infos" in done.stdout
    assert "2 suppressed" in scaffold("check").stdout
    again = scaffold("check", "--add-ignore", "--diff")
    assert (again.returncode, again.stdout) == (0, "")
    assert scaffold("check", "--add-ignore", "--fix").returncode == 2


def test_projects_inside_each_other_are_repaired_one_after_the_other(scaffold: Run, machine: Path) -> None:
    (machine / "pyproject.toml").write_text("")
    outer, inner = machine / "outer", machine / "outer/inner"
    _project(inner, BAD)
    _project(outer, f"{BAD}[tool.maturin]\nmanifest-path = 'inner/Cargo.toml'\n")
    (inner / "Cargo.toml").write_text(
        '[package]\nname = "thing"\nversion = "0.1.0"\n[target.x86_64-unknown-linux-gnu]\nrustflags = []\n'
    )
    assert scaffold("check", "--fix", "--unsafe-fixes").returncode in (0, 1)
    assert scaffold("check", "--diff", "--unsafe-fixes").stdout == ""


def _main(*arguments: str) -> int:
    from ironwheel.cli.main import main

    with pytest.raises(SystemExit) as end:
        main(["check", *arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


def _broken_over_b(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the core break down over the project `b`."""
    check_all = _core.check_all

    def with_a_bug(roots: list[str], **options: Any) -> list[Any]:
        good = iter(check_all([root for root in roots if root != "b"], **options))
        return ["it broke" if root == "b" else next(good) for root in roots]

    monkeypatch.setattr(_core, "check_all", with_a_bug)
    for name in ("fix", "suppress"):
        monkeypatch.setattr(_core, name, _with_a_bug(getattr(_core, name)))


def _with_a_bug(work: Callable[..., Any]) -> Callable[..., Any]:
    def of_one(root: str, **options: Any) -> Any:
        if root == "b":
            raise _core.BugError("it broke")
        return work(root, **options)

    return of_one


@pytest.mark.parametrize(
    "options", [(), ("--output-format=concise",), ("--output-format=json",), ("--diff",)]
)
def test_a_bug_in_us_costs_one_project(
    monkeypatch: pytest.MonkeyPatch,
    machine: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
) -> None:
    for name in ("a", "b", "c"):
        _project(machine / name, BAD)
    _broken_over_b(monkeypatch)
    assert _main(*options) == 2
    printed = capsys.readouterr()
    for name in ("a", "c"):
        assert f"{name}/pyproject.toml" in printed.out or f'"root": "{name}"' in printed.out
    assert printed.err.count("error: this is a bug, found in b: it broke\n") == 1
    assert ("; 1 project not checked" in printed.out) == (not options)


@pytest.mark.parametrize("option", ["--fix", "--add-ignore"])
def test_a_bug_in_us_keeps_no_other_project_from_its_repair(
    monkeypatch: pytest.MonkeyPatch, machine: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    for name in ("a", "b", "c"):
        _project(machine / name, BAD)
    _broken_over_b(monkeypatch)
    assert _main(option) == 2
    texts = {name: (machine / name / "pyproject.toml").read_text() for name in ("a", "b", "c")}
    assert texts["a"] == texts["c"] != texts["b"] == BAD
    printed = capsys.readouterr()
    assert "\nNo errors or warnings in 2 projects; 1 project not checked" in printed.out
    assert "error: this is a bug, found in b: it broke\n" in printed.err


def test_nothing_is_good_where_nothing_is_checked(
    monkeypatch: pytest.MonkeyPatch, machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _project(machine / "b")
    _broken_over_b(monkeypatch)
    for options in ((), ("--fix",), ("--diff",)):
        assert _main("b", *options) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err.count("error: this is a bug, found in b: ")) == ("", 1)


def test_a_requirement_that_breaks_the_parser_is_a_finding(scaffold: Run, machine: Path) -> None:
    for name, requirement in (("a", "numpy->=1.2"), ("b", "a[x-]"), ("c", "a; os_name == 'x' aä")):
        _project(machine / name, f'{GOOD}dependencies = ["{requirement}"]\n')
    done = scaffold("check", "--output-format", "concise")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("error[maturin/requirement-invalid]") == 3


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_an_interrupt_ends_it_at_once(machine: Path) -> None:
    _project(machine / "a")
    for number in range(400):
        shutil.copytree(machine / "a", machine / f"b{number}")
    program = """
import sys
from ironwheel import _core
from ironwheel.cli.main import main
check_all = _core.check_all
def without_end(roots, **options):
    print("started", flush=True)
    while True:
        check_all(roots, **options)
_core.check_all = without_end
main(["check"])
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    assert time.monotonic() - began < 5
    process.communicate()
