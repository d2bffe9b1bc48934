"""Do what a Plan decided, step by step, so that whoever comes after a kill can finish or undo it (door: writing).

The steps of a Plan and a journal of them stand in a folder of their own, `.scaffold-plan-…`. The journal has one of two
names: what it lists is being done, or being undone.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ironwheel import _core
from ironwheel.disk import sealed
from ironwheel.disk.ground import Ground, opened
from ironwheel.disk.plan import content
from ironwheel.errors import FilesError

STAGES = ".scaffold-plan-"
_FORTH, _BACK = "forth.json", "back.json"
# Windows lets only who writes a file wait for the disk.
_SYNCED = os.O_RDWR if os.name == "nt" else os.O_RDONLY


class Step(NamedTuple):
    """One change: `new` takes the place of `target`, and `old` could take it back; with the hashes of both."""

    target: Path
    new: Path
    old: Path
    before: str | None
    after: str | None

    @property
    def is_done(self) -> bool:
        """Whether it has been done."""
        return os.path.lexists(self.old) if self.after is None else not os.path.lexists(self.new)


def carry_out(stages: Path, root: Path, steps: Sequence[Step]) -> None:
    """Do all `steps` below `root`, or none; `stages` is the folder below it that they are prepared in.

    Raises:
        OSError: A step could not be done; those before it are undone.
    """
    with opened(root) as ground:
        try:
            _note(ground, stages, steps)
            _go_forth(ground, steps)
            ground.unlink(stages / _FORTH)
        except BaseException:
            if (stages / _FORTH).exists():
                # If this fails too, the next run finds the journal.
                _keep(steps)
                ground.replace(stages / _FORTH, stages / _BACK)
                _go_back(ground, steps)
                ground.unlink(stages / _BACK)
            raise


def recover(root: Path) -> list[str]:
    """Finish or undo what a journal below `root` lists, and return the files that are as decided only now.

    Raises:
        FilesError: A file has changed since, or somebody else has written the journal.
    """
    recovered = []
    for stages in sorted(root.glob(f"{STAGES}*")):
        if not sealed.is_ours(stages):
            if is_begun(stages):
                raise FilesError(
                    f"{stages} was not written by this program on this machine",
                    "look at what is in it, then remove it",
                )
            continue
        for name, go in ((_FORTH, _go_forth), (_BACK, _go_back)):
            if (stages / name).is_file():
                steps = _read(stages / name, root)
                with opened(root) as ground:
                    go(ground, steps)
                    recovered += [step.target.relative_to(root).as_posix() for step in steps]
                    ground.unlink(stages / name)
        sealed.remove(stages)
    return recovered


def is_begun(stages: Path) -> bool:
    """Return whether a journal says that there is something left to do or to undo."""
    return any(os.path.lexists(stages / name) for name in (_FORTH, _BACK))


def is_decided(stages: Path) -> bool:
    """Return whether a journal says that there is something left to do, and not to undo."""
    return os.path.lexists(stages / _FORTH)


def digest(file: Path) -> str | None:
    """Return the hash of a file's content; None if there is no file."""
    found = content(file)
    return None if found is None else _core.digest(found)


def _note(ground: Ground, stages: Path, steps: Sequence[Step]) -> None:
    """Write the journal: from now on it is decided."""
    entries = [
        {
            "path": step.target.relative_to(ground.root).as_posix(),
            "stage": step.new.stem,
            "before": step.before,
            "after": step.after,
        }
        for step in steps
    ]
    draft = stages / "draft.json"
    sealed.save(draft, json.dumps(entries).encode())
    ground.sync(stages)
    ground.replace(draft, stages / _FORTH)
    ground.sync(stages)
    ground.sync(ground.root)


def _keep(steps: Sequence[Step]) -> None:
    """Let the disk have for good what is to take the place of the new files again."""
    for step in steps:
        if step.old.is_file() and not step.old.is_symlink():
            descriptor = os.open(step.old, _SYNCED)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _go_forth(ground: Ground, steps: Sequence[Step]) -> None:
    for step in steps:
        if step.is_done:
            continue
        if step.after is None:
            ground.replace(step.target, step.old)
        else:
            ground.replace(step.new, step.target)
    _tidy(ground, steps)


def _go_back(ground: Ground, steps: Sequence[Step]) -> None:
    for step in reversed(steps):
        if not step.is_done:
            continue
        if step.before is None:
            ground.unlink(step.target)
        elif os.path.lexists(step.old):
            ground.replace(step.old, step.target)
    _tidy(ground, steps)


def _tidy(ground: Ground, steps: Sequence[Step]) -> None:
    """Let the disk have it for good, and remove folders that a file has left empty."""
    for folder in {step.target.parent for step in steps}:
        ground.sync(folder)
    for step in steps:
        for folder in step.target.parents:
            if folder == ground.root or not ground.remove_if_empty(folder):
                break


def _read(journal: Path, root: Path) -> list[Step]:
    """Return the steps that a journal lists, if what is left of them can still be done.

    Raises:
        FilesError: Somebody has changed a file since.
    """
    steps = []
    for entry in json.loads(journal.read_bytes()):
        parts = PurePosixPath(entry["path"]).parts
        if PurePosixPath(entry["path"]).is_absolute() or {"..", ".git"} & set(parts):
            raise FilesError(
                f"{journal} names {entry['path']}, which may not be written", f"remove {journal.parent}"
            )
        stem = journal.parent / entry["stage"]
        new, old = stem.with_suffix(".new"), stem.with_suffix(".old")
        step = Step(root / entry["path"], new, old, entry["before"], entry["after"])
        is_left = step.is_done is (journal.name == _BACK)
        if is_left and digest(step.target) not in (step.before, step.after):
            raise FilesError(
                f"{entry['path']} has changed since a run was interrupted while writing",
                f"the rest of its output is in {journal.parent}: copy what you need, then remove that folder",
            )
        steps.append(step)
    return steps
