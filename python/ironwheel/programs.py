"""Start a program that the person has installed (door: subprocess); docs/programs.md tells who starts which, and how."""

import errno
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

Done = subprocess.CompletedProcess[bytes]

# A folder that is the administrator's: in others, and above them, files may say what a program starts.
NEUTRAL = Path(os.path.abspath(os.sep))

_SUFFIX = ".exe" if os.name == "nt" else ""


def run(
    name: str,
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str],
    given: bytes = b"",
    seconds: float | None = None,
) -> Done:
    """Run a program to its end, and return its exit code and what it printed.

    Args:
        name: The program.
        arguments: What it is asked.
        folder: Where it works.
        environment: All that it is told besides; `surroundings` is what to start from.
        given: What it reads.
        seconds: The time that it has.

    Raises:
        OSError: It is not installed, cannot be started, or took too long.
    """
    program = find(name)
    if program is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
    try:
        return subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), name) from error


def find(name: str) -> str | None:
    """Return where the program `name` is installed; what lies in the folder where somebody works is not."""
    places = (shutil.which(str(Path(each, name + _SUFFIX))) for each in _folders())
    return next(filter(None, places), None)


def surroundings() -> dict[str, str]:
    """Return our own environment, in which no program is looked for in the folder where somebody works."""
    return {**os.environ, "PATH": os.pathsep.join(_folders())}


def _folders() -> list[str]:
    return [each for each in os.get_exec_path() if os.path.isabs(each)]
