"""`scaffold new` at a terminal: questions, the panel, the confirmation, and leaving at any point."""

import signal
import subprocess
from pathlib import Path

import pytest
import yaml

from ironwheel.template.bundle import BUNDLE

pytest.importorskip("pexpect", reason="there are no pseudo-terminals here")
pytest.importorskip("termios", reason="there are no pseudo-terminals here")


# The beginning of each question that the newest template version asks, in order, and the confirmation.
QUESTIONS = [
    "What is the package call",
    "What does it do, in one ",
    "Who writes it? (a name, ",
    "At which e-mail address ",
    "Where will the repositor",
    "Under which licence may ",
    "What is the lowest Pytho",
    "How much comes with it?",
    "Create it?",
]
NAME, DESCRIPTION, AUTHOR, CONFIRMATION = QUESTIONS[0], QUESTIONS[1], QUESTIONS[2], len(QUESTIONS) - 1
CTRL_C, CTRL_D, CTRL_K = "\x03", "\x04", "\x01\x0b"


def test_these_are_the_questions(machine: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(BUNDLE), "template"], check=True, capture_output=True)
    questions = yaml.safe_load(Path("template/copier.yml").read_text("utf-8"))
    asked = [
        question["help"][:24]
        for name, question in questions.items()
        if not name.startswith("_") and question.get("ask", True) and question.get("when", True)
    ]
    assert asked == QUESTIONS[:CONFIRMATION]


def answer_all(screen, upto: int = len(QUESTIONS)) -> None:
    """Take the default of each question before the one at `upto`, and wait for that one."""
    for question in QUESTIONS[:upto]:
        screen.until(question)
        screen.type("\r")
    if upto < len(QUESTIONS):
        screen.until(QUESTIONS[upto])


def test_a_project_by_pressing_return(terminal, machine: Path) -> None:
    screen = terminal("new", "my-lib")
    answer_all(screen, CONFIRMATION)
    panel = screen.text
    assert "python/" in panel
    assert "my_lib/" in panel
    assert "manylinux aarch64, x86_64" in panel
    assert "CPython 3.11 and newer, computed in CI: free-threaded" in panel
    assert not (machine / "my-lib").exists()
    screen.type("y")
    text = screen.until("pytest")
    assert screen.end() == 0
    assert "✓ git repository with a first commit" in text
    assert "Next:" in text
    assert [path.name for path in machine.iterdir()] == ["my-lib"]
    assert "author_name: Ada Lovelace" in (machine / "my-lib" / ".copier-answers.yml").read_text()


def test_a_default_run_asks_eight_questions_at_the_most() -> None:
    assert len(QUESTIONS) - 1 <= 8


def test_a_wrong_answer_is_refused_while_it_is_typed(terminal, machine: Path) -> None:
    screen = terminal("new")
    screen.until(NAME)
    screen.type(f"{CTRL_K}class\r")
    screen.until("is a keyword of Python")
    screen.type(f"{CTRL_K}classy\r")
    for question in QUESTIONS[1:]:
        screen.until(question)
        screen.type("\r")
    assert screen.end() == 0
    assert 'name = "classy"' in (machine / "classy" / "pyproject.toml").read_text()


@pytest.mark.parametrize(
    ("upto", "key"),
    [*((upto, CTRL_C) for upto in range(len(QUESTIONS))), (0, CTRL_D), (CONFIRMATION, CTRL_D)],
)
def test_leaving_at_any_question_leaves_nothing(terminal, machine: Path, upto: int, key: str) -> None:
    screen = terminal("new", "my-lib")
    answer_all(screen, upto)
    # In a line that holds text, Ctrl-D deletes a character.
    screen.type(CTRL_K + key if key == CTRL_D else key)
    assert screen.end() == 130
    assert "interrupted; no file was left half-written" in screen.text
    assert list(machine.iterdir()) == []


@pytest.mark.parametrize(
    ("upto", "how"), [(0, signal.SIGTERM), (5, signal.SIGHUP), (CONFIRMATION, signal.SIGTERM)]
)
def test_being_ended_is_like_leaving(terminal, machine: Path, upto: int, how: signal.Signals) -> None:
    screen = terminal("new", "my-lib")
    answer_all(screen, upto)
    screen.terminate(how)
    assert screen.end() == 130
    assert list(machine.iterdir()) == []


def test_saying_no_makes_nothing(terminal, machine: Path) -> None:
    screen = terminal("new", "my-lib")
    answer_all(screen, CONFIRMATION)
    screen.type("n")
    assert screen.end() == 130
    assert "Nothing was created." in screen.text
    assert list(machine.iterdir()) == []


def test_what_is_given_is_not_asked_and_is_checked_first(terminal, machine: Path) -> None:
    screen = terminal(
        "new", "my-lib", "--data", "description=x", "--data", "license=MIT", "--preset", "minimal"
    )
    screen.until(NAME)
    screen.type("\r")
    screen.until(AUTHOR)  # at once
    assert DESCRIPTION not in screen.text
    screen.type(CTRL_C)
    assert screen.end() == 130
    screen = terminal("new", "my-lib", "--data", "license=MTI")
    assert screen.end() == 2
    assert "license: 'MTI' is not one of the choices" in screen.text
    assert NAME not in screen.text


@pytest.mark.parametrize("option", ["--defaults", "--no-input"])
def test_nobody_is_asked_on_request(terminal, machine: Path, option: str) -> None:
    screen = terminal("new", "my-lib", option)
    assert screen.end() == 0
    assert "?" not in screen.text
    assert (machine / "my-lib" / "pyproject.toml").is_file()


def test_a_refused_name_of_a_folder_is_not_offered(terminal) -> None:
    screen = terminal("new", "class")
    screen.until(NAME)
    assert "my-package" in screen.until("my-package")
    screen.type(CTRL_C)
    assert screen.end() == 130


def test_a_narrow_terminal_shows_the_same(terminal) -> None:
    screen = terminal("new", "my-lib", size=(90, 72))
    answer_all(screen, CONFIRMATION)
    assert "Windows aarch64, x86_64" in screen.text
    assert "pyproject.toml" in screen.text
    assert "…" not in screen.text
    screen.type(CTRL_C)
    assert screen.end() == 130


def test_questions_without_colour_have_none(terminal) -> None:
    screen = terminal("new", "my-lib", "--color", "never")
    screen.until(NAME)
    cells = (cell for row in screen._screen.buffer.values() for cell in row.values())
    assert {cell.fg for cell in cells} == {"default"}
    screen.type(CTRL_C)
    assert screen.end() == 130
