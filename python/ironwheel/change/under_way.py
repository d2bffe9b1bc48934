"""A release that is under way: noted in git's folder until the person is told, for the next run to finish or take back."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ironwheel.change import notes
from ironwheel.disk import writer
from ironwheel.disk.plan import Plan, content
from ironwheel.errors import FilesError, ScaffoldError, ToolError
from ironwheel.vcs import repository, tags
from ironwheel.vcs.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ironwheel._core import Change

_KIND = "scaffold-release"
_AGAIN = "the release is committed: run the command again to tag it"


@contextlib.contextmanager
def release(root: Path, changes: "Sequence[Change]", tag: str, message: str) -> Iterator[None]:
    """Write the changes, commit them and tag the commit, and remember it until the end.

    Whoever was not told of it would run the same command again, and release once more.

    Args:
        root: The project.
        changes: Those of its repository, which are texts.
        tag: The name of the tag.
        message: What the commit and the tag say.

    Raises:
        FilesError: A file could not be written, or another run is at work.
        ToolError: git, or a hook, refuses. Nothing was changed, or the next run tags the commit.
    """
    if not changes:
        tags.tag(root, tag, message)
        yield
        return
    where = repository.around(root)
    with notes.alone(where):
        note = {"head": where.head, "tag": tag, "message": message, "files": list(map(_noted, changes))}
        notes.save(where, _KIND, note)
        try:
            writer.carry_out(Plan(where.top, changes))
            tags.commit(where.top, [change["path"] for change in changes], message)
        except BaseException as error:
            # If this fails too, the next run does it; what is raised says how far we came.
            with contextlib.suppress(ScaffoldError):
                now = repository.around(root)
                if not _take_back(now, note) and now.head != where.head and isinstance(error, ToolError):
                    error.hint = _AGAIN
            raise
        _tag(where, note)
        yield
        notes.save(where, _KIND, None)


def expect_none(root: Path) -> None:
    """Find that no release is under way: to finish it would be to write.

    Raises:
        FilesError: One is.
    """
    where = repository.around(root)
    if notes.load(where, _KIND) or writer.is_begun(where.folder):
        raise FilesError(
            f"an earlier run was interrupted while it released in {where.top}",
            "run the command without `--dry-run` or `--diff` to finish it",
        )


def resume(root: Path) -> tuple[str, bool]:
    """Tag the release that a stopped run has committed, or take back the one that it has not.

    Returns:
        The tag of the release, empty where none was under way; and whether it is there now.

    Raises:
        FilesError: git, or another run of ours, is at work.
        ToolError: git refuses to tag.
    """
    where = repository.around(root)
    where.expect_idle()
    with notes.alone(where):
        for folder in (where.folder, where.top):
            writer.recover(folder)
        note = notes.load(where, _KIND)
        if note is None:
            return "", False
        if where.head == note["head"]:
            return (note["tag"] if _take_back(where, note) else ""), False
        if tags.parent(where.top) == note["head"] and _is(where, note, "after"):
            # A git that was killed may have left the index behind.
            tags.settle(where.top, [file["path"] for file in note["files"]])
            _tag(where, note)
            notes.save(where, _KIND, None)
            return note["tag"], True
        # The person has gone on without us.
        notes.save(where, _KIND, None)
        return "", False


def _noted(change: "Change") -> dict[str, str]:
    before, after = change["before"] or b"", change["after"] or b""
    return {"path": change["path"], "before": before.decode(), "after": after.decode()}


def _is(where: Repository, note: dict[str, Any], side: str) -> bool:
    return all(content(where.top / file["path"]) == file[side].encode() for file in note["files"])


def _take_back(where: Repository, note: dict[str, Any]) -> bool:
    """Take back what is not committed, and return whether there was something."""
    if where.head != note["head"]:
        return False
    is_written = _is(where, note, "after")
    if is_written:  # Otherwise it never came to that, or the person has changed something since.
        writer.carry_out(Plan(where.top, [_back(file) for file in note["files"]]))
    notes.save(where, _KIND, None)
    return is_written


def _back(file: dict[str, str]) -> "Change":
    return {"path": file["path"], "before": file["after"].encode(), "after": file["before"].encode()}


def _tag(where: Repository, note: dict[str, Any]) -> None:
    try:
        if note["tag"] not in tags.all_of(where.top):
            tags.tag(where.top, note["tag"], note["message"])
    except ToolError as error:
        error.hint = f"{_AGAIN}; {error.hint}" if error.hint else _AGAIN
        raise
