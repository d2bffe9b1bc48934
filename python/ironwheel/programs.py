"""Start a program that the person has installed (door: subprocess); docs/programs.md tells who starts which, and how."""

import errno
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

Done = subprocess.CompletedProcess[bytes]

# A folder that is the administrator's: in others, and above them, files may say what a program starts.
NEUTRAL = Path(os.path.abspath(os.sep))

_PIECE = 1 << 16
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


def attend(command: Sequence[str], pass_on: Callable[[str, bytes], object]) -> Done:
    """Run a command of the person's, as a shell would here, and give on what it prints while it does.

    Args:
        command: The program and its arguments.
        pass_on: Is told each piece of the output with the name of its stream, `stdout` or `stderr`.

    Returns:
        Its exit code, and all that it printed as it came.

    Raises:
        OSError: It is not installed, or cannot be started.
    """
    name, *arguments = command
    is_path = Path(name).name != name
    program = name if is_path else find(name)
    if program is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
    printed: list[bytes] = []
    lock = threading.Lock()

    def read(stream: str, pipe: IO[bytes]) -> None:
        while piece := os.read(pipe.fileno(), _PIECE):
            with lock:
                printed.append(piece)
                pass_on(stream, piece)

    pipes = subprocess.PIPE
    with subprocess.Popen([program, *arguments], stdout=pipes, stderr=pipes) as child:
        readers = [
            threading.Thread(target=read, args=(stream, pipe), daemon=True)
            for stream, pipe in (("stdout", child.stdout), ("stderr", child.stderr))
        ]
        for reader in readers:
            reader.start()
        code = child.wait()
        for reader in readers:
            reader.join()
    return subprocess.CompletedProcess(command, code, b"".join(printed))


def find(name: str) -> str | None:
    """Return where the program `name` is installed; what lies in the folder where somebody works is not."""
    file = name if name.endswith(_SUFFIX) else name + _SUFFIX
    places = (shutil.which(str(Path(each, file))) for each in _folders())
    return next(filter(None, places), None)


def surroundings() -> dict[str, str]:
    """Return our own environment, in which no program is looked for in the folder where somebody works."""
    return {**os.environ, "PATH": os.pathsep.join(_folders())}


def _folders() -> list[str]:
    return [each for each in os.get_exec_path() if os.path.isabs(each)]
