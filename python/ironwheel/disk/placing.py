"""Put what we made where nothing is, and take it back; what others put there is not replaced or removed (door: writing)."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

# What a disk says that has no hard links.
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}

# What tells that nobody has written a file since: of each path its kind, and which file it is.
Marks = Mapping[str, tuple[object, ...]]


def marks(top: Path) -> Marks:
    """Return the marks of all that is at `top` and below it."""
    # What a link leads to is not ours.
    paths = [top] if top.is_symlink() else [top, *sorted(top.rglob("*"))]
    return {path.relative_to(top).as_posix(): _mark(path) for path in paths}


def put(source: Path, destination: Path) -> None:
    """Move a file, a link or a folder to where nothing is; a kill may leave it in both places, for `finish`.

    Raises:
        OSError: It could not be moved; `is_taken` says whether something is there.
    """
    if os.name == "nt":
        source.rename(destination)  # Windows replaces nothing.
    elif source.is_symlink():
        destination.symlink_to(source.readlink())
        source.unlink()
    elif source.is_dir():
        _expect_nothing(destination)
        source.rename(destination)  # What comes even now is replaced only if it is an empty folder.
    else:
        _put_file(source, destination)


def finish(source: Path, destination: Path) -> None:
    """Put what a killed run may have begun to put.

    Raises:
        OSError: As `put` does.
    """
    if _is_put(source, destination):
        source.unlink()
    else:
        put(source, destination)


def take_back(source: Path, destination: Path, ours: Marks) -> None:
    """Undo a `put`, finished or not, of what had the marks `ours`; what others have changed or added stays.

    Raises:
        OSError: It could not be moved back.
    """
    if _is_put(source, destination):
        source.unlink()
    if os.path.lexists(source) or not os.path.lexists(destination):
        return
    # Looked at where nobody else comes to.
    destination.rename(source)
    for path, mark in marks(source).items():
        theirs = source / path
        if ours.get(path) != mark and os.path.lexists(theirs):
            (destination / path).parent.mkdir(parents=True, exist_ok=True)
            put(theirs, destination / path)


def is_taken(error: OSError) -> bool:
    """Return whether `put` found something where nothing was to be."""
    return error.errno in (errno.EEXIST, errno.ENOTEMPTY)


def _put_file(source: Path, destination: Path) -> None:
    try:
        destination.hardlink_to(source)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _expect_nothing(destination)
        source.rename(destination)
    else:
        source.unlink()


def _expect_nothing(destination: Path) -> None:
    if os.path.lexists(destination):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(destination))


def _is_put(source: Path, destination: Path) -> bool:
    """Return whether a file or a link is in both places."""
    try:
        one, other = source.lstat(), destination.lstat()
    except OSError:
        return False
    if stat.S_ISLNK(one.st_mode) and stat.S_ISLNK(other.st_mode):
        return source.readlink() == destination.readlink()
    return os.path.samestat(one, other)


def _mark(path: Path) -> tuple[object, ...]:
    status = path.lstat()
    kind = stat.S_IFMT(status.st_mode)
    if stat.S_ISDIR(kind):  # It is no more than what is in it.
        return (kind,)
    if stat.S_ISLNK(kind):
        return kind, path.readlink()
    return kind, status.st_ino, status.st_size, status.st_mtime_ns
