"""Let cargo write a lock file, and find the workspace that a folder is in (door: cargo)."""

import subprocess
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

_SECONDS = 60


class Workspace(NamedTuple):
    """The folder of a workspace, and whether it has the folder in question as a member already."""

    root: Path
    is_member: bool


def lock(folder: Path) -> bool:
    """Let cargo write `Cargo.lock` in `folder`, from the registry or from what it has of it.

    Returns:
        Whether it did; a machine without cargo, registry or patience is no error.
    """
    return any(_generate(folder, *how) for how in ((), ("--offline",)))


def surrounding(folder: Path) -> Workspace | None:
    """Return the cargo workspace that `folder`, existing or not, would be in."""
    for root in folder.parents:
        if (workspace := _workspace(root / "Cargo.toml")) is not None:
            place = folder.relative_to(root)
            is_member = any(_matches(place, pattern) for pattern in workspace.get("members", []))
            if not is_member and any(place.is_relative_to(path) for path in workspace.get("exclude", [])):
                return None
            return Workspace(root, is_member)
    return None


def _workspace(manifest: Path) -> dict[str, Any] | None:
    if not manifest.is_file():
        return None
    import tomllib

    try:
        return tomllib.loads(manifest.read_text("utf-8")).get("workspace")
    except (OSError, ValueError):
        return None  # It may be anybody's; cargo will say what is wrong with it.


def _matches(place: Path, pattern: str) -> bool:
    # From the first part to the last: a pattern without a root would match the end of a longer path.
    return PurePosixPath("/", place.as_posix()).match(f"/{pattern.removeprefix('./').rstrip('/')}")


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
