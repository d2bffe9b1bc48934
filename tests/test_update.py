"""`scaffold update` brings a project to a newer version, and nothing that the person wrote is lost."""

import shutil
from pathlib import Path

import pytest

from conftest import Run, tree
from versions import commit, fresh, git, release, start

LINES = "".join(f"line {number}\n" for number in range(1, 31))
MINE = LINES.replace("line 3\n", "line 3, which is mine\n")


def test_an_update_of_what_nobody_touched_is_the_newer_version(
    tmp_path: Path, machine: Path, scaffold: Run
) -> None:
    one = {"template/a.txt": LINES, "template/gone.txt": "gone\n", "template/seed.txt": "seed 1\n"}
    two = {"template/a.txt": LINES + "more\n", "template/new/b.txt": "b\n", "template/seed.txt": "seed 2\n"}
    template = release(tmp_path / "template", one, two)
    project = start(template, machine / "project")
    assert scaffold("update", "--template", template, cwd=project).returncode == 0
    expected = tree(fresh(template, machine / "fresh", "v2.0.0")) | {"seed.txt": b"seed 1\n"}
    assert tree(project) == expected
    assert git(project, "diff") == ""
    before = tree(project)
    commit(project)
    again = scaffold("update", "--template", template, cwd=project)
    assert "nothing to change" in again.stdout
    assert tree(project) == before


def test_a_package_is_renamed_with_what_is_in_it(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    version = {"template/python/{{ package }}/__init__.py.jinja": "from {{ package }} import x\n" + LINES}
    template = release(tmp_path / "template", version)
    project = start(template, machine / "project")
    (project / "python/demo/own.py").write_text("own = 1\n", "utf-8")
    with (project / "python/demo/__init__.py").open("a") as file:
        file.write("mine = 1\n")
    commit(project)
    (project / "python/demo/notes").write_text("git does not know me\n", "utf-8")
    done = scaffold("update", "--template", template, "--data=package=other", cwd=project)
    assert done.returncode == 0, done.stderr
    assert {path: text for path, text in tree(project / "python").items() if text} == {
        "demo/notes": b"git does not know me\n",
        "other/__init__.py": f"from other import x\n{LINES}mine = 1\n".encode(),
        "other/own.py": b"own = 1\n",
    }
    taken = scaffold("update", "--abort", cwd=project)
    assert taken.returncode == 0, taken.stderr
    assert git(project, "status", "--short") == "?? python/demo/notes\n"


def test_a_conflict_is_an_ordinary_one(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    template = release(
        tmp_path / "template",
        {"template/a.txt": "one\n", "template/b.txt": "b\n"},
        {"template/a.txt": "two\n", "template/b.txt": "bb\n"},
    )
    project = start(template, machine / "project")
    (project / "a.txt").write_text("mine\n", "utf-8")
    commit(project)
    done = scaffold("update", "--template", template, cwd=project)
    assert done.returncode == 1
    assert "conflicts in a.txt" in done.stderr
    assert (project / "a.txt").read_text() == (
        "<<<<<<< your project\nmine\n=======\ntwo\n>>>>>>> template 2.0.0\n"
    )
    assert git(project, "diff", "--name-only", "--diff-filter=U") == "a.txt\n"
    again = scaffold("update", "--template", template, cwd=project)
    assert (again.returncode, again.stdout) == (1, "")
    assert "conflicts in a.txt" in again.stderr
    assert scaffold("update", "--abort", cwd=project).returncode == 0
    assert git(project, "status", "--short") == ""


@pytest.mark.parametrize("left", [14, 15])
def test_a_text_that_is_written_anew_is_left_alone(
    tmp_path: Path, machine: Path, scaffold: Run, left: int
) -> None:
    last = "line 30\n"
    template = release(
        tmp_path / "template", {"template/a.txt": LINES}, {"template/a.txt": LINES.replace(last, "theirs\n")}
    )
    project = start(template, machine / "project")
    own = "".join(LINES.splitlines(keepends=True)[:left]) + "mine\n"
    (project / "a.txt").write_text(own, "utf-8")
    commit(project)
    done = scaffold("update", "--template", template, cwd=project)
    assert done.returncode == int(left == 15)
    assert ("a.txt: you rewrote it" in done.stdout) == (left == 14)
    assert ("conflicts in a.txt" in done.stderr) == (left == 15)
    if left == 14:
        assert (project / "a.txt").read_text() == own


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("a\nmine\n", "a\nmine\nc\n"),
        ("mine", "mine\nc\n"),
        ("mine\r\n", "mine\r\nc\r\n"),
        ("mine\nc\n", "mine\nc\n"),
    ],
)
def test_what_is_ignored_is_added(
    tmp_path: Path, machine: Path, scaffold: Run, own: str, expected: str
) -> None:
    one, two = {"template/.gitignore": "a\nb\n"}, {"template/.gitignore": "a\nc\n"}
    template = release(tmp_path / "template", one, two)
    project = start(template, machine / "project")
    (project / ".gitignore").write_bytes(own.encode())
    commit(project)
    assert scaffold("update", "--template", template, cwd=project).returncode == 0
    assert (project / ".gitignore").read_bytes() == expected.encode()


def test_what_is_not_ignored_is_a_choice(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    one, two = {"template/.gitignore": "a\nb\n"}, {"template/.gitignore": "a\n!c\n"}
    template = release(tmp_path / "template", one, two)
    project = start(template, machine / "project")
    (project / ".gitignore").write_text("mine\n", "utf-8")
    commit(project)
    assert scaffold("update", "--template", template, cwd=project).returncode == 1


def test_a_toml_file_that_is_no_text_is_a_conflict(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    template = release(tmp_path / "template", {"template/a.toml": "a = 1\n"}, {"template/a.toml": "a = 2\n"})
    project = start(template, machine / "project")
    (project / "a.toml").write_bytes(b"a = '\xff'\n")
    commit(project)
    assert scaffold("update", "--template", template, cwd=project).returncode == 1


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (["--preview"], "an earlier run was interrupted while it wrote in"),
        (["--diff"], "an earlier run was interrupted while it wrote in"),
        (["--abort", "--diff"], "`--abort` cannot be combined with"),
    ],
    ids=["preview", "diff", "abort"],
)
def test_a_look_at_what_a_stopped_run_left_writes_nothing(
    tmp_path: Path, machine: Path, scaffold: Run, how: list[str], said: str
) -> None:
    template = release(tmp_path / "template", {"template/a.txt": "one\n"}, {"template/a.txt": "two\n"})
    project = start(template, machine / "project")
    wrapper = tmp_path / "programs" / "git"
    real = shutil.which("git")
    wrapper.write_text(f'#!/bin/sh\n[ "$1" = update-index ] && exit 1\nexec {real} "$@"\n')
    wrapper.chmod(0o755)
    stopped = scaffold("update", "--template", template, cwd=project)
    assert "run the command again when git works" in stopped.stderr
    wrapper.unlink()
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    look = scaffold("update", "--template", template, *how, cwd=project)
    assert look.returncode == 2
    assert said in look.stderr
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
    taken = scaffold("update", "--abort", cwd=project)
    assert "finished the interrupted update" in taken.stdout
    assert git(project, "status", "--short") == ""


@pytest.mark.parametrize("touched", [True, False])
def test_uncommitted_work_is_in_the_way_only_where_it_is_touched(
    tmp_path: Path, machine: Path, scaffold: Run, *, touched: bool
) -> None:
    one = {"template/a.txt": LINES, "template/b.txt": "b\n"}
    template = release(tmp_path / "template", one, one | {"template/a.txt": LINES + "more\n"})
    project = start(template, machine / "project")
    (project / ("a.txt" if touched else "b.txt")).write_text(MINE, "utf-8")
    before = tree(project)
    done = scaffold("update", "--template", template, cwd=project)
    assert done.returncode == (2 if touched else 0)
    if touched:
        assert "a.txt would be changed, but has uncommitted changes" in done.stderr
        assert tree(project) == before
    else:
        assert (project / "b.txt").read_text() == MINE
