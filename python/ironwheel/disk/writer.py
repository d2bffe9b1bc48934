"""Carry out a Plan: all of it or nothing, even if we are killed in the middle (door: writing).

What is to come is staged in a folder of ours below the root. Once a journal there lists it, the Plan is decided, and
whoever comes next finishes it (`recover`); before that, nothing of the person's has been touched.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ironwheel.disk import journal, locks, sealed
from ironwheel.disk.journal import Step
from ironwheel.disk.plan import EXECUTABLE, LINK, Plan, content
from ironwheel.errors import FilesError

if TYPE_CHECKING:
    from ironwheel._core import Change


def carry_out(plan: Plan) -> None:
    """Write every change of `plan`, or leave every file as it was.

    Raises:
        FilesError: A file is not as it was when the change was decided, is not ours to write,
            or could not be written.
    """
    try:
        # Other runs wait; where they cannot, `_verify` must do.
        with locks.held(plan.root, waits=True):
            journal.recover(plan.root.resolve())
            _write(plan)
    except OSError as error:
        raise _refused(error, plan.root) from error


def recover(root: Path) -> list[str]:
    """Finish what a run that was killed had decided to write below `root`, and remove what it left behind.

    Returns:
        The files that are as decided only now.

    Raises:
        FilesError: Such a file has changed since then, or cannot be written.
    """
    try:
        if not any(root.glob(f"{journal.STAGES}*")):
            return []
        with locks.held(root, waits=True):
            return journal.recover(root.resolve())
    except OSError as error:
        raise _refused(error, root) from error


def is_begun(root: Path) -> bool:
    """Return whether a run that was killed, or still goes on, has decided to write something below `root`."""
    return any(map(journal.is_begun, root.glob(f"{journal.STAGES}*")))


def is_decided(root: Path) -> bool:
    """Return whether such a run has decided what is to be done, and does not undo it."""
    return any(map(journal.is_decided, root.glob(f"{journal.STAGES}*")))


def _refused(error: OSError, root: Path) -> FilesError:
    # A temporary name of ours would tell the person nothing.
    hint = (
        "run the command again: it first finishes or undoes the interrupted work"
        if is_begun(root)
        else "nothing was changed there"
    )
    return FilesError(f"cannot write in {root}: {error.strerror or error}", hint)


def _write(plan: Plan) -> None:
    targets = [_resolve(plan, change["path"]) for change in plan.changes]
    pairs = list(zip(targets, plan.changes, strict=True))
    for target, change in pairs:
        _verify(target, change, plan.modes)
    root = plan.root.resolve()
    with sealed.made(root, journal.STAGES) as stages:
        try:
            steps = [_stage(stages / str(number), *pair, plan.modes) for number, pair in enumerate(pairs)]
            # Writing took time: whoever changed a file meanwhile keeps the change.
            for target, change in pairs:
                _verify(target, change, plan.modes)
            journal.carry_out(stages, root, steps)
        finally:
            if not journal.is_begun(stages):
                sealed.remove(stages)


def _resolve(plan: Plan, path: str) -> Path:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise FilesError(f"{path} is outside of {plan.root}")
    target = plan.root.joinpath(*pure.parts)
    # A link that is itself the file is not followed.
    is_link = plan.modes.get(path) == LINK
    target = target.parent.resolve() / target.name if is_link else target.resolve()
    if not target.is_relative_to(plan.root.resolve()):
        raise FilesError(f"{path} is a link to {target}, outside of {plan.root}", "change that file by hand")
    return target


def _verify(target: Path, change: "Change", modes: Mapping[str, int]) -> None:
    """Raise unless `target` still has the bytes that the change was decided on, and is ours to write."""
    path = change["path"]
    try:
        status = target.lstat()
    except FileNotFoundError:
        if change["before"] is None:
            return
        raise FilesError(f"{path} was deleted during this run", "run the command again") from None
    is_expected = stat.S_ISLNK if modes.get(path) == LINK else stat.S_ISREG
    if not is_expected(status.st_mode):
        raise FilesError(f"{path} is not a file")
    if change["before"] is None or content(target) != change["before"]:
        raise FilesError(f"{path} was changed during this run", "run the command again")
    if stat.S_ISLNK(status.st_mode):
        return
    if status.st_nlink > 1:
        raise FilesError(f"{path} has {status.st_nlink} hard links", "change that file by hand")
    if not os.access(target, os.W_OK) or not status.st_mode & stat.S_IWUSR:
        raise FilesError(f"{path} is read-only", "make it writable if you want it changed")


def _stage(stem: Path, target: Path, change: "Change", modes: Mapping[str, int]) -> Step:
    """Write what is to come to `target`, on disk for good, and a copy of what it is, beside `stem`."""
    step = Step(target, stem.with_suffix(".new"), stem.with_suffix(".old"), journal.digest(target), None)
    if change["after"] is None:
        return step
    if step.before is not None:
        _copy(target, step.old)
    mode = modes.get(change["path"])
    if mode == LINK:
        step.new.symlink_to(os.fsdecode(change["after"]))
    else:
        sealed.save(step.new, change["after"])
        _take_after(step.new, target)
        if mode is not None:
            _set_executable(step.new, mode == EXECUTABLE)
    return step._replace(after=journal.digest(step.new))


def _copy(file: Path, copy: Path) -> None:
    if file.is_symlink():
        copy.symlink_to(file.readlink())
    else:
        # Only who undoes needs it, and lets the disk have it for good then.
        copy.write_bytes(file.read_bytes())
        _take_after(copy, file)


def _take_after(staged: Path, target: Path) -> None:
    """Give `staged` the mode, owner and attributes of `target`, if there is one."""
    if not target.exists():
        return
    if hasattr(os, "chown"):
        status = target.stat()
        os.chown(staged, status.st_uid, -1)
        # Only a member may give a file to a group; who may write the file need not be one.
        with contextlib.suppress(PermissionError):
            os.chown(staged, -1, status.st_gid)
    shutil.copystat(target, staged)
    os.utime(staged)  # Changed just now: what is built from it is stale.


def _set_executable(file: Path, executable: bool) -> None:
    mode = file.stat().st_mode
    # Whoever may read it may run it, as git does.
    file.chmod(mode | (mode & 0o444) >> 2 if executable else mode & ~0o111)
