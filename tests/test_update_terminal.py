"""`scaffold update` at a terminal: what it shows before it asks, new questions, and leaving at any point."""

from pathlib import Path

import pytest

from conftest import tree
from versions import QUESTIONS, commit, git, release, start

pytest.importorskip("pexpect", reason="there are no pseudo-terminals here")
pytest.importorskip("termios", reason="there are no pseudo-terminals here")

LINES = "".join(f"line {number}\n" for number in range(1, 31))
FLAVOUR = "flavour:\n  type: str\n  help: Which flavour?\n  default: plain\n"
ONE = {
    "template/a.txt": LINES,
    "template/gone.txt": "gone\n",
    "template/kept.txt": LINES.replace("line", "part"),
    "template/old.txt": LINES.replace("line", "row"),
    "template/{{ package }}/core.txt": LINES.replace("line", "code"),
}
TWO = {
    "copier.yml": QUESTIONS + FLAVOUR,
    "template/a.txt": LINES.replace("line 3\n", "line 3, which is theirs\n"),
    "template/new.txt.jinja": "{{ flavour }}\n",
    "template/moved.txt": ONE["template/old.txt"],
    "template/{{ package }}/core.txt": ONE["template/{{ package }}/core.txt"],
}


@pytest.fixture
def project(tmp_path: Path, machine: Path) -> Path:
    template = release(tmp_path / "template", ONE, TWO)
    folder = start(template, machine / "project")
    (folder / "a.txt").write_text(LINES.replace("line 3\n", "line 3, which is mine\n"))
    (folder / "kept.txt").write_text(ONE["template/kept.txt"] + "mine\n")
    commit(folder)
    return folder


def source(project: Path) -> list[str]:
    return ["--template", str(project.parent.parent / "template")]


@pytest.mark.parametrize("columns", [80, 120])
def test_it_shows_everything_and_asks(terminal, project: Path, columns: int) -> None:
    screen = terminal("update", *source(project), "--data=package=other", cwd=project, size=(60, columns))
    screen.until("Which flavour?")
    screen.type("\r")
    seen = screen.until("Update it?")
    for line in (
        "answer   package: demo → other",
        "question flavour: plain",
        "added    new.txt",
        "removed  gone.txt",
        "moved    old.txt → moved.txt",
        "moved    demo/core.txt → other/core.txt",
        "conflict a.txt",
        "kept     kept.txt: the template deleted it",
        "changed  .copier-answers.yml",
    ):
        assert line in seen
    before = git(project, "status", "--short")
    assert before == ""
    screen.type("y")
    screen.until("conflicts in a.txt")
    assert screen.end() == 1
    assert (project / "new.txt").read_text() == "plain\n"


@pytest.mark.parametrize("question", ["Which flavour?", "Update it?"])
def test_leaving_at_a_question_leaves_nothing(terminal, project: Path, question: str) -> None:
    before, temporary = tree(project), set(project.parent.iterdir())
    screen = terminal("update", *source(project), cwd=project)
    screen.until("Which flavour?")
    if question == "Update it?":
        screen.type("\r")
        screen.until(question)
    screen.type("\x03")
    assert screen.end() == 130
    assert "interrupted; no file was left half-written" in screen.text
    assert tree(project) == before
    assert git(project, "status", "--short") == ""
    assert set(project.parent.iterdir()) == temporary


def test_saying_no_changes_nothing(terminal, project: Path) -> None:
    before = tree(project)
    screen = terminal("update", *source(project), "--data=flavour=sweet", cwd=project)
    screen.until("Update it?")
    screen.type("n")
    assert screen.end() == 130
    assert "Nothing was changed." in screen.text
    assert tree(project) == before


@pytest.mark.parametrize("how", ["--defaults", "--no-input"])
def test_nobody_is_asked_on_request(terminal, project: Path, how: str) -> None:
    screen = terminal("update", *source(project), how, cwd=project)
    assert screen.end() == 1
    assert "Which flavour?" not in screen.text
    assert "Update it?" not in screen.text
    assert (project / "new.txt").read_text() == "plain\n"


def test_a_preview_asks_no_leave_and_writes_nothing(terminal, project: Path) -> None:
    before = tree(project)
    screen = terminal("update", *source(project), "--preview", "--defaults", cwd=project)
    assert screen.end() == 0
    assert "added    new.txt" in screen.text
    assert tree(project) == before
