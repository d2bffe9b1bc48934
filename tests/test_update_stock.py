"""What stock `copier update` does with a person's edits, case by case, beside what `scaffold update` does."""

from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import Run, tree
from versions import Version, commit, git, release, start, stock

LINES = "".join(f"line {number}\n" for number in range(1, 31))
MORE = LINES + "more\n"
MINE = LINES.replace("line 3\n", "line 3, which is mine\n")


class Both(NamedTuple):
    """Two equal projects, one updated by stock Copier and one by us, and what we said."""

    stock: Path
    ours: Path
    code: int
    said: str


@pytest.fixture
def both(tmp_path: Path, machine: Path, scaffold: Run):
    def update(one: Version, two: Version, mine: dict[str, str | None], **data: str) -> Both:
        """Make the projects from version `one`, edit them, and bring them to version `two`."""
        template = release(tmp_path / "template", one, two)
        for name in ("stock", "ours"):
            project = start(template, machine / name)
            for path, text in mine.items():
                if text is None:
                    (project / path).unlink()
                else:
                    (project / path).parent.mkdir(exist_ok=True)
                    (project / path).write_text(text, "utf-8")
            commit(project)
        # It does not raise: its exit code is 0 in every one of these cases.
        stock(machine / "stock", **data)
        given = [f"--data={name}={answer}" for name, answer in data.items()]
        done = scaffold("update", "--template", template, *given, cwd=machine / "ours")
        answers = ".copier-answers.yml"
        assert (machine / "stock" / answers).read_bytes() == (machine / "ours" / answers).read_bytes()
        return Both(machine / "stock", machine / "ours", done.returncode, done.stdout + done.stderr)

    return update


def texts(folder: Path) -> str:
    """All that is written in a project."""
    return "".join(content.decode() for content in tree(folder).values() if isinstance(content, bytes))


def test_the_template_renames_what_the_person_edited(both) -> None:
    found = both({"template/old.txt": LINES}, {"template/new.txt": MORE}, {"old.txt": MINE})
    assert "which is mine" not in texts(found.stock)
    assert found.code == 0
    assert (found.ours / "new.txt").read_text() == MINE + "more\n"
    assert not (found.ours / "old.txt").exists()
    assert "moved    old.txt → new.txt" in found.said


def test_an_answer_moves_what_the_person_edited(both) -> None:
    path = "template/{{ package }}/module.txt"
    found = both({path: LINES}, {path: MORE}, {"demo/module.txt": MINE}, package="other")
    assert "which is mine" not in texts(found.stock)
    assert found.code == 0
    assert (found.ours / "other/module.txt").read_text() == MINE + "more\n"
    assert not (found.ours / "demo").exists()
    assert "moved    demo/module.txt → other/module.txt" in found.said


def test_the_template_deletes_what_the_person_edited(both) -> None:
    found = both({"template/old.txt": LINES}, {}, {"old.txt": MINE})
    assert not (found.stock / "old.txt").exists()
    assert found.code == 0
    assert (found.ours / "old.txt").read_text() == MINE
    assert "kept     old.txt: the template deleted it, but you changed it" in found.said


def test_the_template_changes_what_the_person_deleted(both) -> None:
    found = both({"template/a.txt": LINES}, {"template/a.txt": MORE}, {"a.txt": None})
    assert not (found.stock / "a.txt").exists()
    assert found.code == 0
    assert not (found.ours / "a.txt").exists()
    assert "deleted  a.txt: you deleted it, so it stays deleted" in found.said


def test_both_change_one_line(both) -> None:
    other = LINES.replace("line 3\n", "line 3, which is theirs\n")
    found = both({"template/a.txt": LINES}, {"template/a.txt": other}, {"a.txt": MINE})
    assert "<<<<<<<" in (found.stock / "a.txt").read_text()
    assert found.code == 1
    assert "conflicts in a.txt" in found.said
    markers = [
        line for line in (found.ours / "a.txt").read_text().splitlines() if line[:7] in ("<" * 7, ">" * 7)
    ]
    assert markers == ["<<<<<<< your project", ">>>>>>> template 2.0.0"]
    assert git(found.ours, "status", "--short") == "M  .copier-answers.yml\nUU a.txt\n"


def test_both_add_one_file(both) -> None:
    found = both({}, {"template/new.txt": "theirs\n"}, {"new.txt": "mine\n"})
    assert "<<<<<<<" in (found.stock / "new.txt").read_text()
    assert found.code == 1
    text = (found.ours / "new.txt").read_text()
    assert text == "<<<<<<< your project\nmine\n=======\ntheirs\n>>>>>>> template 2.0.0\n"
    assert git(found.ours, "status", "--short") == "M  .copier-answers.yml\nAA new.txt\n"


def test_both_change_different_lines(both) -> None:
    found = both({"template/a.txt": LINES}, {"template/a.txt": MORE}, {"a.txt": MINE})
    assert found.code == 0
    assert tree(found.ours) == tree(found.stock)
    assert (found.ours / "a.txt").read_text() == MINE + "more\n"


def test_what_is_the_persons_own_from_the_first_minute_on(both) -> None:
    found = both({"template/seed.txt": LINES}, {"template/seed.txt": MORE}, {"seed.txt": MINE})
    assert found.code == 0
    assert tree(found.ours) == tree(found.stock)
    assert (found.ours / "seed.txt").read_text() == MINE


@pytest.mark.parametrize("mine", [None, "locked, and mine\n"])
def test_a_file_of_the_template_that_git_ignores(both, mine: str | None) -> None:
    one = {"template/.gitignore": "*.lock\n", "template/a.lock": "locked 1\n"}
    found = both(
        one, one | {"template/a.lock": "locked 2\n"}, {"a.lock": mine or "locked 1\n", "b.lock": "my own\n"}
    )
    assert found.code == 0
    assert (found.ours / "b.lock").read_text() == "my own\n"
    assert git(found.ours, "status", "--short") == "M  .copier-answers.yml\n"
    if mine:
        # Nobody could bring it back: git does not have it.
        assert (found.ours / "a.lock").read_text() == mine
    else:
        assert tree(found.ours) == tree(found.stock)
        assert (found.ours / "a.lock").read_text() == "locked 2\n"


def test_the_persons_own_files_in_a_folder_that_moves(both) -> None:
    version = {"template/{{ package }}/module.txt": LINES}
    own = {"demo/own.txt": "own\n"}
    found = both(version, version, own, package="other")
    assert (found.stock / "demo/own.txt").exists()
    assert (found.stock / "other/module.txt").exists()
    assert found.code == 0
    assert {path for path, text in tree(found.ours).items() if text} == {
        ".copier-answers.yml",
        "other/module.txt",
        "other/own.txt",
    }


def test_the_persons_own_files_in_a_folder_that_the_template_renames(both) -> None:
    one = {f"template/old/{name}.txt": LINES.replace("line", name) for name in "abc"}
    two = {path.replace("/old/", "/new/"): text for path, text in one.items()}
    found = both(one, two, {"old/own.txt": "own\n"})
    assert (found.stock / "old/own.txt").exists()
    assert found.code == 0
    assert not (found.ours / "old").exists()
    assert (found.ours / "new/own.txt").read_text() == "own\n"
    assert "moved    old/own.txt → new/own.txt" in found.said
