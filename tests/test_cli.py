"""From the command line to one command and one exit code."""

import os
import re
import signal
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path

import pytest

from conftest import PROGRAM, Run
from ironwheel import __version__, about, errors
from ironwheel.cli.main import main
from ironwheel.disk.places import named
from ironwheel.template.bundle import versions


def test_version_names_the_tool_and_its_template(scaffold: Run) -> None:
    done = scaffold("--version")
    assert scaffold("check", "--version").stdout == done.stdout
    assert done.stdout == f"ironwheel {__version__} (template {versions()[-1]})\n"
    assert done.returncode == 0


@pytest.mark.parametrize(
    "arguments", [["--help"], ["new", "--help"], ["check", "--help"], ["rule", "--help"]]
)
def test_help_fits_a_terminal_and_names_every_option(scaffold: Run, arguments: list[str]) -> None:
    done = scaffold(*arguments)
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert not [line for line in done.stdout.splitlines() if line != line.rstrip()]
    for option in ("--color", "--quiet", "--no-input"):
        assert option in done.stdout


def test_without_a_command_the_help_is_shown(scaffold: Run) -> None:
    done = scaffold()
    assert done.returncode == 2
    assert all(f"  {name} " in done.stdout for name in ("new", "check", "rule"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chekc"], "did you mean `check`?"),
        (["check", "--color", "allways"], "choose auto, always or never"),
        (["rule", "files/unparsable", "b"], "-m ironwheel rule` takes no argument `b`"),
        (["check", "--nothing=1"], "-m ironwheel check` has no option `--nothing`"),
        (["check", "--diff", "--output-format", "json"], "`--diff` prints a patch, not json"),
        (["new", "x", "--defualts"], "did you mean `--defaults`?"),
        (["check", "--colour", "never"], "did you mean `--color`?"),
        (["new", "x", "--data", "license"], "'license' is not KEY=VALUE"),
        (["rule", "files/unparsible"], "did you mean `files/unparsable`?"),
        (["new", "--vcs"], "expected one argument"),
        (["new", "\x1b[31m", "\u202e"], r"`\u202e`"),
    ],
)
def test_wrong_usage_is_explained(scaffold: Run, arguments: list[str], message: str) -> None:
    done = scaffold(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_options_count_before_and_after_the_command(scaffold: Run, machine: Path) -> None:
    (machine / "pyproject.toml").write_text("[build-system]\nrequires = ['maturin']\n[")
    for arguments in (["--color", "always", "check"], ["check", "--color", "always"]):
        assert "\x1b[" in scaffold(*arguments).stdout
    assert "\x1b[" not in scaffold("check").stdout


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_without_colour_gets_none(terminal, monkeypatch, variable: str, value: str) -> None:
    def colours() -> set[str]:
        screen = terminal("check", "nowhere")
        assert screen.end() == 2
        cells = (cell for row in screen._screen.buffer.values() for cell in row.values())
        return {cell.fg for cell in cells}

    assert "af5f5f" in colours()
    monkeypatch.setenv(variable, value)
    assert colours() == {"default"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("new thing --vcs none", 0),
        ("new thing --diff", 0),
        ("check", 1),
        ("check --output-format json", 1),
        ("rule", 0),
        ("--help", 0),
        ("", 2),
    ],
)
def test_a_reader_that_leaves_early_changes_nothing(machine: Path, command: str, code: int) -> None:
    (machine / "pyproject.toml").write_text("[build-system]\nrequires = ['maturin']\n[")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, *command.split()], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert done.stderr == ""
    assert done.returncode == code
    assert (machine / "thing").exists() is ("none" in command)


@pytest.mark.parametrize("command", ["check", "rule", "--version", "--help"])
def test_what_cannot_be_written_is_said(machine: Path, command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    (machine / "pyproject.toml").write_text("[build-system]\nrequires = ['maturin']\n")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.stderr == "error: system error: No space left on device\n"
    assert done.returncode == 2


def test_a_closed_output_is_no_bug(machine: Path) -> None:
    closed = subprocess.run(
        ["sh", "-c", '"$0" "$@" >&-', *PROGRAM, "rule"], capture_output=True, text=True, check=False
    )
    assert (closed.returncode, closed.stderr) == (0, "")


@pytest.mark.parametrize("module", ["ironwheel.errors", "argparse", "gettext", "ironwheel.cli.program"])
def test_an_interrupt_while_modules_are_loaded_is_an_interrupt(machine: Path, module: str) -> None:
    said, code = _interrupted(module)
    while "Exception ignored in" in said:  # Python itself drops what comes up in a callback of its import
        said, code = _interrupted(module)
    assert "Traceback" not in said
    assert code in ({0, 130} if module == "ironwheel.cli.program" else {130})


def _interrupted(module: str) -> tuple[str, int]:
    """Interrupt a run as soon as it has loaded the module; what it says, and its exit code."""
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "ironwheel", "check", "--help"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None
        said = ""
        for line in running.stderr:
            said += line
            if line.endswith(f" {module}\n"):
                running.send_signal(signal.SIGINT)
    return said, running.returncode


def test_a_check_that_finds_nothing_imports_next_to_nothing(machine: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ironwheel", "check", Path(__file__).parent.parent],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "ironwheel.terminal.reports" in imported
    slow = {"copier", "json", "questionary", "pathlib", "rich", "shutil", "subprocess", "tempfile", "typing"}
    assert not imported & slow, "these take longer than the check itself"


def test_a_bug_is_one_line_and_a_trace_only_on_request(
    capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    class Panic(BaseException):
        """Like a panic of the core, no `Exception`."""

    def broken() -> None:
        raise Panic("nobody \x1b[31mexpected this")

    monkeypatch.setattr("ironwheel._core.rules", broken)
    for arguments, trace in ((["rule"], False), (["rule", "-vv"], True)):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        message = capsys.readouterr().err
        assert end.value.code == 2
        assert about.ISSUES in message
        assert r"Panic: nobody \x1b[31mexpected this" in message
        assert ("Traceback" in message) is trace


def test_the_name_it_was_started_with_is_the_name_it_gives(
    capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    for name in ("scaffold", "ironwheel"):
        monkeypatch.setattr(sys, "argv", [f"/somewhere/{name}"])
        with pytest.raises(SystemExit):
            main(["--nothing"])
        assert f"`{name}` has no option" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["check", "."], ["show", "."], ["audit", "."], ["rule", "files/unparsable"], ["--help"]],
)
def test_what_is_slow_to_import_is_imported_only_where_it_is_used(
    machine: Path, arguments: list[str]
) -> None:
    (machine / "pyproject.toml").write_text("[build-system]\nrequires = ['maturin']\n")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ironwheel", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    imported = set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert "ironwheel.cli.main" in imported
    slow = {"copier", "questionary", "prompt_toolkit", "pydantic"}
    assert not slow & imported
    assert "rich" not in imported
    # `packaging`, by which the versions of the template are sorted, needs `typing`.
    assert ("typing" in imported) is ("packaging.version" in imported)


def test_making_a_project_imports_nothing_to_show_or_ask_with(machine: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ironwheel", "-q", "new", "thing", "--defaults"],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert "copier" in imported
    assert not {"rich", "tomllib", "ironwheel.terminal.ask"} & imported


def test_the_nearest_name_is_offered_whatever_its_case() -> None:
    assert errors.nearest("mit", ["MIT", "none"]) == "did you mean `MIT`?"
    assert errors.nearest("x", ["b", "a"]) == "choose from: a, b"
    assert errors.nearest("x", [f"name{number}" for number in range(30)]) == ""
    assert errors.nearest("\udcff", ["\u00ff"]) == "choose from: \u00ff"


def test_choices_are_offered_as_they_are_unless_they_are_many() -> None:
    assert errors.choices("3.10", ["3.11", "3.12", "3.13"]) == "choose 3.11, 3.12 or 3.13"
    assert errors.choices("x", ["one"]) == "choose one"
    many = [f"name{number}" for number in range(30)]
    assert errors.choices("nam7", many) == "did you mean `name7`?"
    assert errors.choices("x", many) == ""


def test_printable_leaves_text_and_escapes_what_steers() -> None:
    assert errors.printable("naïve 日本 🎡 ok\n") == "naïve 日本 🎡 ok\n"
    assert errors.printable("-\tok") == "-       ok"
    for character in ("\x1b", "\x07", "\r", "\x7f", "\x9b", "\u202e", "\u2066", "\ud800", "\ufeff"):
        shown = errors.printable(f"a{character}b")
        assert character not in shown
        assert shown.isascii()


def test_every_address_is_in_the_metadata() -> None:
    urls = dict(url.split(", ") for url in metadata(about.NAME).get_all("Project-URL") or [])
    assert urls["Repository"] == about.REPOSITORY
    assert urls["Issues"] == about.ISSUES
    pages = urls["Documentation"].removesuffix("index.md") + "rules/"
    assert pages == about.RULE_PAGES


def test_the_output_is_readable_where_the_encoding_is_poor(machine: Path) -> None:
    poor = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*PROGRAM, "new", "thing", "--defaults"],
        env=os.environ | poor,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "\nok checked: no findings\n" in done.stdout


def test_an_error_on_the_way_out_of_an_interrupt_is_the_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_given: object) -> int:
        try:
            raise KeyboardInterrupt
        finally:
            raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr("ironwheel.commands.check.run", interrupted)
    with pytest.raises(SystemExit) as ended:
        main(["check"])
    assert ended.value.code == 130


def test_a_place_is_called_by_the_way_to_it_if_it_is_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = {".": ".", "./a": "a", str(tmp_path / "a"): "a", "../b": "../b", "/elsewhere/x": "/elsewhere/x"}
    assert {given: named(Path(given)) for given in names} == names
