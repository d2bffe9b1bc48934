"""`scaffold new` without a terminal: the project that is made, and everything that makes none."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import copier
import pytest

import test_first_hour
from conftest import PROGRAM, Run, tree
from ironwheel import about
from ironwheel.template import answers_file, questions
from ironwheel.template.bundle import BUNDLE, versions
from ironwheel.tools.python import first_steps

VERSION = versions()[-1]
JUST, UV = ["just setup", "just test"], ["uv sync", "uv run pytest"]
WITH_UV = "with uv, whose uv.lock is committed as well"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_a_project_is_made_committed_and_described(scaffold: Run, machine: Path) -> None:
    done = scaffold("new", "my-lib", "--defaults")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in machine.iterdir()] == ["my-lib"]
    project = machine / "my-lib"
    assert 'name = "my-lib"' in (project / "pyproject.toml").read_text()
    assert (project / "python" / "my_lib" / "__init__.py").is_file()
    assert git(project, "status", "--porcelain", "--ignored") == ""
    assert git(project, "log", "--format=%s") == f"Start from the ironwheel template {VERSION}"
    assert (
        f"my-lib: {len(git(project, 'ls-files').splitlines())} files from template {VERSION}" in done.stdout
    )
    # This machine has no cargo.
    assert "no Cargo.lock yet: cargo is not installed" in done.stdout
    assert (
        "  # install Rust: https://www.rust-lang.org/tools/install\n  cargo generate-lockfile\n"
        in done.stdout
    )
    assert "cd my-lib" in done.stdout


@pytest.mark.parametrize(
    "answers", [{}, {"preset": "minimal", "license": "none", "description": 'say "hi" \\ {{ x }} 🎡'}]
)
def test_plain_copier_makes_the_same(scaffold: Run, machine: Path, answers: dict[str, str]) -> None:
    given = {
        "project_name": "my-lib",
        "author_name": "Ada Lovelace",
        "author_email": "ada@example.org",
    } | answers
    data = [word for key, value in answers.items() for word in ("--data", f"{key}={value}")]
    assert scaffold("new", "ours/my-lib", "--vcs", "none", *data).returncode == 0
    copier.run_copy(
        str(BUNDLE),
        machine / "copied",
        data=given,
        defaults=True,
        quiet=True,
        settings=copier.Settings(),
    )
    ours, copied = tree(machine / "ours/my-lib"), tree(machine / "copied")
    assert tree(machine / "ours/my-lib") != {}
    source = b"_src_path: " + about.REPOSITORY.encode()
    theirs = bytes(copied.pop(".copier-answers.yml")).replace(b"_src_path: " + str(BUNDLE).encode(), source)
    assert ours.pop(".copier-answers.yml") == theirs
    assert ours == copied


def test_two_runs_give_the_same_bytes(scaffold: Run, machine: Path) -> None:
    for place in ("one", "two"):
        assert scaffold("new", f"{place}/thing", "--vcs", "none").returncode == 0
    assert tree(machine / "one") == tree(machine / "two")


def test_git_is_left_out_on_request(scaffold: Run, machine: Path) -> None:
    assert scaffold("new", "thing", "--vcs", "none").returncode == 0
    assert not (machine / "thing" / ".git").exists()


def test_quiet_says_nothing(scaffold: Run) -> None:
    done = scaffold("new", "thing", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


REFUSED = [
    (["x", "--data", "projct_name=y"], "did you mean `project_name`?"),
    (["x", "--data", "crate_name=y"], "has no question `crate_name`"),
    (["x", "--data", "_src_path=y"], "has no question `_src_path`"),
    (["x", "--data", "license=MTI"], "choose MIT OR Apache-2.0, MIT, Apache-2.0, "),
    (["x", "--data", "python_min=3.10"], "choose 3.11, 3.12, 3.13, 3.14 or 3.15"),
    (
        ["x", "--preset", "huge"],
        "preset: 'huge' is not one of the choices\n  choose minimal, standard, full or custom",
    ),
    (
        ["x", "--extras", "cli,rayn"],
        "extras: 'rayn' is not one of the choices\n  did you mean `rayon`?",
    ),
    (["x", "--universal2", "maybe"], "universal2: 'maybe' is neither true nor false\n  choose true or false"),
    (["x", "--extras", "docs"], "extras: docs show what the types say, and only those that are generated"),
    (["x", "--data", "description=a\x1b[31mb"], "description: U+001B"),
    (["x", "--data", "description=\udcff"], "description: U+DCFF"),
    (["x", "--data", "author_email=nobody"], "author_email: "),
    (['1-bad name"'], "project_name: "),
    (["class"], "project_name: "),
    (["json"], "project_name: "),
    (["self"], "project_name: "),
    (["con"], "project_name: "),
    (["x", "--data", "project_name="], "project_name: "),
    (["--data", "project_name=../x"], "project_name: "),
    ([""], "DEST is missing"),
    ([], "DEST is missing"),
    (["--defaults"], "DEST is missing"),
    (["x", "--vcs-ref", "9.9.9"], "there is no template version 9.9.9"),
    (["x", "--template", "nowhere"], "nowhere"),
    (["x", "--data-file", "nowhere.yml"], "nowhere.yml: No such file or directory"),
    (["a" * 300], "File name too long"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=[repr(words)[:40] for words, _ in REFUSED])
def test_what_is_refused_writes_nothing(
    scaffold: Run, machine: Path, arguments: list[str], message: str
) -> None:
    done = scaffold("new", *arguments)
    assert done.returncode == 2, done.stdout
    assert message in done.stderr
    assert done.stdout == ""
    assert list(machine.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "package"),
    [("My.Lib", "my_lib"), ("UPPER", "upper"), ("a", "a"), ("a-b_c", "a_b_c"), ("b" * 64, "b" * 64)],
)
def test_a_name_has_a_form_for_python(scaffold: Run, machine: Path, name: str, package: str) -> None:
    assert scaffold("new", name, "--vcs", "none").returncode == 0
    assert (machine / name / "python" / package / "__init__.py").is_file()


def test_the_folder_is_called_like_the_project(scaffold: Run, machine: Path) -> None:
    assert scaffold("new", "--data", "project_name=my-lib").returncode == 0
    assert (machine / "my-lib" / "pyproject.toml").is_file()


def test_answers_come_from_a_file_and_the_command_line_wins(scaffold: Run, machine: Path) -> None:
    (machine / "a.yml").write_text(
        "python_min: 3.12\ndescription: 'from # the file'\nlicense: MIT\n_commit: v0\n"
    )
    assert scaffold("new", "x", "--data-file", "a.yml", "--data", "license=none").returncode == 0
    text = (machine / "x" / "pyproject.toml").read_text()
    assert 'requires-python = ">=3.12"' in text
    assert 'description = "from # the file"' in text
    assert "Private :: Do Not Upload" in text
    (machine / "b.json").write_text('{"license": "MIT", "python_min": "3.11"}')
    assert scaffold("new", "y", "--data-file", "b.json").returncode == 0
    assert scaffold("new", "z", "--data-file", "x/.copier-answers.yml").returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--extras", "rayon,cli"],
        ["--extras", "rayon, cli"],
        ["--extras", "rayon", "--extras", "cli"],
        ["--data", "extras=[cli, rayon]"],
        ["--data-file", "a.yml"],
        ["--data-file", "b.json"],
        ["--data-file", "c.yml", "--extras", "cli,rayon"],
    ],
    ids=" ".join,
)
def test_several_choices_are_given_as_a_list(words: list[str], scaffold: Run, machine: Path) -> None:
    (machine / "a.yml").write_text("extras:\n- rayon\n- cli\n")
    (machine / "b.json").write_text('{"extras": ["cli", "rayon"]}')
    (machine / "c.yml").write_text("extras: []\n")
    done = scaffold("new", "x", *words)
    assert done.returncode == 0, done.stderr
    assert answers_file.answers(machine / "x")["extras"] == ["cli", "rayon"]


@pytest.mark.parametrize("value", ["", "[]"])
def test_none_of_several_choices_is_an_answer(value: str, scaffold: Run, machine: Path) -> None:
    assert scaffold("new", "x", "--preset", "full", "--extras", value).returncode == 0
    assert answers_file.answers(machine / "x")["extras"] == []
    assert not (machine / "x" / "benches").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x 1\nb: *x\n", "a.yml:1:4: anchors"),
        ("a: !!python/object:os.system x\n", "a.yml:1:4: anchors, tags"),
        ("- a\n", "not a table of answers"),
        ("", "not a table of answers"),
        ("a: [\n", "a.yml:2:1: "),
        ("a: \x00", "a.yml is not YAML"),
        ("\ud800", "a.yml"),
        ("[" * 60_000, "a.yml:1:9: "),
        ("a: " + "b" * 70_000, "larger than 64 KiB"),
        ("licence: MIT\n", "did you mean `license`?"),
        ("license: [MIT]\n", "a.yml: the answer to license is a list or a table"),
        ("extras: [[cli]]\n", "a.yml: the answer to extras is a list or a table"),
        ("license: null\n", "a.yml:1:10: null is no answer\n  leave the question out"),
        ('{"license": null}', "a.yml:1:13: null is no answer"),
        ("license: ~\n", "null is no answer"),
        ("license:\n", "null is no answer"),
        ("description:\n  a: b\n", "a.yml: the answer to description is a list or a table"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_broken_file_of_answers_is_refused(scaffold: Run, machine: Path, text: str, message: str) -> None:
    (machine / "a.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
    done = scaffold("new", "x", "--data-file", "a.yml")
    assert done.returncode == 2
    assert message in done.stderr
    assert not (machine / "x").exists()


def _not_empty(work: Path) -> None:
    (work / "dest").mkdir()
    (work / "dest" / "mine").write_text("precious")


def _behind_a_link(work: Path) -> None:
    (work / "real").mkdir()
    (work / "dest").symlink_to("real")


DESTINATIONS = [
    (_not_empty, "dest", "is not empty"),
    (lambda work: (work / "dest").write_text("precious"), "dest", "is a file"),
    (lambda work: (work / "dest").write_text("precious"), "dest/deep/er", "is a file"),
    (_behind_a_link, "dest", "is a symbolic link"),
    (_behind_a_link, "dest/deep", "is a symbolic link"),
    (_behind_a_link, "../work/dest/deep", "is a symbolic link"),
    (lambda work: (work / "dest").symlink_to("nowhere"), "dest", "is a symbolic link"),
    (
        lambda work: (work / "dest").mkfifo() if hasattr(Path, "mkfifo") else os.mkfifo(work / "dest"),
        "dest",
        "is a file",
    ),
    pytest.param(
        lambda _: None,
        "/proc/dest",
        "/proc",  # root cannot write in it, others may not
        marks=pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc"),
    ),
]


@pytest.mark.parametrize(
    ("prepare", "dest", "message"), DESTINATIONS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_destination_that_is_taken_is_left_alone(
    scaffold: Run, machine: Path, prepare, dest: str, message: str
) -> None:
    prepare(machine)
    before = sorted(machine.rglob("*"))
    done = scaffold("new", dest)
    assert done.returncode == 2
    assert message in done.stderr
    assert sorted(machine.rglob("*")) == before
    assert not (machine / "dest" / "mine").exists() or (machine / "dest" / "mine").read_text() == "precious"


@pytest.mark.skipif(
    os.geteuid() == 0 if hasattr(os, "geteuid") else False, reason="root may write everywhere"
)
def test_a_folder_that_may_not_be_written(scaffold: Run, machine: Path) -> None:
    machine.chmod(0o555)
    done = scaffold("new", "thing")
    machine.chmod(0o755)
    assert done.returncode == 2
    assert "you have no permission to write in" in done.stderr


@pytest.mark.parametrize("kib", [8, 100, 260])
def test_a_full_disk_leaves_nothing(scaffold: Run, machine: Path, kib: int) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(machine)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("no disk may be mounted here")
    try:
        done = scaffold("new", "thing", cwd=machine)
        assert list(machine.iterdir()) == []
    finally:
        subprocess.run(["umount", str(machine)], check=True)
    assert done.returncode == 2
    assert "space" in done.stderr
    assert done.stderr.count("\n") <= 2


def test_an_empty_folder_is_filled_and_stays_the_same_folder(scaffold: Run, machine: Path) -> None:
    place = machine / "thing"
    place.mkdir()
    inode = place.stat().st_ino
    done = scaffold("new", ".", cwd=place)
    assert done.returncode == 0, done.stderr
    assert place.stat().st_ino == inode
    assert 'name = "thing"' in (place / "pyproject.toml").read_text()
    assert "cd " not in done.stdout
    assert git(place, "status", "--porcelain") == ""


@pytest.mark.parametrize("command", [["new", "."], ["init"]], ids=" ".join)
@pytest.mark.parametrize("is_empty", [True, False], ids=["without a commit", "with one"])
def test_a_clone_of_what_a_host_made_is_filled_and_committed(
    scaffold: Run, machine: Path, command: list[str], is_empty: bool
) -> None:
    place = machine / "thing"
    git(machine, "init", "--quiet", "--initial-branch=main", "thing")
    git(place, "remote", "add", "origin", "git@github.com:ada/thing.git")
    theirs = {} if is_empty else {"README.md": "# mine\n", "LICENSE": "mine\n", ".gitignore": "*.lock\n"}
    for name, text in theirs.items():
        (place / name).write_text(text)
    if theirs:
        git(place, "add", "--all")
        git(place, "commit", "--quiet", "-m", "Initial commit")
    done = scaffold(*command, cwd=place)
    assert done.returncode == 0, done.stderr
    assert "✓ committed on main" in done.stdout
    for name, text in theirs.items():
        assert (place / name).read_text() == text
    assert git(place, "status", "--porcelain") == ""
    subjects = [f"Start from the ironwheel template {VERSION}", *(["Initial commit"] if theirs else [])]
    assert git(place, "log", "--format=%s").splitlines() == subjects
    assert "https://github.com/ada/thing" in (place / "pyproject.toml").read_text()
    changed = set(git(place, "show", "--name-only", "--format=", "HEAD").splitlines())
    assert {"pyproject.toml", "LICENSE-MIT"} <= changed
    assert (".gitignore is kept, and lacks __pycache__/, *.py[cod], " in done.stdout) == bool(theirs)
    assert ("LICENSE is kept beside LICENSE-APACHE and LICENSE-MIT" in done.stdout) == bool(theirs)
    assert not changed & theirs.keys()


def test_what_a_person_has_staged_stays_staged(scaffold: Run, machine: Path) -> None:
    git(machine, "init", "--quiet", "--initial-branch=trunk")
    (machine / "README.md").write_text("mine")
    git(machine, "add", "README.md")
    done = scaffold("init", "--project-name", "thing")
    assert done.returncode == 0, done.stderr
    assert "✓ committed on trunk" in done.stdout
    assert "rename the branch with `git branch -m main`" in done.stdout
    assert git(machine, "status", "--porcelain") == "A  README.md"


def test_a_repository_of_somebody_unknown_is_staged(scaffold: Run, machine: Path, tmp_path: Path) -> None:
    git(machine, "init", "--quiet")
    (tmp_path / "home" / ".gitconfig").unlink()
    done = scaffold("init", "--project-name", "thing")
    assert "not committed: git does not know your name" in done.stdout
    assert "A  pyproject.toml" in git(machine, "status", "--porcelain")


@pytest.mark.parametrize("name", ["setup.py", "src", "readme_notes", "LICENSE"])
def test_what_no_host_makes_is_in_the_way(scaffold: Run, machine: Path, name: str) -> None:
    git(machine, "init", "--quiet")
    (machine / name).mkdir()
    done = scaffold("init", "--project-name", "thing")
    assert done.returncode == 2
    assert f"{machine} is not empty" in done.stderr
    (machine / name).rmdir()
    (machine / name).touch()
    assert scaffold("init", "--project-name", "thing").returncode == (0 if name == "LICENSE" else 2)


def test_without_a_repository_a_readme_is_in_the_way(scaffold: Run, machine: Path) -> None:
    (machine / "README.md").touch()
    assert scaffold("init", "--project-name", "thing").returncode == 2


def test_inside_of_a_repository_none_is_nested(scaffold: Run, machine: Path) -> None:
    git(machine, "init", "--quiet")
    done = scaffold("new", "deep/thing")
    assert done.returncode == 0
    assert f"inside the repository {machine}" in done.stdout
    assert f"its workflows will not run: move them to {machine}/.github/workflows" in done.stdout
    minimal = scaffold("new", "deep/small", "--preset", "minimal")
    assert f"inside the repository {machine}" in minimal.stdout
    assert "workflows" not in minimal.stdout
    assert not (machine / "deep" / "thing" / ".git").exists()


def test_inside_of_a_workspace_it_says_what_to_add(scaffold: Run, machine: Path) -> None:
    (machine / "Cargo.toml").write_text("[workspace]\nmembers = []\n")
    done = scaffold("new", "crates/thing")
    assert done.returncode == 0
    assert f"# add crates/thing to `members` (or `exclude`) of {machine}/Cargo.toml" in done.stdout
    assert not (machine / "crates" / "thing" / "Cargo.lock").exists()


def test_a_member_of_a_workspace_needs_nothing(scaffold: Run, machine: Path) -> None:
    (machine / "Cargo.toml").write_text("[workspace]\nmembers = ['crates/*']\n")
    done = scaffold("new", "crates/thing")
    assert f"member of the cargo workspace {machine}" in done.stdout
    assert "# add" not in done.stdout


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_looking_first_writes_nothing(scaffold: Run, machine: Path, option: str) -> None:
    done = scaffold("new", "thing", option)
    assert done.returncode == 0
    assert ("python/thing/__init__.py" in done.stdout) is (option == "--diff")
    assert "python/thing/__init__.py" in scaffold("new", "thing", option, "-v").stdout
    assert list(machine.iterdir()) == []


def test_the_patch_is_the_project(scaffold: Run, machine: Path) -> None:
    patch = scaffold("new", "thing", "--diff").stdout
    assert patch == scaffold("new", "thing", "--diff", "-q").stdout
    subprocess.run(["git", "apply", "-"], input=patch, text=True, check=True)
    applied = tree(machine / "thing")
    assert "python/thing/py.typed" in applied
    shutil.rmtree(machine / "thing")
    scaffold("new", "thing", "--vcs", "none")
    assert tree(machine / "thing") == applied


def test_a_patch_of_any_name_is_the_project(scaffold: Run, machine: Path) -> None:
    house = machine / "house"
    house.mkdir()
    (house / "copier.yml").write_text("{}\n")
    for name in ("a b", 'q"\\', "e\nf", "ü ✓", "empty"):
        (house / name).write_bytes(b"" if name == "empty" else b"\xff\r\nno end")
    patch = subprocess.run(
        [*PROGRAM, "new", "thing", "--diff", "--template", "house"], capture_output=True, check=False
    )
    assert (patch.returncode, patch.stderr) == (0, b"")
    subprocess.run(["git", "apply", "-"], input=patch.stdout, check=True)
    assert tree(machine / "thing") == {name: c for name, c in tree(house).items() if name != "copier.yml"}


def test_a_name_that_git_knows_but_the_template_refuses_is_dropped(
    scaffold: Run, machine: Path, tmp_path: Path
) -> None:
    (tmp_path / "home" / ".gitconfig").write_text('[user]\nname = "Ada"\nemail = "not an address"\n')
    assert scaffold("new", "thing").returncode == 0
    answers = (machine / "thing" / ".copier-answers.yml").read_text()
    assert "author_name: Ada\n" in answers
    assert "author_email: ''\n" in answers


def test_nobody_known_is_said(scaffold: Run, machine: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / ".gitconfig").unlink()
    done = scaffold("new", "thing")
    assert done.returncode == 0
    assert "without a commit" in done.stdout
    assert "authors" not in (machine / "thing" / "pyproject.toml").read_text()


def test_the_settings_of_copier_do_not_count(
    scaffold: Run, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.yml"
    settings.write_text("defaults:\n  license: GPL-3.0-or-later\n  description: from the settings\n")
    monkeypatch.setenv("COPIER_SETTINGS_PATH", str(settings))
    assert scaffold("new", "thing").returncode == 0
    assert "GPL" not in (machine / "thing" / ".copier-answers.yml").read_text()


def test_git_is_needed_for_the_template_and_that_is_said(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(machine))
    done = subprocess.run([*PROGRAM, "new", "thing"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "error: git is not installed; it is needed to read the template\n  install git\n"


def test_hostile_configuration_runs_nothing(scaffold: Run, machine: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\n: >{canary}\nexit 1\n")
    trap.chmod(0o755)
    hooks = tmp_path / "traps" / "hooks"
    hooks.mkdir(parents=True)
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        (hooks / hook).symlink_to(trap)
    hostile = f"[init]\ntemplateDir = {hooks.parent}\n[core]\nfsmonitor = {trap}\nhooksPath = {hooks}\nfileMode = false\n"
    config = tmp_path / "home" / ".gitconfig"
    config.write_text(config.read_text() + hostile)
    git(machine, "-c", "core.hooksPath=/dev/null", "init", "--quiet")
    with (machine / ".git" / "config").open("a") as file:
        file.write(hostile)
    canary.unlink(missing_ok=True)
    assert scaffold("new", "inside").returncode == 0
    outside = tmp_path / "outside"
    outside.mkdir()
    assert scaffold("new", "thing", cwd=outside).returncode == 0
    assert not canary.exists()
    assert (outside / "thing" / ".git").is_dir()


def test_another_template_from_a_folder(scaffold: Run, machine: Path) -> None:
    house = machine / "house"
    house.mkdir()
    (house / "copier.yml").write_text("colour:\n  type: str\n")
    (house / "{{ colour }}.txt.jinja").write_text("{{ colour }}\n")
    (house / "{{ _copier_conf.answers_file }}.jinja").write_text("{{ _copier_answers | to_nice_yaml }}")
    done = scaffold("new", "thing", "--template", str(house))
    assert done.returncode == 2
    assert "colour: an answer is needed; there is no default\n  answer with `--data colour=…`" in done.stderr
    done = scaffold("new", "thing", "--template", str(house), "--data", "colour=red")
    assert done.returncode == 0, done.stderr
    assert (machine / "thing" / "red.txt").read_text() == "red\n"
    assert f"_src_path: {house}" in (machine / "thing" / ".copier-answers.yml").read_text()
    assert git(machine / "thing", "log", "--format=%s") == "Start from a template"


@pytest.mark.parametrize("feature", ["_tasks: ['touch ../canary']", "_jinja_extensions: [jinja2.ext.do]"])
def test_another_template_runs_nothing(scaffold: Run, machine: Path, feature: str) -> None:
    house = machine / "house"
    house.mkdir()
    (house / "copier.yml").write_text(f"{feature}\n")
    done = scaffold("new", "thing", "--template", str(house))
    assert done.returncode == 2
    assert "contains code to be run" in done.stderr
    assert sorted(path.name for path in machine.iterdir()) == ["house"]


def fake_cargo(folder: Path, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "cargo").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "cargo").chmod(0o755)


@pytest.mark.parametrize(
    ("script", "locked"),
    [
        ('echo lock >"${4%.toml}.lock"', True),
        ('test "$5" = --offline && echo lock >"${4%.toml}.lock"', True),
        ("echo 'error: no matching package named `pyo3` found' >&2; exit 101", False),
        (
            "echo 'error: no default is configured' >&2; printf 'help: run\\n\\nStack backtrace:\\n 0: <unknown>\\n' >&2; exit 1",
            False,
        ),
        (
            "printf 'error: no pyo3\\nCaused by:\\n  no index\\nCaused by:\\n' >&2; echo 'no host' >&2; exit 101",
            False,
        ),
        ("exit 101", False),
        ("exit 0", False),
    ],
)
def test_cargo_locks_if_it_can(
    scaffold: Run, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, locked: bool
) -> None:
    fake_cargo(tmp_path / "fake", script)
    monkeypatch.setenv("PATH", f"{tmp_path / 'fake'}{os.pathsep}{os.environ['PATH']}")
    done = scaffold("new", "thing")
    assert done.returncode == 0
    assert (machine / "thing" / "Cargo.lock").exists() is locked
    assert ("Cargo.lock" in git(machine / "thing", "ls-files").split()) is locked
    said = re.search("echo '([^']*)' >&2", script)
    why = f"cargo says: {said[1]}" if said else "said nothing"
    assert (f"no Cargo.lock yet: {why}" in done.stdout or f"{why}\n" in done.stdout) is not locked
    assert ("\n  cargo generate-lockfile\n" in done.stdout) is not locked
    assert "install Rust" not in done.stdout


def test_an_interrupt_while_cargo_works_leaves_nothing(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_cargo(tmp_path / "fake", f": >{tmp_path / 'started'}; exec sleep 60")
    monkeypatch.setenv("PATH", f"{tmp_path / 'fake'}{os.pathsep}{os.environ['PATH']}")
    with subprocess.Popen([*PROGRAM, "new", "thing"], stderr=subprocess.PIPE, text=True) as running:
        while not (tmp_path / "started").exists():
            assert running.poll() is None
            time.sleep(0.05)
        running.terminate()
        assert running.wait(30) == 130
        assert running.stderr is not None
        assert "interrupted" in running.stderr.read()
    assert list(machine.iterdir()) == []


def test_an_interrupt_at_any_moment_leaves_nothing(machine: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    for tenth in range(9):
        with (
            said.open("w") as file,
            subprocess.Popen(
                [sys.executable, "-X", "importtime", "-m", "ironwheel", "new", "thing"],
                stdout=subprocess.DEVNULL,
                stderr=file,
            ) as running,
        ):
            while "ironwheel.errors" not in said.read_text():
                assert running.poll() is None
            time.sleep(tenth / 10)
            running.send_signal(signal.SIGINT)
        made = machine / "thing"
        # CPython ends by the signal itself, which is 130 to a shell, where source in a string was interrupted.
        interrupted = running.returncode in (130, -signal.SIGINT)
        assert interrupted or running.returncode == 0
        if interrupted:
            assert "\ninterrupted; no file was left half-written\n" in said.read_text()
            assert "Traceback" not in said.read_text()
        assert (
            not list(machine.iterdir()) or git(made, "status", "--porcelain") == ""
        )  # nothing, or all of it
        shutil.rmtree(machine / "thing", ignore_errors=True)
        assert not list((tmp_path / "temporary").iterdir())


def test_the_next_steps_fit_the_machine(
    scaffold: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps(*arguments: str) -> list[str]:
        shutil.rmtree("thing", ignore_errors=True)
        return [
            line.strip()
            for line in scaffold("new", "thing", *arguments).stdout.partition("Next:\n")[2].splitlines()
        ]

    plain = steps()
    assert [plain[0], plain[2]] == ["cd thing", "cargo generate-lockfile"]
    assert plain[3] == "# with pip"
    assert plain[8:] == ["# or with just", *JUST, f"# or {WITH_UV}", *UV]
    programs = tmp_path / "more"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    for program in ("uv", "just"):
        (programs / program).symlink_to(sys.executable)
        (programs / program).chmod(0o755)
        assert steps()[3:6] == {"uv": [f"# {WITH_UV}", *UV], "just": ["# with just", *JUST]}[program]
    assert steps("--preset", "minimal")[3] == f"# {WITH_UV}"


def test_the_next_steps_start_a_python_that_is_new_enough(scaffold: Run) -> None:
    newer = f"3.{min(sys.version_info.minor + 1, 15)}"
    for given, said in (("3.11", "python3"), (newer, f"python{newer}")):
        done = scaffold("new", f"p{given}", "--data", "project_name=thing", "--data", f"python_min={given}")
        assert f"\n  {said} -m venv .venv\n" in done.stdout


def test_a_place_is_called_as_it_was_given_unless_it_is_below(scaffold: Run, machine: Path) -> None:
    for dest, said in (("../thing", "../thing"), (machine / "one", "one"), ("./two", "two")):
        assert f"\n  cd {said}\n" in scaffold("new", dest, "--vcs", "none").stdout


def test_a_template_is_not_rendered_into_itself(scaffold: Run, machine: Path) -> None:
    (machine / "copier.yml").write_text("{}\n")
    assert "would be inside the template" in scaffold("new", "thing", "--template", ".").stderr
    (machine / "copier.yml").unlink()
    assert ". is not a template: it has no copier.yml" in scaffold("new", "thing", "--template", ".").stderr
    assert list(machine.iterdir()) == []


def test_each_question_has_an_option(scaffold: Run, machine: Path) -> None:
    given = {
        "project_name": "named",
        "description": "what it does",
        "author_name": "Grace",
        "author_email": "grace@example.org",
        "repository_url": "https://example.org/it",
        "license": "BSD-3-Clause",
        "python_min": "3.13",
        "preset": "minimal",
        "layout": "rust-only",
        "abi": "version-specific",
        "ci": "github",
        "version_source": "pyproject",
        "stubs": "generated",
        "wheels": "must",
        "manylinux": "2_17",
        "builder": "cibuildwheel",
        "universal2": "true",
        "publish": "token",
        "index_name": "ours",
        "testpypi": "true",
        "auto_tag": "true",
        "task_runner": "make",
        "keywords": "fast, exact",
        "development_status": "beta",
        "maintainers": "Bob",
        "classifiers": "Topic :: Utilities",
        "extras": "rayon,msrv",
    }
    assert [question.key for question in questions.known() if question.is_asked] == [*given]
    words = [word for key, value in given.items() for word in (f"--{key.replace('_', '-')}", value)]
    assert scaffold("new", "thing", *words).returncode == 0
    stored = answers_file.answers(machine / "thing")
    assert given.items() <= (stored | {"extras": ",".join(stored["extras"])}).items()
    done = scaffold("new", "other", "--licence", "MIT")
    assert (done.returncode, "did you mean `--license`?" in done.stderr) == (2, True)


def test_a_classifier_that_the_index_does_not_know_is_told(scaffold: Run) -> None:
    said = scaffold(
        "new", "x", "--vcs=none", "--classifiers", "Topic :: Utilitys, Framework :: Holography"
    ).stdout
    assert "did you mean `Topic :: Utilities`?" in said
    assert "`Framework :: Holography` is not on PyPI's list" in said
    assert "no findings" not in said


def test_help_lists_the_questions_with_choices_and_defaults(scaffold: Run) -> None:
    # A line may end behind a hyphen.
    shown = " ".join(scaffold("new", "--help").stdout.split()).replace("- ", "-")
    for question in questions.known():
        assert (f"{question.flag} " in shown) is question.is_asked
        assert ", ".join(question.choices) in shown
        if question.default:
            assert f"(default: {question.default})" in shown or question.key == "project_name"


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ([], "ada@example.org"),
        (["--author-name", "Ada Lovelace"], "ada@example.org"),
        (["--author-name", "Grace"], ""),
        (["--author-name", 'G "{{ x }}" é'], ""),
        (["--author-name", ""], ""),
        (["--author-name", "Grace", "--author-email", "g@example.org"], "g@example.org"),
    ],
)
def test_an_author_by_hand_gets_nobody_elses_address(
    scaffold: Run, machine: Path, arguments: list[str], address: str
) -> None:
    assert scaffold("new", "thing", *arguments).returncode == 0
    assert answers_file.answers(machine / "thing")["author_email"] == address


def test_an_odd_name_that_git_knows_keeps_its_address(scaffold: Run, machine: Path, tmp_path: Path) -> None:
    name = 'A "quoted" {{ 7 * 7 }} \\ }} é'
    config = f"[user]\nname = {json.dumps(name, ensure_ascii=False)}\nemail = a@example.org\n"
    (tmp_path / "home" / ".gitconfig").write_text(config, "utf-8")
    assert scaffold("new", "thing").returncode == 0
    found = answers_file.answers(machine / "thing")
    assert (found["author_name"], found["author_email"]) == (name, "a@example.org")


@pytest.mark.parametrize("way", test_first_hour.WAYS)
def test_the_next_steps_are_those_that_the_first_hour_runs(way: str) -> None:
    commands = [text for name, text in test_first_hour.steps(test_first_hour.PAGE, way) if not name]
    shown = first_steps(["justfile"], "3.11")[way]
    assert shown
    assert set(shown) <= set(commands)
