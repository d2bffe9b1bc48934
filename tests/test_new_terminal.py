"""`scaffold new` at a terminal: each question, wrong answers, ways back, what is agreed to, and leaving at any point.

`tests/screens` keeps what a person sees at three sizes; `make gen` writes it anew.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import Terminal, tree
from ironwheel.template import answers_file, questions

pytest.importorskip("pexpect", reason="there are no pseudo-terminals here")
pytest.importorskip("termios", reason="there are no pseudo-terminals here")

SCREENS = Path(__file__).with_name("screens")
SIZES = [(20, 60), (24, 80), (50, 200)]

# The questions that each preset asks, in order, and what is asked at the end.
ASKED = [question.help for question in questions.known() if question.is_asked and not question.is_custom]
NAME, DESCRIPTION, AUTHOR, ADDRESS, REPOSITORY, LICENSE, PYTHON, PRESET = ASKED
QUESTIONS = [*ASKED, "Create it?"]
CONFIRMATION = len(ASKED)
CTRL_C, CTRL_D, CTRL_U, TAB, SHIFT_TAB, DOWN = "\x03", "\x04", "\x15", "\t", "\x1b[Z", "\x1b[B"

Start = Callable[..., Terminal]


def test_a_default_run_asks_eight_questions_at_the_most() -> None:
    assert len(ASKED) <= 8


def answer_all(screen: Terminal, upto: int = len(QUESTIONS)) -> None:
    """Take the default of each question before the one at `upto`, and wait for that one."""
    for question in QUESTIONS[:upto]:
        screen.until_last(question)
        screen.type("\r")
    if upto < len(QUESTIONS):
        screen.until_last(QUESTIONS[upto])


class Album:
    """The screens of one walk, as a person sees them, one after the other."""

    def __init__(self, screen: Terminal, size: tuple[int, int]) -> None:
        self._screen = screen
        self._file = SCREENS / f"new-{size[1]}x{size[0]}.txt"
        self._width = size[1]
        self._parts: list[str] = []

    def take(self, title: str) -> str:
        """Keep what is on the screen as soon as it is drawn, and return it."""
        self._screen.settle()
        text = self._screen.text.rstrip("\n")
        self._parts.append(f"== {title} {'=' * (self._width - len(title) - 4)}\n{text}\n")
        return text

    def compare(self) -> None:
        """Compare all that was kept with what is in the file."""
        seen = "\n".join(self._parts)
        if os.environ.get("IRONWHEEL_REWRITE"):
            self._file.write_text(seen, encoding="utf-8")
        assert seen == self._file.read_text("utf-8"), "run `make gen`, and look at what changes"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[1]}x{size[0]}")
def test_a_walk_looks_as_it_is_kept(terminal: Start, machine: Path, size: tuple[int, int]) -> None:
    screen = terminal("new", "my-lib", size=size)
    album = Album(screen, size)
    hint = "Enter: take"
    screen.until_last(hint)
    album.take("the first question")
    screen.type("class\r")
    screen.until('"class" is a keyword of Python')
    assert "question '" not in album.take("a name that is refused")
    screen.type("y\r")  # what was typed stands, and goes on
    screen.until(f"{NAME} classy")
    screen.until_last(hint)
    album.take("a default that is long")
    screen.type("Sorts \u202etext\r")
    whole = "U+202E at position 7 cannot stand here; one line of printable text would do"
    screen.until("U+202E")
    assert whole in " ".join(album.take("an error that is long").split())
    screen.type(CTRL_U + "\r")
    screen.until_last(AUTHOR)
    screen.until_last(hint)
    screen.type("Grace Hopper\r")
    screen.until_last(ADDRESS)
    assert "ada@example.org" not in album.take("no address of somebody else")
    screen.type(SHIFT_TAB)
    screen.until_last(f"{AUTHOR} Grace Hopper")
    screen.until_last("Enter: take")
    album.take("the question before")
    screen.type(CTRL_U + "\r")
    screen.until_last(ADDRESS)
    screen.type("nobody\r")
    screen.until("one @ and a domain")
    album.take("no address at all")
    screen.type(CTRL_U + "\r")
    screen.until_last(REPOSITORY)
    screen.type("\r")
    screen.until_last("none: it stays private")
    screen.type(DOWN)
    screen.until_last("» MIT")
    album.take("one of several choices")
    for question in (PYTHON, PRESET):
        screen.type("\r")
        screen.until_last(question)
        screen.until_last("»")
    album.take("the last question")
    screen.type("\r")
    screen.until_last("n) no")
    plan = album.take("what would be made")
    assert "wheels    manylinux, musllinux, macOS, Windows" in plan
    assert not (machine / "my-lib").exists()
    screen.type("c\r")
    screen.until_last("Which answer?")
    screen.until_last("»")
    album.take("which answer to change")
    screen.type(DOWN + "\r")
    screen.until_last("Tab: edit")
    screen.type(TAB + " for all\r")
    screen.until_last("n) no")
    command = album.take("what would be made now").rpartition("questions:\n")[2].replace("\n", "")
    screen.type("y\r")
    screen.until("with uv")
    assert screen.end() == 0
    album.take("what comes next")
    album.compare()
    answers = answers_file.answers(machine / "my-lib")
    assert answers["description"] == "A Python package with a Rust core for all"
    assert (answers["project_name"], answers["author_name"], answers["license"]) == ("classy", "", "MIT")
    assert "--project-name classy" in command
    assert "--package-name" not in command  # it follows from the other


@pytest.mark.parametrize("size", SIZES[1:], ids=lambda size: f"{size[1]}x{size[0]}")
def test_the_plan_and_its_question_are_on_one_screen(terminal: Start, size: tuple[int, int]) -> None:
    screen = terminal("new", "my-lib", size=size)
    answer_all(screen, CONFIRMATION)
    screen.until_last("n) no")
    lines = screen.text.splitlines()
    assert "my-lib" in lines
    assert any(line.startswith("  24 files") or " files " in line for line in lines)
    assert "  scaffold new my-lib --defaults" in screen.text.replace("python -m ironwheel", "scaffold")
    screen.type(CTRL_C)
    assert screen.end() == 130


def test_the_same_without_questions_makes_the_same(terminal: Start, machine: Path, scaffold) -> None:
    screen = terminal("new", "one", "--vcs", "none", size=(50, 300))
    answers = ["", 'it\'s "so" $HOME', "Ada L.", "-a@example.org", "", DOWN, DOWN, ""]
    for question, answer in zip(ASKED, answers, strict=True):
        screen.until_last(question)
        screen.type(f"{answer}\r")
    screen.until_last("n) no")
    command = screen.text.partition("questions:\n")[2].partition("\n")[0].strip()
    screen.type("y\r")
    assert screen.end() == 0
    first = tree(machine / "one")
    (machine / "one").rename(machine.parent / "one")
    words = command.partition("ironwheel ")[2]
    subprocess.run(["sh", "-c", f"{sys.executable} -m ironwheel {words}"], check=True, capture_output=True)
    assert tree(machine / "one") == first
    assert answers_file.answers(machine / "one")["description"] == answers[1]


def test_a_project_by_pressing_return(terminal: Start, machine: Path) -> None:
    screen = terminal("new", "my-lib")
    answer_all(screen)
    text = screen.until("with uv")
    assert screen.end() == 0
    assert "✓ git repository with a first commit" in text
    assert "Next:" in text
    assert [path.name for path in machine.iterdir()] == ["my-lib"]
    assert "author_name: Ada Lovelace" in (machine / "my-lib" / ".copier-answers.yml").read_text()


@pytest.mark.parametrize(
    ("upto", "key"),
    [*((upto, CTRL_C) for upto in range(len(QUESTIONS))), (0, CTRL_D), (5, CTRL_D), (CONFIRMATION, CTRL_D)],
)
def test_leaving_at_any_question_leaves_nothing(terminal: Start, machine: Path, upto: int, key: str) -> None:
    screen = terminal("new", "my-lib")
    answer_all(screen, upto)
    screen.type(key)
    assert screen.end() == 130
    assert "interrupted; no file was left half-written" in screen.text
    assert list(machine.iterdir()) == []


@pytest.mark.parametrize(
    ("upto", "how"), [(0, signal.SIGTERM), (5, signal.SIGHUP), (CONFIRMATION, signal.SIGTERM)]
)
def test_being_ended_is_like_leaving(terminal: Start, machine: Path, upto: int, how: signal.Signals) -> None:
    screen = terminal("new", "my-lib")
    answer_all(screen, upto)
    screen.terminate(how)
    assert screen.end() == 130
    assert list(machine.iterdir()) == []


def test_saying_no_makes_nothing(terminal: Start, machine: Path) -> None:
    screen = terminal("new", "my-lib")
    answer_all(screen, CONFIRMATION)
    screen.until_last("n) no")
    screen.type("n\r")
    assert screen.end() == 130
    assert "Nothing was created." in screen.text
    assert list(machine.iterdir()) == []


def test_what_is_given_is_not_asked_and_is_checked_first(terminal: Start, machine: Path) -> None:
    screen = terminal("new", "my-lib", "--description", "x", "--data", "license=MIT", "--preset", "minimal")
    screen.until(NAME)
    screen.type("\r")
    screen.until(AUTHOR)  # at once
    assert DESCRIPTION not in screen.text
    screen.type(CTRL_C)
    assert screen.end() == 130
    screen = terminal("new", "my-lib", "--license", "MTI")
    assert screen.end() == 2
    assert "license: 'MTI' is not one of the choices" in screen.text
    assert NAME not in screen.text


def test_a_list_that_is_refused_says_why_in_whole_words(terminal: Start, machine: Path) -> None:
    house = machine.parent / "house"
    house.mkdir()
    why = "this cannot be chosen as long as nothing else is chosen that goes with it, and nothing of that kind is there"
    (house / "copier.yml").write_text(
        "parts:\n  type: str\n  multiselect: true\n  help: What parts?\n  choices: [one, two]\n  default: []\n"
        f"  validator: '{{% if parts %}}{why}{{% endif %}}'\n"
    )
    screen = terminal("new", "thing", "--template", str(house))
    screen.until("two")
    screen.type(" ")
    screen.until("●")
    screen.type("\r")
    screen.until("this cannot")
    screen.settle()
    shown = screen.text[screen.text.index("this cannot") :].split("\n")
    assert " ".join(" ".join(shown).split()).startswith(why)
    assert "Validation error" not in screen.text
    screen.type(CTRL_C)
    assert screen.end() == 130


def test_an_answer_that_another_no_longer_allows_is_asked_again(terminal: Start, machine: Path) -> None:
    house = machine.parent / "house"
    house.mkdir()
    (house / "copier.yml").write_text(
        "size:\n  type: int\n  help: What size?\n  default: 3\n"
        "part:\n  type: int\n  help: What part?\n  default: '{{ [2, size] | min }}'\n"
        "  validator: '{% if part > size %}at most {{ size }}{% endif %}'\n"
    )
    (house / "{{ _copier_conf.answers_file }}.jinja").write_text("{{ _copier_answers | to_nice_yaml }}")
    screen = terminal("new", "thing", "--template", str(house))
    screen.until("What size?")
    screen.type("\r")
    screen.until_last("What part?")
    screen.type("\r")
    screen.until_last("n) no")
    screen.type("c\r")
    screen.until_last("Which answer?")
    screen.type("\r")
    screen.until_last("What size? 3 Enter: take")
    screen.type("1\r")
    screen.until_last("What part? 2")
    screen.type("\r")
    screen.until("at most 1")
    screen.type(f"{CTRL_U}1\r")
    screen.until_last("n) no")
    screen.type("\r")
    assert screen.end() == 0
    assert answers_file.answers(machine / "thing") == {"size": "1", "part": "1"}


def test_keys_that_are_pressed_while_it_reads_answer_nothing(terminal: Start, machine: Path) -> None:
    screen = terminal("new", "my-lib")
    screen.until("Reading template")
    screen.type("zzz\r\r\r")
    screen.until_last("Enter: take")
    time.sleep(0.5)
    screen.until_last(NAME)
    assert "zzz" not in screen.text
    answer_all(screen, CONFIRMATION)
    screen.type(CTRL_C)
    assert screen.end() == 130


@pytest.mark.parametrize("option", ["--defaults", "--no-input"])
def test_nobody_is_asked_on_request(terminal: Start, machine: Path, option: str) -> None:
    screen = terminal("new", "my-lib", option)
    assert screen.end() == 0
    assert "?" not in screen.text
    assert (machine / "my-lib" / "pyproject.toml").is_file()


def test_a_refused_name_of_a_folder_is_not_offered(terminal: Start) -> None:
    screen = terminal("new", "class")
    screen.until(NAME)
    assert "my-package" in screen.until("my-package")
    screen.type(CTRL_C)
    assert screen.end() == 130


@pytest.fixture
def colours(terminal: Start) -> Iterator[Callable[..., set[str]]]:
    """What colours a terminal shows at the first question, after a wrong answer."""

    def shown(*arguments: str) -> set[str]:
        screen = terminal("new", "my-lib", *arguments)
        screen.until_last("Enter: take")
        screen.type("class\r")
        screen.until("is a keyword")
        return {cell.fg for row in screen._screen.buffer.values() for cell in row.values()}

    return shown


def test_questions_without_colour_have_none(colours: Callable[..., set[str]]) -> None:
    assert colours("--color", "never") == {"default"}


def test_questions_have_the_colours_of_the_palette(colours: Callable[..., set[str]]) -> None:
    assert {"default", "5f5fff", "af5f5f"} <= colours()
