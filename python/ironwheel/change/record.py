"""Write a merge into a project so that it can be finished after a kill, and taken back as long as nothing follows it."""

import contextlib
from typing import TYPE_CHECKING, Any

from ironwheel import _core
from ironwheel.change import notes
from ironwheel.change.merge import Merge
from ironwheel.disk import locks, writer
from ironwheel.disk.plan import Plan, content
from ironwheel.errors import FilesError, ScaffoldError
from ironwheel.vcs.merging import Conflict, ScratchRepository
from ironwheel.vcs.repository import Entry, Repository

if TYPE_CHECKING:
    from ironwheel._core import Change

_KIND = "scaffold"
# What has been done of what the record says.
_WRITING, _WRITTEN, _TAKING_BACK = "writing", "written", "taking back"


def carry_out(repository: Repository, scratch: ScratchRepository, merge: Merge, command: str) -> None:
    """Carry out `merge` in the work tree and in git's index, and remember what was there.

    Args:
        repository: Where.
        scratch: Where the contents come from.
        merge: What is to change.
        command: What to call it later.

    Raises:
        FilesError: It could not be written; nothing was changed.
    """
    changes = merge.plan.changes
    before = [change["before"] for change in changes if change["before"] is not None]
    blobs = iter(scratch.add(before))
    staged = {path: each for path, each in merge.outcomes.items() if each.is_change and each.is_tracked}
    modes = {path: each.modes for path, each in staged.items()}
    record: dict[str, Any] = {
        "command": command,
        "head": repository.head,
        "state": _WRITING,
        "files": [
            {
                "path": change["path"],
                "modes": modes.get(change["path"], (None, None)),
                "before": None if change["before"] is None else next(blobs),
                "after": _digest(change["after"]),
                "is_same": change["before"] == change["after"],
            }
            for change in changes
        ],
        "index": {path: _sides(each.conflict or each.after) for path, each in staged.items()},
        "index_before": {path: _sides(each.before) for path, each in staged.items()},
        "conflicts": merge.conflicts,
        "previous": _load(repository),
    }
    needed = [side["blob"] for entry in record["index"].values() for side in entry if side]
    kept = [file["before"] for file in record["files"] if file["before"]]
    repository.keep(scratch.pack([*needed, *kept]))
    _save(repository, record)
    try:
        writer.carry_out(merge.plan)
    except BaseException:
        _settle(repository)
        raise
    _conclude(repository, record)


def is_stopped(repository: Repository) -> bool:
    """Return whether a killed run has left something for `recover` to do; nothing is changed.

    Raises:
        FilesError: Another run is at work there.
    """
    if not _is_begun(repository):
        return False
    # It may be the work of a run that is alive, and be done by now.
    folders = (repository.folder, repository.project)
    with notes.alone(repository), locks.held(folders[0], waits=True), locks.held(folders[1], waits=True):
        return _is_begun(repository)


def _is_begun(repository: Repository) -> bool:
    record = _load(repository)
    is_recorded = record is not None and record["state"] != _WRITTEN
    return is_recorded or writer.is_begun(repository.folder) or writer.is_begun(repository.project)


def recover(repository: Repository) -> str:
    """Finish what a killed run left in the middle, and return what to call it; nothing if there is nothing.

    Raises:
        FilesError: Somebody has changed those files since.
    """
    writer.recover(repository.folder)
    writer.recover(repository.project)
    record = _load(repository)
    if record is None or record["state"] == _WRITTEN:
        return ""
    # All files are as they were, or all as decided: one that tells is enough. What a person has changed since does not.
    states = [_state(repository, file) for file in record["files"] if not file["is_same"]]
    is_done = "after" in states
    if record["state"] == _WRITING:
        if not is_done:
            _save(repository, record.get("previous"))
            return ""
        _conclude(repository, record)
        return str(record["command"])
    if is_done:
        _save(repository, record | {"state": _WRITTEN})
        return ""
    _conclude_back(repository, record)
    return f"undo of the {record['command']}"


def take_back(repository: Repository, command: str) -> list[str]:
    """Put back what the last run of `command` changed, and return the files.

    Raises:
        FilesError: There is nothing to take back, or something came on top.
    """
    record = _load(repository)
    if record is None or record["command"] != command:
        raise FilesError(f"there is no {command} to undo in {repository.project}")
    if record["head"] != repository.head:
        raise FilesError(f"there are new commits since the last {command}", "undo a commit with `git revert`")
    later = [
        file["path"]
        for file in record["files"]
        if file["path"] not in record["conflicts"] and _state(repository, file) == "other"
    ]
    if later:
        raise FilesError(
            f"{', '.join(later)} changed after the {command}",
            f"undo these changes first, or undo the {command} by hand",
        )
    texts = repository.contents([file["before"] for file in record["files"] if file["before"]])
    changes: list[Change] = []
    modes: dict[str, int] = {}
    for file in record["files"]:
        now, before = content(repository.project / file["path"]), texts.get(file["before"])
        if now != before or file["is_same"]:  # What is the same has another mode.
            changes.append({"path": file["path"], "before": now, "after": before})
        # What was not there is removed: as a link, or as a file.
        if mode := file["modes"][0] or file["modes"][1]:
            modes[file["path"]] = mode
    _save(repository, record | {"state": _TAKING_BACK})
    try:
        writer.carry_out(Plan(repository.project, changes, modes))
    except BaseException:
        _settle(repository)
        raise
    _conclude_back(repository, record)
    return [file["path"] for file in record["files"]]


def _settle(repository: Repository) -> None:
    """Let the record say what has come of the files, which an interrupt may have left on either side."""
    # If this fails too, the next run does it; what is raised says how far we came.
    with contextlib.suppress(ScaffoldError):
        recover(repository)


def _conclude(repository: Repository, record: dict[str, Any]) -> None:
    _tell_git(repository, record["index"])
    _save(repository, record | {"state": _WRITTEN, "previous": None})


def _conclude_back(repository: Repository, record: dict[str, Any]) -> None:
    _tell_git(repository, record["index_before"])
    _save(repository, None)


def _tell_git(repository: Repository, index: dict[str, Any]) -> None:
    try:
        repository.stage({path: _entry(sides) for path, sides in index.items()})
    except ScaffoldError as error:
        error.hint = "all files are written; run the command again when git works, to update git's index"
        raise


def _state(repository: Repository, file: dict[str, Any]) -> str:
    there = content(repository.project / file["path"])
    if _digest(there) == file["after"]:
        return "after"
    texts = repository.contents([file["before"]] if file["before"] else [])
    return "before" if there == texts.get(file["before"]) else "other"


def _digest(content: bytes | None) -> str | None:
    return None if content is None else _core.digest(content)


def _sides(entry: Entry | Conflict | None) -> list[dict[str, Any] | None]:
    sides = entry if isinstance(entry, Conflict) else (entry,) if entry else ()
    return [side and side._asdict() for side in sides]


def _entry(sides: list[dict[str, Any] | None]) -> Entry | Conflict | None:
    entries = [Entry(**side) if side else None for side in sides]
    return Conflict(*entries) if len(entries) > 1 else entries[0] if entries else None


def _load(repository: Repository) -> dict[str, Any] | None:
    return notes.load(repository, _KIND)


def _save(repository: Repository, record: dict[str, Any] | None) -> None:
    notes.save(repository, _KIND, record)
