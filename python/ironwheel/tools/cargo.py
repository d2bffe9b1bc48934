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


def lock(folder: Path) -> bool:
    """Let cargo write `Cargo.lock` in `folder`, from the registry or from what it has of it.

    Returns:
        Whether it did; a machine without cargo, registry or patience is no error.
    """
    with _alone(folder):
        return any(_generate(folder, *how) for how in ((), ("--offline",)))


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


def _generate(folder: Path, *how: str) -> bool:
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
    except OSError:
        return False
    return done.returncode == 0 and (folder / "Cargo.lock").is_file()
