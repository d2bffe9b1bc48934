"""Runs the program in a process of its own that stops before a step and goes on when it is told to.

As a program it is that process: it is given two pipes, the step, and the command line.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


class Paused:
    """A run that has come to a step, or is over."""

    def __init__(self, event: str, part: str, arguments: Sequence[str | Path], cwd: Path) -> None:
        """Start it, and wait until it is there.

        Args:
            event: What Python calls the step, as its audit hooks do.
            part: What stands in the things that the step is about.
            arguments: The command line.
            cwd: Where it is run.
        """
        here, there = os.pipe()
        on, self._on = os.pipe()
        words = [str(each) for each in (there, on, event, part, *arguments)]
        self._run = subprocess.Popen(
            [sys.executable, __file__, *words], cwd=cwd, pass_fds=(there, on), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        for end in (there, on):
            os.close(end)
        self.reached = os.read(here, 1) == b"1"
        os.close(here)

    def go(self) -> None:
        """Let it go on."""
        if self._on != -1:
            os.close(self._on)
            self._on = -1

    def end(self) -> tuple[int, str]:
        """Let it go on, and return its exit code and what it said."""
        self.go()
        said = self._run.communicate(timeout=60)[0]
        return self._run.returncode, said

    def close(self) -> None:
        """End it, however the test has."""
        self._run.kill()
        if self._run.stdout and not self._run.stdout.closed:
            self.end()


def _main() -> None:
    there, on = map(int, sys.argv[1:3])
    event, part, *arguments = sys.argv[3:]
    reached = False

    def step(name: str, about: tuple[object, ...]) -> None:
        nonlocal reached
        if name == event and not reached and part in str(about):
            reached = True
            os.write(there, b"1")
            os.read(on, 1)

    sys.addaudithook(step)
    from ironwheel.cli.main import main

    main(arguments)


if __name__ == "__main__":
    _main()
