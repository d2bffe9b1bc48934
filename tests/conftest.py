"""A person's machine for the tests of the commands: the program, a home of its own, and a terminal."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forked import Program
from ironwheel import _core

# A run in the background ignores interrupts, and so would the programs that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

PROGRAM = [sys.executable, "-m", "ironwheel"]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All programs of this machine but those that a person may not have."""
    programs = tmp_path_factory.mktemp("installed")
    for folder in os.environ["PATH"].split(os.pathsep):
        for program in Path(folder).glob("*") if folder else ():
            if program.name not in {"cargo", "just", "uv"} and not (programs / program.name).is_symlink():
                (programs / program.name).symlink_to(program)
    return programs


@pytest.fixture
def machine(tmp_path: Path, installed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with git and Python, without cargo; its person is known to git. The folder to work in.

    Beside it, `programs` holds what the person has put before the others.
    """
    if os.name == "nt":
        pytest.skip("this machine is a POSIX one")
    programs = tmp_path / "programs"
    programs.mkdir()
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Ada Lovelace\nemail = ada@example.org\n")
    for name in [name for name in os.environ if name.startswith(("GIT_", "COPIER_"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{installed}")
    assert shutil.which("git"), "the tests need git"
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")  # our terminal would not answer, and each question wait
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    started = Program()
    yield started
    started.close()


@pytest.fixture
def scaffold(program: Program, machine: Path) -> Run:
    """Runs the program without a terminal, and finds that no trace reached the person."""

    def run(*arguments: str | Path, cwd: Path = machine) -> subprocess.CompletedProcess[str]:
        done = program.run(arguments, cwd)
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def examples(machine: Path) -> list[str]:
    """A project for each rule about projects, in a folder of its name: the bad example of its page. Their names."""
    rules = [rule for rule in _core.rules() if rule["subject"] in ("project", "run")]
    for rule in rules:
        bad = rule["documentation"].partition("\n## Bad\n")[2].partition("\n## ")[0]
        for _, path, text in re.findall(r"^(`{3,})\w+ (\S+)\n(.*?)^\1$", bad, re.MULTILINE | re.DOTALL):
            file = machine / rule["id"] / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
    return [rule["id"] for rule in rules]


class Terminal:
    """A program in a terminal, as a person sees it."""

    def __init__(self, command: list[str], cwd: Path, size: tuple[int, int]) -> None:
        import pexpect
        import pyte

        rows, columns = size
        self._eof, self._timeout = pexpect.EOF, pexpect.TIMEOUT
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        # Without it, readline in this process would say how wide the terminal is.
        environment = os.environ.copy()
        self._child = pexpect.spawn(
            command[0], command[1:], cwd=str(cwd), env=environment, dimensions=size, encoding="utf-8"
        )

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, text: str, seconds: float = 30) -> str:
        """Wait until `text` is on the screen."""
        end = time.monotonic() + seconds
        while text not in self.text:
            assert time.monotonic() < end, f"{text!r} never came:\n{self.text}"
            self._read()
        return self.text

    def until_last(self, text: str, seconds: float = 30) -> str:
        """Wait until `text` is in the last question on the screen, or below it."""
        end = time.monotonic() + seconds
        while text not in " ".join(f"\n{self.text}".rpartition("\n? ")[2].split()):
            assert time.monotonic() < end, f"{text!r} never came:\n{self.text}"
            self._read()
        return self.text

    def settle(self, seconds: float = 0.3) -> None:
        """Wait until nothing has changed on the screen for so long: a screen is drawn in several writes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._child.closed:
            before = self.text
            self._read()
            if self.text != before:
                end = time.monotonic() + seconds

    def type(self, keys: str) -> None:
        """Press keys."""
        self._child.send(keys)

    def terminate(self, how: signal.Signals) -> None:
        """Send a signal to the program."""
        self._child.kill(how)

    def end(self) -> int:
        """Wait until the program ends, and return its exit code."""
        while self._child.isalive() or self._read():
            self._read()
        self._child.close()
        assert self._child.exitstatus is not None, f"killed by signal {self._child.signalstatus}"
        return int(self._child.exitstatus)

    def close(self) -> None:
        """End the program if it has not ended."""
        self._child.close(force=True)

    def _read(self) -> bool:
        try:
            self._stream.feed(self._child.read_nonblocking(65536, timeout=0.1))
        except self._timeout:
            pass
        except self._eof:
            return False
        return True


@pytest.fixture
def terminal(machine: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the program in a terminal."""
    pytest.importorskip("pexpect", reason="there are no pseudo-terminals").spawn  # noqa: B018
    opened: list[Terminal] = []

    def start(*arguments: str, cwd: Path = machine, size: tuple[int, int] = (70, 110)) -> Terminal:
        opened.append(Terminal([*PROGRAM, *arguments], cwd, size))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


def tree(folder: Path) -> dict[str, bytes | str]:
    """All that is below a folder, git's own things left out: the contents of files, the targets of links."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if ".git" in path.relative_to(folder).parts:
            continue
        found[name] = (
            str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else ""
        )
    return found
