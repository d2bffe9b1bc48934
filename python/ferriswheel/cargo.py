"""Let cargo write a lock file, and find the workspace that a folder is in (door: cargo)."""

import re
import subprocess
from pathlib import Path

_SECONDS = 60


def lock(folder: Path) -> bool:
    """Let cargo write `Cargo.lock` in `folder`, from the registry or from what it has of it.

    Returns:
        Whether it did; a machine without cargo, registry or patience is no error.
    """
    return any(_generate(folder, *how) for how in ((), ("--offline",)))


def surrounding(folder: Path) -> Path | None:
    """Return the root of the cargo workspace that `folder`, existing or not, would be in."""
    return next((root for root in folder.parents if _is_workspace(root / "Cargo.toml")), None)


def _is_workspace(manifest: Path) -> bool:
    try:
        # A header at the start of a line is all that matters: the manifest may be anybody's.
        return re.search(rb"(?m)^[ \t]*\[[ \t]*workspace\b", manifest.read_bytes()) is not None
    except OSError:
        return False


def _generate(folder: Path, *how: str) -> bool:
    try:
        done = subprocess.run(
            ["cargo", "generate-lockfile", "--quiet", *how],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and (folder / "Cargo.lock").is_file()
