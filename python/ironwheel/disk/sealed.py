"""Make folders of our own beside what is the person's, and know them again after a kill (door: writing).

Whatever is called as ours are may be the person's, or come with what somebody else has packed. So there is a seal in
each, and a mark that says where on the disk and when that was made: no copy, archive or clone brings both along.
"""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ironwheel.disk import locks

_SEAL, _MARK = "seal", "mark"


@contextlib.contextmanager
def made(parent: Path, prefix: str) -> Iterator[Path]:
    """Give a new sealed folder in `parent`, which no other run of ours enters before the end; it is not removed then.

    Raises:
        OSError: It could not be made.
    """
    while True:
        folder, is_marked = Path(tempfile.mkdtemp(prefix=prefix, dir=parent)), False
        try:
            with _closed(folder) as is_closed:
                if is_closed:
                    save(folder / _MARK, _mark(folder))
                    is_marked = True
                    yield folder
                    return
        finally:
            # Windows keeps the seal of a folder that was removed until here.
            if not is_marked or not (folder / _MARK).exists():
                remove(folder)


def is_ours(folder: Path) -> bool:
    """Return whether `folder` was made here, by us, as far as a kill let us come."""
    try:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != _user(status):
            return False
        names = {child.name for child in folder.iterdir()}
        mark = (folder / _MARK).read_bytes() if _MARK in names else b""
        expected = _mark(folder) if _SEAL in names else b""
    except OSError:
        return False
    if _SEAL in names and not expected:
        return False
    return expected.startswith(mark) if names <= {_SEAL, _MARK} else mark == expected != b""


def remove(folder: Path) -> None:
    """Remove a folder of ours; if we are killed meanwhile, what is left of it is still known."""
    # What cannot be tidied up is no reason to say that it went wrong.
    with contextlib.suppress(OSError):
        for child in folder.iterdir():
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(child, ignore_errors=True)
            elif child.name not in (_SEAL, _MARK):
                child.unlink()
        # A seal alone is known as well.
        (folder / _MARK).unlink(missing_ok=True)
        (folder / _SEAL).unlink(missing_ok=True)
        folder.rmdir()


@contextlib.contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Keep other runs of ours out of `folder`, and say whether it is ours and none is in it."""
    if os.name != "nt":
        with locks.held(folder) as is_free:
            yield bool(is_free) and is_ours(folder)
        return
    # Here nobody renames a file that is open, not even to its own name.
    try:
        (folder / _SEAL).rename(folder / _SEAL)
    except OSError:
        yield False
        return
    with (folder / _SEAL).open("rb"):
        yield is_ours(folder)
    # Nor does a file that is open go: whoever has removed the folder has left its seal.
    if not (folder / _MARK).exists():
        remove(folder)


def save(file: Path, content: bytes) -> None:
    """Write a new file, on disk for good."""
    with file.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def _closed(folder: Path) -> Iterator[bool]:
    """Keep other runs out of a new folder and seal it, and say whether it is still there.

    Before it is locked, a run that tidies up takes it for what a killed one has left.
    """
    if os.name == "nt":
        with (folder / _SEAL).open("xb"):
            yield True
        return
    with locks.held(folder) as is_free:
        is_there = is_free is not False and folder.exists()
        if is_there:
            save(folder / _SEAL, b"")
        yield is_there


def _user(status: os.stat_result) -> int:
    """Return who we are; where all may write, as in /tmp, others could exchange what is theirs while we look at it."""
    return os.geteuid() if hasattr(os, "geteuid") else status.st_uid


def _mark(folder: Path) -> bytes:
    status = (folder / _SEAL).lstat()
    is_seal = stat.S_ISREG(status.st_mode) and not status.st_size
    return f"{status.st_ino} {status.st_ctime_ns}\n".encode() if is_seal else b""
