"""Whatever call of the system a command, or a git or cargo that it starts, is killed at, or told that the disk is full."""

import itertools
import os
import re
import shlex
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import worlds
from breaking import FULL, FULL_ONCE, KILLED, Breaker, Broken
from conftest import Run
from worlds import Trial

STRACE, CARGO, HOME = shutil.which("strace"), shutil.which("cargo") or "false", Path.home()

IS_TRACED = STRACE and not subprocess.run([STRACE, "-o", os.devnull, "true"], check=False).returncode

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not IS_TRACED, reason="strace is not installed, or may not trace here"),
]

# Long runs break every call; short ones one of a few.
ALL = "IRONWHEEL_BREAKS" in os.environ
FEW = {"ours": 1 if ALL else 47, "theirs": 1 if ALL else 13}
# What changes a file that is open, or what stands under a path.
OF_FILES = re.compile("copy_file_range|f(chmod|chown|datasync|sync|truncate)|pwrite64|sendfile|writev?")
OF_PATHS = re.compile(
    "f?ch(mod|own)at|ch(mod|own)|creat|(link|mkdir|open|rename|symlink|unlink)(at)?|renameat2|rmdir|truncate|utimensat"
)
CALLS = f"/^({OF_FILES.pattern}|{OF_PATHS.pattern})$"
# What needs room on the disk; and what of it always does, whatever it is told.
ROOM = re.compile(
    r"copy_file_range|creat|f(datasync|sync|truncate)|(link|mkdir|open|p?write|rename|sendfile|symlink).*"
)
ALWAYS = ["fsync", "ftruncate", "mkdir", "mkdirat", "pwrite64", "symlink", "symlinkat", "write", "writev"]
KILLED_WITH_US = "killed with us"
COMMANDS = ["version --tag", "new fresh", "new here", "update", "update --abort", "adopt", "adopt --abort"]
WAYS = [
    *itertools.product(["check --fix"], [KILLED, FULL_ONCE]),
    *itertools.product(COMMANDS, [KILLED, KILLED_WITH_US, FULL_ONCE, FULL]),
]

# Stands for git and cargo: the real one, under strace if it is its turn.
PROGRAM = """\
#!/bin/sh
[ "$TURN" ] || exec {real} "$@"
[ "$TURN" = {name} ] && exit 1
echo >>"$LOGS/turns"
turn=$(wc -l <"$LOGS/turns")
[ "$TURN" = all ] && exec {strace} -y -o "$LOGS/$turn" -e trace={calls} {real} "$@"
[ "$TURN" = "$turn" ] || exec {real} "$@"
{strace} -o "$LOGS/broken" -e trace={calls} $INJECTED {real} "$@"
code=$?
[ "$WITH_US" ] && [ $code = 137 ] && kill -KILL $PPID
exit $code
"""


class Call(NamedTuple):
    """A call that changes something in the person's folder.

    Args:
        turn: Whose it is: our own process's (0), or that of a program that it starts, by its turn.
        name: What it is called.
        counts: How many calls of each name there were until then, with this one.
    """

    turn: int
    name: str
    counts: Counter[str]

    def can_be(self, how: str) -> bool:
        """Whether it can be broken in this way; our own process finds the disk full for long in another test."""
        return (how in (KILLED, FULL_ONCE) or self.turn > 0) and (
            how in (KILLED, KILLED_WITH_US) or bool(ROOM.fullmatch(self.name))
        )

    def options(self, how: str) -> list[str]:
        """What tells strace to break it."""
        number = self.counts[self.name]
        if how in (KILLED, KILLED_WITH_US):
            return [f"--inject={self.name}:signal=SIGKILL:when={number}"]
        if how == FULL_ONCE:
            return [f"--inject={self.name}:error=ENOSPC:when={number}"]
        first = {name: self.counts[name] + 1 for name in ALWAYS} | {self.name: number}
        lasting = {name: f"{count}+" if name in ALWAYS else f"{count}" for name, count in first.items()}
        return [f"--inject=?{name}:error=ENOSPC:when={when}" for name, when in lasting.items()]


class Tracer:
    """Runs a case, and ourselves or one of the programs that it starts under strace."""

    def __init__(self, trial: Trial, breaker: Breaker, logs: Path) -> None:
        """Write what strace says into `logs`."""
        self._trial, self._breaker, self._logs = trial, breaker, logs

    def calls(self) -> list[Call]:
        """All calls that there are to break."""
        world, _ = self._run("all", "0", ["-y"])
        logs = sorted(
            (log for log in self._logs.iterdir() if log.name.isdigit()), key=lambda log: int(log.name)
        )
        return [call for log in logs for call in _calls(log, world)]

    def broken(self, call: Call, how: str) -> tuple[Path, Broken] | None:
        """The world in which a call was broken, and what came of it; None if this time there was no such call."""
        found = self._run(str(call.turn or ""), "broken", call.options(how), with_us=how == KILLED_WITH_US)
        log = (self._logs / "broken").read_text()
        return found if "(INJECTED)" in log or "killed by SIGKILL" in log else None

    def _run(self, turn: str, log: str, options: list[str], *, with_us: bool = False) -> tuple[Path, Broken]:
        shutil.rmtree(self._logs, ignore_errors=True)
        self._logs.mkdir()
        world, case = self._trial.fresh(), self._trial.case
        injected = " ".join(options)
        environment = {"TURN": turn, "LOGS": str(self._logs), "INJECTED": injected, "WITH_US": "1" * with_us}
        tracer = [str(STRACE), "-o", str(self._logs / log), "-e", f"trace={CALLS}", *options]
        if turn.isdigit():  # It is not us who are looked at.
            tracer = []
        run = self._breaker.run(case.arguments, world / case.cwd, tracer=tracer, environment=environment)
        return world, run


def _calls(log: Path, world: Path) -> Iterator[Call]:
    """The calls in a log that change something in `world`."""
    text = log.read_text(errors="replace")
    found = re.search(r"AT_FDCWD<(.*?)>", text)
    counts = Counter[str]()
    for line in text.splitlines():
        name, _, arguments = line.partition("(")
        if not re.fullmatch(CALLS[1:], name):
            continue
        counts[name] += 1
        if name.startswith("open") and "O_CREAT" not in arguments:
            continue
        folder = re.match(r"(?:AT_FDCWD|\d+)<(.*?)>", arguments) or found
        named = re.findall(r'"((?:[^"\\]|\\.)*)"', arguments) if OF_PATHS.fullmatch(name) else [""]
        assert folder
        if any(Path(folder[1], path).is_relative_to(world) for path in named):
            yield Call(int(log.name), name, counts.copy())


@pytest.fixture(scope="module")
def breaker() -> Iterator[Breaker]:
    started = Breaker()
    yield started
    started.close()


@pytest.fixture
def logs(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where strace writes; its stand-ins take the places of git and cargo."""
    programs = machine.parent / "programs"
    for name, real in (("git", shutil.which("git")), ("cargo", CARGO)):
        words = {"name": name, "real": str(real), "strace": str(STRACE), "calls": CALLS}
        (programs / name).write_text(
            PROGRAM.format(**{key: shlex.quote(word) for key, word in words.items()})
        )
        (programs / name).chmod(0o755)
    monkeypatch.setenv("CARGO_HOME", str(machine.parent / "cargo"))
    monkeypatch.setenv("RUSTUP_HOME", os.environ.get("RUSTUP_HOME", str(HOME / ".rustup")))
    return machine.parent / "logs"


@pytest.mark.parametrize(("name", "how"), WAYS)
def test_broken_at_any_call_nothing_is_lost_and_the_next_run_finishes(
    machine: Path,
    scaffold: Run,
    breaker: Breaker,
    logs: Path,
    name: str,
    how: str,
    record_property: Callable[[str, object], None],
) -> None:
    # A project without a lock, where cargo fails, is as whole.
    without = [{"TURN": "cargo"}] if name.startswith("new") else []
    trial = Trial(worlds.make(name, machine, scaffold), breaker, *without)
    tracer = Tracer(trial, breaker, logs)
    calls = [call for call in tracer.calls() if call.can_be(how)]
    ours, theirs = ([call for call in calls if bool(call.turn) is is_theirs] for is_theirs in (False, True))
    for call in [*ours[:: FEW["ours"]], *theirs[:: FEW["theirs"]]]:
        if broken := tracer.broken(call, how):
            trial.judge(*broken, call)
    assert trial.steps > 0
    record_property("calls", trial.steps)
    record_property("locks", trial.locks)
