"""`scaffold update` brings a project to a newer version, and nothing that the person wrote is lost."""

from pathlib import Path

import pytest

from conftest import Run, tree
from versions import commit, fresh, git, release, start, stock

LINES = "".join(f"line {number}\n" for number in range(1, 31))
MINE = LINES.replace("line 3\n", "line 3, which is mine\n")


def texts(folder: Path) -> str:
    """All that is written in a project."""
    return "".join(content.decode() for content in tree(folder).values() if isinstance(content, bytes))


LOSSES = {
    "the template renames what the person edited": (
        {"template/old.txt": LINES},
        {"template/new.txt": LINES + "more\n"},
        "old.txt",
        {},
    ),
    "an answer moves what the person edited": (
        {"template/{{ package }}/module.txt": LINES},
        {"template/{{ package }}/module.txt": LINES + "more\n"},
        "demo/module.txt",
        {"package": "other"},
    ),
    "the template deletes what the person edited": ({"template/old.txt": LINES}, {}, "old.txt", {}),
}


@pytest.mark.parametrize("case", LOSSES)
def test_what_stock_copier_loses_is_kept(tmp_path: Path, machine: Path, scaffold: Run, case: str) -> None:
    one, two, edited, data = LOSSES[case]
    template = release(tmp_path / "template", one, two)
    for name in ("theirs", "ours"):
        project = start(template, machine / name)
        (project / edited).write_text(MINE, "utf-8")
        commit(project)
    stock(machine / "theirs", **data)
    assert "which is mine" not in texts(machine / "theirs")
    given = [f"--data={name}={answer}" for name, answer in data.items()]
    done = scaffold("update", "--template", template, *given, cwd=machine / "ours")
    assert done.returncode == 0, done.stderr
    assert "which is mine" in texts(machine / "ours")


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
    assert scaffold("update", "--abort", cwd=project).returncode == 0
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
        assert "a.txt would be changed, and is not as committed" in done.stderr
        assert tree(project) == before
    else:
        assert (project / "b.txt").read_text() == MINE


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("a: &x [*x]\n", "1: this is no answer that Copier has written"),
        ("a: !!python/object:os.system x\n", "1: this is no answer that Copier has written"),
        ("_src_path: x\n_commit: --upload-pack=touch x\n", "does not say which version"),
        ("_src_path: https://example.org/x\n_commit: v1\n", "which is not ours"),
    ],
)
def test_answers_that_copier_would_not_write_are_refused(
    machine: Path, scaffold: Run, answers: str, message: str
) -> None:
    (machine / ".copier-answers.yml").write_text(answers)
    git(machine, "init", "--quiet")
    commit(machine)
    done = scaffold("update")
    assert done.returncode == 2
    assert message in done.stderr
