"""Carry out a Plan, and put a new folder in its place: all of it or nothing (door: writing)."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from ferriswheel.errors import FilesError

if TYPE_CHECKING:
    from ferriswheel._core import Change


class Plan(NamedTuple):
    """What is to change below `root`: whole files, each with the bytes it had when that was decided."""

    root: Path
    changes: "Sequence[Change]"


class _Step(NamedTuple):
    """One change, ready: `new` takes the place of `target`, and `old` could take it back."""

    target: Path
    new: Path | None
    old: Path | None


def named(path: Path) -> str:
    """Return what to call `path` where we are: the way to it if it is below, otherwise its own name."""
    with contextlib.suppress(ValueError):
        path = Path(os.path.abspath(path)).relative_to(Path.cwd())
    return path.as_posix()


def carry_out(plan: Plan) -> None:
    """Write every change of `plan`, or leave every file as it was.

    Raises:
        FilesError: A file is not as it was when the change was decided, is not ours to write,
            or could not be written.
    """
    with contextlib.ExitStack() as cleanup:
        try:
            cleanup.enter_context(_locked(plan.root))
            steps = [_prepare(plan.root, change, cleanup) for change in plan.changes]
            # Writing took time: whoever changed a file meanwhile keeps the change.
            for change, step in zip(plan.changes, steps, strict=True):
                _verify(step.target, change)
            _replace(steps)
        except OSError as error:
            raise _refused(error, plan.root) from error


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


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Keep other runs of ours out of `root`; where the system has no such lock, `_verify` must do."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _prepare(root: Path, change: "Change", cleanup: contextlib.ExitStack) -> _Step:
    target = _resolve(root, change["path"])
    _verify(target, change)
    missing = [parent for parent in target.parents if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir()
        cleanup.callback(_remove_if_empty, parent)
    before, after = change["before"], change["after"]
    old = None if before is None else _stage(target, before, cleanup)
    new = None if after is None else _stage(target, after, cleanup)
    return _Step(target, new, old)


def _resolve(root: Path, path: str) -> Path:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise FilesError(f"{path} is outside of {root}")
    target = root.joinpath(*pure.parts).resolve()
    if not target.is_relative_to(root.resolve()):
        raise FilesError(f"{path} is a link to {target}, outside of {root}", "change that file by hand")
    return target


def _verify(target: Path, change: "Change") -> None:
    """Raise unless `target` still has the bytes that the change was decided on, and is ours to write."""
    path = change["path"]
    try:
        status = target.stat()
    except FileNotFoundError:
        if change["before"] is None:
            return
        raise FilesError(f"{path} has been deleted meanwhile", "run the command again") from None
    if not stat.S_ISREG(status.st_mode):
        raise FilesError(f"{path} is not a file")
    if change["before"] is None or target.read_bytes() != change["before"]:
        raise FilesError(f"{path} has changed meanwhile", "run the command again")
    if status.st_nlink > 1:
        raise FilesError(f"{path} has {status.st_nlink} hard links", "change that file by hand")
    if not os.access(target, os.W_OK) or not status.st_mode & stat.S_IWUSR:
        raise FilesError(f"{path} is read-only", "make it writable if you want it changed")


def _stage(target: Path, content: bytes, cleanup: contextlib.ExitStack) -> Path:
    """Write `content` beside `target`, on disk for good, with the mode, owner and attributes of `target`."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    staged = Path(name)
    cleanup.callback(_remove, staged)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    if target.exists():
        _take_after(staged, target)
    else:
        umask = os.umask(0)
        os.umask(umask)
        staged.chmod(0o666 & ~umask)
    return staged


def _take_after(staged: Path, target: Path) -> None:
    if hasattr(os, "chown"):
        status = target.stat()
        os.chown(staged, status.st_uid, -1)
        # Only a member may give a file to a group; who may write the file need not be one.
        with contextlib.suppress(PermissionError):
            os.chown(staged, -1, status.st_gid)
    shutil.copystat(target, staged)
    os.utime(staged)  # Changed just now: what is built from it is stale.


def _replace(steps: Sequence[_Step]) -> None:
    done: list[_Step] = []
    try:
        for step in steps:
            done.append(step)
            if step.new is None:
                step.target.unlink()
            else:
                step.new.replace(step.target)
        for folder in {step.target.parent for step in steps}:
            _sync(folder)
    except BaseException:
        for step in reversed(done):
            if step.old is None:
                step.target.unlink(missing_ok=True)
            else:
                step.old.replace(step.target)
        raise


def _sync(folder: Path) -> None:
    # Windows opens no folders, and needs none of this.
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(file: Path) -> None:
    # All is done or undone by now: what cannot be tidied up is no reason to say otherwise.
    with contextlib.suppress(OSError):
        file.unlink()


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
