"""Work in a folder of our own, and put a new folder in its place: all of it or nothing (door: writing)."""

import contextlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ironwheel.disk import locks, placing, sealed
from ironwheel.errors import FilesError

_STAGING, _TEMPORARY = ".scaffold-new-", "scaffold-"
_HOUR = 60 * 60
# What stands in a folder of this name in a folder of ours is to come where that stands.
_DECIDED = "decided"
# What a code host puts into a new repository.
_HOSTS = re.compile(
    r"(readme|licen[cs]e|unlicense|copying)(\W.*)?|\.gitignore|\.gitattributes", re.IGNORECASE
)
_ELSEWHERE = "choose another destination; nothing was changed"


@contextlib.contextmanager
def temporary_files() -> Iterator[None]:
    """Keep all temporary files, those of libraries too, in one folder, gone at the end even if a library is interrupted."""
    usual, place = tempfile.tempdir, Path(tempfile.gettempdir())
    _sweep(place)
    with (
        _own(place, _TEMPORARY) as folder,
        tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as name,
    ):
        tempfile.tempdir = name
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
        if parent is not None:
            recover(parent)
        place = contextlib.nullcontext() if parent is None else _own(parent, _STAGING)
        with place as folder, tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as name:
            yield Path(name)
    except OSError as error:
        raise _refused(error, parent or Path("the folder for temporary files")) from error


def recover(parent: Path) -> bool:
    """Remove what runs that were killed left behind in `parent`, and finish what they had decided to put there.

    Returns:
        Whether something was left to finish.

    Raises:
        FilesError: Something else is in the way by now, or it cannot be written.
    """
    finished = False
    try:
        for folder in filter(sealed.is_ours, sorted(parent.glob(f"{_STAGING}*"))):
            with sealed.held(folder) as is_free:
                if is_free:
                    finished |= (folder / _DECIDED).exists()
                    for source, destination in _moves(folder / _DECIDED, parent):
                        _finish(source, destination)
                    sealed.remove(folder)
    except OSError as error:
        raise _refused(error, parent) from error
    return finished


def recover_around(target: Path) -> bool:
    """Recover `target`, and the folders above it, in one of which it was made; return whether it was finished."""
    for parent in target.parents:
        recover(parent)
    return recover(target)


def vacant(target: Path) -> Path:
    """Return `target` as an absolute path where a new folder may be put, or filled: what a host has made may be there.

    Raises:
        FilesError: Something else is there already, a link leads there, or nobody may write there.
    """
    absolute = Path(os.path.abspath(target))
    try:
        for place in (Path(os.path.abspath(part)) for part in (target, *target.parents)):
            # A link right below the root, as /tmp is on a Mac, is the system's own.
            if place.is_symlink() and len(place.parts) > 2:
                raise FilesError(
                    f"{place} is a symbolic link", f"give its target instead: {absolute.resolve()}"
                )
        ground = next(place for place in (absolute, *absolute.parents) if place.exists())
        if not ground.is_dir():
            raise FilesError(f"{ground} is a file", _ELSEWHERE)
        if ground == absolute and any(_is_foreign(child) for child in ground.iterdir()):
            raise FilesError(f"{absolute} is not empty", _ELSEWHERE)
    except OSError as error:
        raise _refused(error, absolute) from error
    if not os.access(ground, os.W_OK | os.X_OK):
        raise FilesError(f"you have no permission to write in {ground}", _ELSEWHERE)
    return absolute


def leave_out_kept(folder: Path, target: Path) -> dict[str, list[str]]:
    """Remove from our `folder` what a host has put into the repository `target`.

    Returns:
        The name of each file that stays, with the lines that it lacks of ours; a `/` at an end makes no difference.
    """
    kept = sorted(child.name for child in target.iterdir() if _is_by_host(child)) if target.is_dir() else []
    lacking = dict[str, list[str]]()
    for name in kept:
        theirs = {line.strip().strip("/") for line in _lines(target / name)}
        lacking[name] = [line for line in _lines(folder / name) if line.strip().strip("/") not in theirs]
        (folder / name).unlink(missing_ok=True)
    return lacking


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8", "replace").splitlines() if file.is_file() else []


def publish(folder: Path, target: Path) -> None:
    """Move `folder` to `target`, which does not exist or is vacant.

    Raises:
        FilesError: It could not be moved, or somebody else has put something there meanwhile; that is as it was.
    """
    made: list[Path] = []
    vacant(target)
    try:
        # A folder that is there is kept, not replaced: somebody's shell may stand in it.
        if os.path.lexists(target):
            _fill(target, folder)
        else:
            _make_above(target, made)
            placing.put(folder, target)
    except BaseException as error:
        for parent in reversed(made):
            _remove_if_empty(parent)
        if isinstance(error, OSError) and placing.is_taken(error):
            taken = error.filename2 or error.filename or target
            raise FilesError(f"{taken} was created during this run", _ELSEWHERE) from error
        if isinstance(error, OSError):
            raise _refused(error, target) from error
        raise


def _sweep(place: Path) -> None:
    """Remove what killed runs left among the temporary files, an hour ago: who has just begun may not hold it yet."""
    for folder in place.glob(f"{_TEMPORARY}*"):
        # Others may be about the same.
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _HOUR and sealed.is_ours(folder):
                with sealed.held(folder) as is_free:
                    if is_free:
                        sealed.remove(folder)


def _make_above(target: Path, made: list[Path]) -> None:
    """Make the folders that `target` is to be in, and add them to `made`; those of others are not ours to remove."""
    for parent in reversed(target.parents):
        if not parent.exists():
            with contextlib.suppress(FileExistsError):
                parent.mkdir()
                made.append(parent)


def _fill(target: Path, folder: Path) -> None:
    """Move what is in `folder` into `target`: once it is decided, whoever comes after a kill finishes it."""
    recover(target)
    with _own(target, _STAGING) as place, locks.held(target, waits=True):
        vacant(target)  # as long as nobody else has come before us
        folder.rename(place / _DECIDED)
        ours: dict[tuple[Path, Path], placing.Marks] = {}
        try:
            for move in _moves(place / _DECIDED, target):
                ours[move] = placing.marks(move[0])
                placing.put(*move)
            (place / _DECIDED).rmdir()
        except BaseException as error:
            if isinstance(error, OSError) and placing.is_taken(error):
                ours.popitem()  # What is there is not ours.
            for move in reversed(ours):
                placing.take_back(*move, ours[move])
            (place / _DECIDED).rename(folder)
            raise


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _finish(source: Path, destination: Path) -> None:
    try:
        placing.finish(source, destination)
    except OSError as error:
        if not placing.is_taken(error):
            raise
        raise FilesError(
            f"{destination} is in the way: an interrupted run still has to create it",
            f"move it away and run the command again, or remove {source.parent.parent}",
        ) from error


def _moves(folder: Path, target: Path) -> list[tuple[Path, Path]]:
    children = sorted(folder.iterdir()) if folder.exists() else []
    return [(child, target / child.name) for child in children]


@contextlib.contextmanager
def _own(parent: Path, prefix: str) -> Iterator[Path]:
    """Give a folder that the next run knows as ours if we are killed."""
    with sealed.made(parent, prefix) as folder:
        try:
            yield folder
        finally:
            if not (folder / _DECIDED).exists():
                sealed.remove(folder)


def _is_foreign(child: Path) -> bool:
    if not child.name.startswith(_STAGING):
        return child.name not in (".git", locks.NAME) and not _is_by_host(child)
    # Another run may be removing its folder while we look at it: one look proves nothing.
    return all(os.path.lexists(child) and not sealed.is_ours(child) for _ in range(3))


def _is_by_host(child: Path) -> bool:
    is_file = child.is_file() and not child.is_symlink()
    return is_file and bool(_HOSTS.fullmatch(child.name)) and child.with_name(".git").exists()


def _refused(error: OSError, where: Path) -> FilesError:
    # A temporary name of ours would tell the person nothing.
    return FilesError(f"cannot write in {where}: {error.strerror or error}", "nothing was changed")
