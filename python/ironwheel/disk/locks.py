"""Keep other runs of ours out of a folder as long as we live (door: locks)."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

# Where a folder cannot be locked, a file in it stands for the lock.
NAME = ".scaffold-lock"


@contextlib.contextmanager
def held(folder: Path, *, waits: bool = False) -> Iterator[bool | None]:
    """Keep other runs of ours out of `folder`, and say whether none is in it.

    Args:
        folder: The folder; nothing in it changes, except on Windows.
        waits: Whether to wait until no other run is in it.

    Returns:
        True; False if another run is in it, or it has gone; None if this system has no such lock.
    """
    descriptor, is_free = _lock(folder, waits=waits)
    try:
        yield is_free
    finally:
        if descriptor is not None:
            os.close(descriptor)


if sys.platform == "win32":

    def _lock(folder: Path, *, waits: bool) -> tuple[int | None, bool | None]:
        if waits:  # Windows would let us try again and again only.
            return None, None
        # However we end, the file goes with us.
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_TEMPORARY
        try:
            return os.open(folder / NAME, flags), True
        except (FileExistsError, FileNotFoundError):
            return None, False
        except OSError:
            return None, None

else:
    import fcntl

    def _lock(folder: Path, *, waits: bool) -> tuple[int | None, bool | None]:
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            return None, False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            return descriptor, False
        except OSError:  # Some disks on the network have no locks.
            return descriptor, None
        except BaseException:  # an interrupt while we wait
            os.close(descriptor)
            raise
        return descriptor, True
