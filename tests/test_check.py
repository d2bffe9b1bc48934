"""`scaffold check`: what it prints, what it exits with, and what it writes."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import PROGRAM, Run, tree
from files import write
from ironwheel import _core, about
from ironwheel.cli.main import main

CARGO = '[package]\nname = "thing"\nversion = "0.1.0"\nedition = "2024"\n[lib]\ncrate-type = ["cdylib"]\n'


@pytest.fixture
def broken(machine: Path) -> Path:
    """A project whose pyproject.toml does not parse."""
    project = machine / "broken"
    project.mkdir()
    (project / "Cargo.toml").write_text(CARGO)
    (project / "pyproject.toml").write_text('[build-system]\nrequires = ["maturin"]\n\n[project]\nname = \n')
    return project


@pytest.fixture
def good(scaffold: Run, machine: Path) -> Path:
    assert scaffold("new", "good", "--vcs", "none").returncode == 0
    return machine / "good"


def test_a_broken_file_is_a_finding_with_a_place(scaffold: Run, broken: Path) -> None:
    before = tree(broken)
    done = scaffold("check", "broken")
    assert done.returncode == 1
    assert "files/unparsable" in done.stdout
    assert " broken/pyproject.toml:5:8\n" in done.stdout
    assert "Found 1 error in broken" in done.stdout
    assert scaffold("check", "broken", "--fix", "--unsafe-fixes").returncode == 1
    assert tree(broken) == before


def test_concise_is_one_line_a_finding(scaffold: Run, broken: Path) -> None:
    lines = scaffold("check", "--output-format", "concise", cwd=broken).stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("pyproject.toml:5:8: error[files/unparsable] ")


def test_json_is_version_1(scaffold: Run, broken: Path, good: Path) -> None:
    done = scaffold("check", "--output-format", "json", "broken", "good")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert {key: report[key] for key in ("version", "tool")} == {
        "version": 1,
        "tool": f"ironwheel {_core.__version__}",
    }
    assert [project["root"] for project in report["projects"]] == ["broken", "good"]
    finding = report["projects"][0]["findings"][0]
    assert finding["span"]["start"] == {"line": 5, "column": 8, "offset": 56}
    assert finding["url"] == f"{about.REPOSITORY}/blob/main/docs/rules/{finding['rule']}.md"
    assert report["summary"]["error"] == 1


def test_exit_codes(scaffold: Run, broken: Path, good: Path, machine: Path) -> None:
    assert scaffold("check", "good").returncode == 0
    assert scaffold("check", "broken").returncode == 1
    assert scaffold("check", "good", "broken").returncode == 1
    assert scaffold("check", "broken", "--exit-zero").returncode == 0
    assert scaffold("check", "broken", "--ignore", "files/unparsable").returncode == 0
    assert scaffold("check", ".").returncode == 1
    assert scaffold("check", "nowhere").returncode == 2


def test_a_wrong_name_is_answered_with_the_nearest(scaffold: Run, broken: Path) -> None:
    done = scaffold("check", "broken", "--select", "files/unparsible")
    assert done.returncode == 2
    assert "files/unparsable" in done.stderr


def test_no_project_is_explained(scaffold: Run) -> None:
    assert "give a folder whose pyproject.toml builds with maturin" in scaffold("check").stderr


def test_quiet_prints_findings_alone(scaffold: Run, broken: Path, good: Path) -> None:
    assert scaffold("check", "-q", "good").stdout == ""
    done = scaffold("check", "-q", "broken")
    assert "files/unparsable" in done.stdout
    assert "Found" not in done.stdout


def test_nothing_of_a_project_steers_the_terminal(scaffold: Run, machine: Path) -> None:
    (machine / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["maturin"]\n[project]\n\x1b[31m\u202e = = 1\n'
    )
    for form in ("full", "concise", "json"):
        done = scaffold("check", "--output-format", form)
        assert done.returncode == 1
        for character in ("\x1b", "\u202e"):
            assert character not in done.stdout + done.stderr


def test_a_project_that_is_named_twice_is_one(scaffold: Run, good: Path) -> None:
    assert scaffold("check", "good", "good").stdout == "All good in good\n"


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"selekt": ["version"]}, TypeError, "there is no argument 'selekt'"),
        ({"select": "version"}, TypeError, "while processing 'select'"),
        ({"ignore": ["version/drft"]}, _core.SelectionError, "did you mean `version/drift`?"),
        ({"min_severity": "fatal"}, _core.SelectionError, "`fatal` is not `error`, `warning` or `info`"),
    ],
)
def test_what_a_program_asks_wrongly_is_named(
    broken: Path, given: dict[str, Any], error: type[Exception], says: str
) -> None:
    for ask in (_core.check, _core.fix, _core.suppress):
        with pytest.raises(error) as refused:
            ask(broken, **given)
        assert says in "\n".join([str(refused.value), *getattr(refused.value, "__notes__", ())])
    nothing = {"select": None, "ignore": None, "extend_select": None}
    assert _core.check(broken, **nothing).findings == _core.check(broken).findings


class _Report:
    """What the core says of a project, in a test that decides it."""

    notes = ("knows maturin up to 1.16",)

    def __init__(self, **counts: int) -> None:
        self.milder, self.suppressed = (counts.pop(name, 0) for name in ("milder", "suppressed"))
        self.counts = {"error": 0, "warning": 0, "info": 0, "fixable": 0, "unsafe_fixable": 0} | counts
        self.hidden = self.counts["info"]
        self.findings: list[dict[str, Any]] = [
            {"severity": name} for name in ("error", "warning") for _ in range(self.counts[name])
        ]

    def full(self, **_: Any) -> str:
        return "the findings"

    def concise(self, **_: Any) -> str:
        return "a finding\n"


class _Repair:
    def __init__(self, path: str, before: bytes, after: bytes) -> None:
        self.changes = [{"path": path, "before": before, "after": after}]
        self.fixed = 2
        self.remaining = _Report()


def _answer(monkeypatch: pytest.MonkeyPatch, report: "_Report") -> None:
    """Make the core say `report` of whatever it is asked to check."""
    monkeypatch.setattr(_core, "discover", lambda folder: [Path(folder)])
    monkeypatch.setattr(_core, "check_all", lambda roots, **_: [report for _ in roots])


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["check", *arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.parametrize(
    ("counts", "code", "summary"),
    [
        ({}, 0, "All good"),
        ({"info": 2}, 0, "No errors or warnings; 2 infos (--extend-select info shows them)"),
        ({"unsafe_fixable": 2, "error": 2}, 1, "Found 2 errors (2 fixable with --fix --unsafe-fixes)"),
        ({"warning": 1}, 1, "Found 1 warning\n"),
        ({"milder": 2, "suppressed": 1}, 0, "No errors or warnings; 2 below --min-severity; 1 suppressed"),
        (
            {"error": 2, "warning": 1, "fixable": 1, "unsafe_fixable": 1, "info": 1},
            1,
            "Found 2 errors and 1 warning (1 fixable with --fix, 1 more with --unsafe-fixes); 1 info",
        ),
    ],
)
def test_the_summary_counts(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    counts: dict[str, int],
    code: int,
    summary: str,
) -> None:
    _answer(monkeypatch, _Report(**counts))
    assert _run() == code
    printed = capsys.readouterr().out
    assert f"\n{summary}" in f"\n{printed}"
    assert "knows maturin up to 1.16" in printed


def test_infos_that_are_shown_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _Report(info=2, error=1, warning=1)
    report.hidden = 0
    _answer(monkeypatch, report)
    assert _run() == 1
    assert capsys.readouterr().out.endswith("\nFound 1 error, 1 warning and 2 infos\n")


def test_options_reach_the_core(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def check_all(roots: list[str], *, done: Callable[[int], None], **options: Any) -> list[_Report]:
        seen.update(options, roots=roots)
        done(len(roots))
        return [_Report()]

    _answer(monkeypatch, _Report())
    monkeypatch.setattr(_core, "check_all", check_all)
    assert (
        _run(
            ".",
            "--select",
            "a, b",
            "--select",
            "c",
            "--ignore",
            "d",
            "--extend-select",
            "info",
            "--min-severity",
            "error",
        )
        == 0
    )
    assert seen == {
        "roots": ["."],
        "select": ["a", "b", "c"],
        "ignore": ["d"],
        "extend_select": ["info"],
        "min_severity": "error",
    }


def test_a_patch_of_nothing_is_told_from_all_good(scaffold: Run, broken: Path, good: Path) -> None:
    done = scaffold("check", "--diff", "good")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing to change\n")
    done = scaffold("check", "--diff", "broken", "good")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no fix for 1 finding\n")
    assert scaffold("check", "--diff", "--quiet", "broken").stderr == ""


def test_a_name_like_no_other_is_answered_with_where_all_are_listed(scaffold: Run, good: Path) -> None:
    done = scaffold("check", "good", "--select", "ALL")
    assert done.returncode == 2
    assert done.stderr.endswith(" rule` lists all rules, by family\n")


@pytest.mark.parametrize("unsafe", [False, True])
def test_fix_writes_and_diff_does_not(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], unsafe: bool
) -> None:
    (machine / "a.toml").write_bytes(b"x = 1\r\ny = 2")

    def fix(path: str, *, unsafe_fixes: bool, **_: Any) -> _Repair:
        assert unsafe_fixes is unsafe
        return _Repair("a.toml", b"x = 1\r\ny = 2", b"x = 1\r\ny = 3")

    _answer(monkeypatch, _Report())
    monkeypatch.setattr(_core, "fix", fix)
    more = ["--unsafe-fixes"] if unsafe else []
    assert _run("--diff", *more) == 1
    assert capsys.readouterr().out.startswith(
        "diff --git a/a.toml b/a.toml\n--- a/a.toml\n+++ b/a.toml\n@@ -1,2 +1,2 @@\n x = 1\r\n"
    )
    assert (machine / "a.toml").read_bytes() == b"x = 1\r\ny = 2"
    assert _run("--fix", *more) == 0
    assert (machine / "a.toml").read_bytes() == b"x = 1\r\ny = 3"
    assert "Fixed 2 findings in a.toml" in capsys.readouterr().out


def test_a_patch_has_names_that_git_and_patch_take(scaffold: Run, machine: Path) -> None:
    crate = {"Cargo.toml": '[package]\nname = "x"\nversion = "1.0.0"\n', "src/lib.rs": ""}
    manifest = '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n'
    write(machine / "project", crate | {"pyproject.toml": manifest})
    (machine / "other").mkdir()
    path = (machine / "project" / "Cargo.toml").relative_to("/")
    for place, cwd, name in [
        ("project", machine, "project/Cargo.toml"),
        (machine / "project", machine, "project/Cargo.toml"),
        (machine / "project", machine / "other", path),
        ("../project", machine / "other", path),
        (".", machine / "project", "Cargo.toml"),
    ]:
        done = scaffold("check", "--diff", "--unsafe-fixes", "--extend-select=info", place, cwd=cwd)
        heads = [line for line in done.stdout.splitlines() if line.startswith("diff ")]
        assert f"diff --git a/{name} b/{name}" in heads


def test_a_file_that_changed_meanwhile_is_not_overwritten(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine / "a.toml").write_bytes(b"precious")
    _answer(monkeypatch, _Report())
    monkeypatch.setattr(_core, "fix", lambda path, **_: _Repair("a.toml", b"old", b"new"))
    assert _run("--fix") == 2
    assert (machine / "a.toml").read_bytes() == b"precious"
    assert capsys.readouterr().err == "error: a.toml was changed during this run\n  run the command again\n"


def test_a_path_is_a_folder_that_is_there(scaffold: Run, broken: Path) -> None:
    assert "`nowhere` does not exist" in scaffold("check", "nowhere").stderr
    # A file stands for its folder.
    assert scaffold("check", "broken/pyproject.toml").stdout == scaffold("check", "broken").stdout


def test_a_path_of_bytes_that_are_no_text_is_a_path(scaffold: Run, broken: Path) -> None:
    shutil.copytree(broken, os.fsdecode(b"a\xff"))
    for form in ("full", "concise", "json"):
        done = scaffold("check", "a\udcff", "--output-format", form)
        assert (done.returncode, done.stderr) == (1, "")
        assert "udcff" in done.stdout
        if form == "json":  # a strict reader takes no half of a pair
            assert json.loads(done.stdout)["projects"][0]["root"].encode() == b"a\\udcff"


def test_places_and_patches_are_named_from_here(scaffold: Run, good: Path, machine: Path) -> None:
    """Several projects in one patch, which applies where it was made."""
    for name in ("one", "deep/two"):
        shutil.copytree(good, machine / name)
        manifest = machine / name / "pyproject.toml"
        manifest.write_bytes(manifest.read_bytes().replace(b"\n", b"\r\n").replace(b"readme =", b"redame ="))
    shutil.rmtree(good)
    paths = ("one", machine / "deep/two")
    lines = scaffold("check", *paths, "--output-format", "concise").stdout.splitlines()
    assert [line.partition("pyproject.toml")[0] for line in lines] == ["one/", f"{machine}/deep/two/"]
    patch = subprocess.run(
        [*PROGRAM, "check", "-q", *paths, "--diff", "--unsafe-fixes"], capture_output=True, check=False
    )
    assert patch.returncode == 1
    subprocess.run(["git", "apply", "-"], input=patch.stdout, check=True)
    for path in paths:
        assert b"readme =" in Path(path, "pyproject.toml").read_bytes()
        assert scaffold("check", path).returncode == 0


def test_repairs_that_need_a_word_are_mentioned(scaffold: Run, good: Path) -> None:
    manifest = good / "pyproject.toml"
    manifest.write_text(manifest.read_text().replace("readme =", "redame ="))
    for option in ("--diff", "--fix"):
        done = scaffold("check", "good", option)
        assert done.stderr == "1 more fix with --unsafe-fixes\n"
        assert scaffold("check", "good", option, "-q").stderr == ""
    assert scaffold("check", "good", "--diff", "--unsafe-fixes").stderr == ""


def test_rules_are_listed_and_explained(scaffold: Run) -> None:
    listed = scaffold("rule")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [rule["id"] for rule in _core.rules()]
    assert scaffold("rule", "--all").stdout == listed.stdout
    for rule in _core.rules():
        page = scaffold("rule", rule["id"])
        assert page.returncode == 0
        assert page.stdout == f"{rule['id']} · {rule['severity']}\n\n{rule['page']}\n"


def test_a_rule_is_found_by_its_last_part_and_a_family_by_its_name(scaffold: Run) -> None:
    assert scaffold("rule", "unparsable").stdout == scaffold("rule", "files/unparsable").stdout
    listed = [line.split()[0] for line in scaffold("rule", "version").stdout.splitlines()]
    assert listed == [rule["id"] for rule in _core.rules() if rule["family"] == "version"]
    assert "did you mean `drift`?" in scaffold("rule", "driift").stderr
    assert "rule` lists them all" in scaffold("rule", "zzz").stderr


def test_a_path_that_is_no_project_keeps_the_others_from_being_repaired(
    scaffold: Run, good: Path, machine: Path
) -> None:
    manifest = good / "pyproject.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('dynamic = ["version"]', ""), encoding="utf-8")
    (machine / "empty").mkdir()
    before = tree(good)
    assert scaffold("check", "--fix", "good", "empty").returncode == 2
    assert tree(good) == before
    assert scaffold("check", "--fix", "good").returncode == 0
    assert tree(good) != before


@pytest.mark.parametrize(
    ("folder", "severity"),
    [("py", "warning"), ("examples/py", "info"), ("test-crates/py", "info"), ("latest", "warning")],
)
def test_examples_and_tests_of_a_repository_are_judged_as_what_nobody_publishes(
    machine: Path, folder: str, severity: str
) -> None:
    (machine / "tests" / ".git").mkdir(parents=True)
    project = machine / "tests" / folder
    project.mkdir(parents=True)
    (project / "Cargo.toml").write_text(CARGO.replace("[lib]", 'license = "MIT"\n[lib]'))
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["maturin>=1.16,<2"]\nbuild-backend = "maturin"\n\n'
        '[project]\nname = "thing"\ndynamic = ["version"]\n'
    )
    report = _core.check(str(project), select=["metadata/dropped-from-cargo"])
    assert [finding["severity"] for finding in report.findings] == [severity]
