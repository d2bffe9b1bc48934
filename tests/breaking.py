"""Run our commands and break them at their N-th step: killed, or with the disk full, as if it were the system's doing.

Each runs in a child of a process that has imported everything.
"""

import contextlib
import ctypes
import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import forked
from ironwheel.cli import program
from ironwheel.template import render

# What Python says before it changes something on the disk, or starts somebody who may. A write to a file that is open is
# as good as killed before.
STEPS = {
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.utime",
    "subprocess.Popen",
}
# The ways to break, and what of it needs room on the disk.
KILLED, FULL_ONCE, FULL = "killed", "full once", "full from then on"
ROOM = {"os.link", "os.mkdir", "os.symlink"}
_ANYBODY = 2**64 - 1


class Broken(NamedTuple):
    """What came of a run: its exit code, or None if it was killed; whether it came as far as the step; what it said."""

    code: int | None
    reached: bool
    said: str


class Breaker(forked.Server):
    """Runs commands, each in a process of its own."""

    def __init__(self) -> None:
        """Start the process that has imported everything."""
        super().__init__(__file__)

    def run(
        self,
        arguments: Sequence[str | Path],
        cwd: Path,
        nth: int = 0,
        how: str = KILLED,
        within: Path | str = "",
        *,
        tracer: Sequence[str | Path] = (),
        environment: Mapping[str, str] = {},
    ) -> Broken:
        """Run a command, and break it before its `nth` step, or the `nth` in a folder; or let a tracer look on.

        It has our environment, as it is now, and what is added to it.
        """
        tracer = [str(each) for each in tracer]
        asked = {"nth": nth, "how": how, "within": str(within), "tracer": tracer}
        return Broken(**self.ask(arguments, cwd, environment, **asked))


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as reached:
        here, there = socket.socketpair()
        child = os.fork()
        if child == 0:
            here.close()
            forked.become(asked, said, said)
            _break_and_run(asked, reached.fileno(), there)
        there.close()
        with here:
            here.recv(1)
            tracer = _trace(child, asked["tracer"])
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if tracer:
            tracer.wait()
        said.seek(0)
        return {
            "code": None if status == -signal.SIGKILL else status,
            "reached": os.fstat(reached.fileno()).st_size > 0,
            "said": said.read().decode(),
        }


def _render(
    real: Callable[..., None], renders: Path, template: Any, folder: Path, *, given: Any, **options: Any
) -> None:
    """Render each version once only: that is Copier's work, done before anything of the person's is touched."""
    name = json.dumps([template, given, options], sort_keys=True)
    kept = next((path for path in renders.glob("*.name") if path.read_text() == name), None)
    if kept is None:
        real(template, folder, given=given, **options)
        copy = Path(tempfile.mkdtemp(dir=renders))
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        copy.with_suffix(".name").write_text(name)
    else:
        shutil.copytree(kept.with_suffix(""), folder, dirs_exist_ok=True)


def _trace(process: int, tracer: Sequence[str]) -> subprocess.Popen[bytes] | None:
    if not tracer:
        return None
    started = subprocess.Popen([*tracer, "-p", str(process)], stderr=subprocess.DEVNULL)
    while "TracerPid:\t0" in Path(f"/proc/{process}/status").read_text():
        assert started.poll() is None, "it may not trace"
        time.sleep(0.001)
    return started


def _break_and_run(asked: dict[str, Any], reached: int, server: socket.socket) -> None:
    if asked["tracer"]:
        # A neighbour may look on only if we say so.
        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(_ANYBODY))
    server.send(b"1")
    server.recv(1)
    count = 0

    def step(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        writes = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        # What makes room is never refused for lack of it.
        if asked["how"] != KILLED and event in ("os.remove", "os.rmdir"):
            return
        if (event not in STEPS and not writes) or not _is_counted(asked["within"], event, arguments):
            return
        count += 1
        if count == asked["nth"]:
            os.write(reached, b"1")
            if asked["how"] == KILLED:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(28, "No space left on device")
        if 0 < asked["nth"] < count and asked["how"] == FULL and (writes or event in ROOM):
            raise OSError(28, "No space left on device")

    code = 99
    if asked["nth"]:
        sys.addaudithook(step)
    try:
        code = program.run(asked["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _is_counted(within: str, event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a step is one in the folder `within`; all are if it has no name."""
    if not within:
        return True
    # Whoever is started has files of their own.
    if event == "subprocess.Popen":
        return False
    path = os.fsdecode(arguments[0]) if not isinstance(arguments[0], int) else ""
    folder = Path.cwd()
    opened = {"os.mkdir": -1, "os.remove": -1, "os.rename": 2, "os.rmdir": -1}
    if event in opened and arguments[opened[event]] >= 0:
        with contextlib.suppress(OSError):  # Only Linux tells.
            folder = Path(f"/proc/self/fd/{arguments[opened[event]]}").readlink()
    return (folder / path).is_relative_to(within)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as renders:
        render.render = functools.partial(_render, render.render, Path(renders))
        forked.serve(_answer)
