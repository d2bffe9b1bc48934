"""Runs commands in processes that are forked from one that has imported all of the program: so each begins at once.

As a program it is that process. For each line that it reads it forks, and the child runs one command; no thread is left
out by the fork, as there would be in pytest's own process.
"""

import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

from plumbum import local

SECONDS = 60


class Server:
    """The process that has imported everything."""

    def __init__(self, program: str) -> None:
        """Start it; `program` serves."""
        self._server = subprocess.Popen(
            [sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(
        self, arguments: Sequence[str | Path], cwd: Path, environment: Mapping[str, str] = {}, **more: Any
    ) -> dict[str, Any]:
        """What comes of a command, which has our environment as it is now, and what is added to it."""
        assert self._server.stdin
        assert self._server.stdout
        asked = {
            "arguments": [str(each) for each in arguments],
            "cwd": str(cwd),
            "environment": {**os.environ, **environment},
            **more,
        }
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer

    def close(self) -> None:
        """End the process."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.stdout.close()
        self._server.wait()


class Program(Server):
    """The program without a terminal."""

    def __init__(self) -> None:
        """Start the server."""
        super().__init__(__file__)

    def run(self, arguments: Sequence[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run it, as `subprocess.run` would."""
        answer = self.ask(arguments, cwd)
        said = [
            io.TextIOWrapper(io.BytesIO(answer[name].encode("latin-1")), "utf-8").read()
            for name in ("stdout", "stderr")
        ]
        return subprocess.CompletedProcess(arguments, answer["code"], *said)


def serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Import the program, and answer each line that comes in with one that goes out."""
    import ironwheel

    modules = pkgutil.walk_packages(ironwheel.__path__, "ironwheel.")
    for name in ("copier", *(module.name for module in modules)):
        importlib.import_module(name)
    gc.freeze()  # or each child would copy what it counts
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def become(asked: dict[str, Any], stdout: IO[bytes], stderr: IO[bytes]) -> None:
    """In a child: take over where the command is run, its environment and its outputs."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(stdout.fileno(), 1)
    os.dup2(stderr.fileno(), 2)
    os.environ.clear()
    os.environ.update(asked["environment"])
    tempfile.tempdir = None
    # It keeps the environment in which it was imported.
    local.env.clear()
    local.env.update(os.environ)
    os.chdir(asked["cwd"])


def _become_and_run(asked: dict[str, Any], stdout: IO[bytes], stderr: IO[bytes]) -> NoReturn:
    from ironwheel import __main__ as main

    signal.alarm(SECONDS)
    code: object = None
    try:
        become(asked, stdout, stderr)
        sys.argv = [main.__file__, *asked["arguments"]]
        main.main()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - it would end the process of its own
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # To take down all that was imported costs more than the command.
        os._exit(code if isinstance(code, int) else 1)


def _run(asked: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        child = os.fork()
        if child == 0:
            _become_and_run(asked, stdout, stderr)
        status = os.waitpid(child, 0)[1]
        said = {}
        for name, file in (("stdout", stdout), ("stderr", stderr)):
            file.seek(0)
            said[name] = file.read().decode("latin-1")
        return {"code": os.waitstatus_to_exitcode(status), **said}


if __name__ == "__main__":
    serve(_run)
