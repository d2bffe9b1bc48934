"""Work in a folder of our own, and put a new folder in its place: all of it or nothing (door: writing)."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ferriswheel.errors import FilesError


@contextlib.contextmanager
def scratch() -> Iterator[None]:
    """Collect what a library keeps in temporary files, and remove it even if the library is interrupted."""
    usual = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="scaffold-", ignore_cleanup_errors=True) as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = usual


@contextlib.contextmanager
def staging(parent: Path | None = None) -> Iterator[Path]:
    """Give a new folder in `parent` (or where the system keeps such things), gone at the end.

    Raises:
        FilesError: There can be no folder, or nothing more can be written into it.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".scaffold-", dir=parent, ignore_cleanup_errors=True) as name:
            yield Path(name)
    except OSError as error:
        raise _refused(error, parent or Path("the folder for temporary files")) from error


def vacant(target: Path) -> Path:
    """Return `target` as an absolute path where a new folder may be put.

    Raises:
        FilesError: Something is there already, a link leads there, or nobody may write there.
    """
    absolute = Path(os.path.abspath(target))
    elsewhere = "choose another destination; nothing was changed"
    try:
        for place in (Path(os.path.abspath(part)) for part in (target, *target.parents)):
            # A link right below the root, as /tmp is on a Mac, is the system's own.
            if place.is_symlink() and len(place.parts) > 2:
                raise FilesError(
                    f"{place} is a symbolic link", f"name what it leads to: {absolute.resolve()}"
                )
        ground = next(place for place in (absolute, *absolute.parents) if place.exists())
        if not ground.is_dir():
            raise FilesError(f"{ground} is a file", elsewhere)
        if ground == absolute and any(child.name != ".git" for child in ground.iterdir()):
            raise FilesError(f"{absolute} is not empty", elsewhere)
    except OSError as error:
        raise _refused(error, absolute) from error
    if not os.access(ground, os.W_OK | os.X_OK):
        raise FilesError(f"{ground} may not be written by you", elsewhere)
    return absolute


def publish(folder: Path, target: Path) -> None:
    """Move `folder` to `target`, which does not exist or is an empty folder (a `.git` may be in it).

    Raises:
        FilesError: It could not be moved; `target` is as it was.
    """
    # A folder that is there is kept, not replaced: somebody's shell may stand in it.
    inside = target.exists()
    moves = (
        [(child, target / child.name) for child in sorted(folder.iterdir())] if inside else [(folder, target)]
    )
    made = [parent for parent in target.parents if not parent.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for source, destination in moves:
            source.rename(destination)
    except BaseException as error:
        for source, destination in moves:
            if not source.exists() and destination.exists():
                destination.rename(source)
        for parent in made:
            _remove_if_empty(parent)
        if isinstance(error, OSError):
            raise _refused(error, target) from error
        raise


def _refused(error: OSError, where: Path) -> FilesError:
    # A temporary name of ours would tell the person nothing.
    return FilesError(f"cannot write in {where}: {error.strerror or error}", "nothing was changed")


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
