"""Let cargo write a lock file (door: cargo)."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel import _core, programs
from ironwheel.disk import writer
from ironwheel.disk.plan import Plan

if TYPE_CHECKING:
    from ironwheel._core import Change

_SECONDS = 60


def lock(folder: Path) -> str | None:
    """Let cargo write `Cargo.lock` in `folder`, from the registry or from what it has of it.

    Returns:
        None, or why it did not, in cargo's words; a machine without registry or patience is no error.
    """
    with _alone(folder):
        why = _generate(folder)
        # What cargo says of the registry says more than what it says without.
        return why if why is None or _generate(folder, "--offline") else None


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a workspace around `folder` from claiming the crate there, which comes to another place later."""
    own = (folder / "Cargo.toml").read_bytes()
    if _core.workspace(folder, own.decode("utf-8", "replace")) is None:
        yield
        return
    root = own + b"\n[workspace]\n"
    _write(folder, {"path": "Cargo.toml", "before": own, "after": root})
    try:
        yield
    finally:
        _write(folder, {"path": "Cargo.toml", "before": root, "after": own})


def _write(folder: Path, change: "Change") -> None:
    writer.carry_out(Plan(folder, [change]))


def _generate(folder: Path, *how: str) -> str | None:
    """Return None if there is a lock file, or else why there is none."""
    try:
        done = programs.run(
            "cargo",
            "generate-lockfile",
            "--quiet",
            "--manifest-path",
            str(folder / "Cargo.toml"),
            *how,
            folder=programs.NEUTRAL,
            environment=programs.surroundings() | {"RUSTUP_AUTO_INSTALL": "0"},
            seconds=_SECONDS,
        )
    except TimeoutError:
        return f"cargo was stopped after {_SECONDS} seconds"
    except OSError as error:
        return f"cargo could not be started: {error.strerror}"
    if done.returncode == 0 and (folder / "Cargo.lock").is_file():
        return None
    if why := _reason(done.stderr.decode("utf-8", "replace")):
        return f"cargo says: {why}"
    return f"cargo ended with {done.returncode} and said nothing"


def _reason(said: str) -> str:
    """Return the line that tells why cargo failed, of all that it said: the deepest cause, or else the error."""
    told, _, _ = said.partition("Stack backtrace:")
    error, *causes = (
        [line.strip() for line in part.splitlines() if line.strip()] for part in told.split("Caused by:")
    )
    lines = causes[-1] if causes else [line for line in error if line.startswith("error:")][:1] or error
    return lines[-1] if lines else ""
