"""Make a Plan of what comes of each path, unless something of the person's would be lost; nothing is written here."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel.change.line_ends import with_crlf
from ironwheel.change.outcome import Outcome
from ironwheel.disk.plan import LINK, Plan, content
from ironwheel.errors import FilesError
from ironwheel.vcs.merging import ScratchRepository
from ironwheel.vcs.repository import SUBMODULE, Repository

if TYPE_CHECKING:
    from ironwheel._core import Change

_FEW = 8


def planned(repository: Repository, scratch: ScratchRepository, outcomes: Mapping[str, Outcome]) -> Plan:
    """Return the changes in the work tree that make each path what comes of it.

    Raises:
        FilesError: A file that would be changed has changes that are not committed, or is in the way.
    """
    index, left_out = repository.staged()
    checkout = repository.checkout(list(outcomes))
    sides = {path: list(filter(None, (each.before, each.after))) for path, each in outcomes.items()}
    refuse(
        [path for path in outcomes if any(side.mode == SUBMODULE for side in sides[path])],
        "is a submodule",
        "move it with `git mv`",
    )
    refuse(
        [f"{path} ({checkout.rewritten[path]})" for path in outcomes if path in checkout.rewritten],
        "git changes its content on checkout",
        "remove that attribute until the update is done",
    )
    refuse(
        [path for path in outcomes if path in left_out],
        "is outside the sparse checkout, or marked with `--skip-worktree`",
        "run `git sparse-checkout disable`, or `git update-index --no-skip-worktree FILE`, first",
    )
    refuse(
        [path for path in outcomes if not is_plain(repository.project / path)],
        "is a folder, or behind a symbolic link",
        "move that out of the way",
    )
    texts = scratch.contents(sorted({side.blob for path in outcomes for side in sides[path]}))
    changes: list[Change] = []
    modes: dict[str, int] = {}
    dirty: list[str] = []
    taken: list[str] = []
    for path, outcome in outcomes.items():
        old, new = outcome.before, outcome.after
        before, after = content(repository.project / path), texts[new.blob] if new else None
        is_crlf = path in checkout.crlf
        if old:
            # What git turned into CRLF on checkout is no change of the person's.
            is_crlf = before != texts[old.blob] and before == with_crlf(texts[old.blob])
            is_staged = outcome.is_tracked and index.get(path) != old
            if is_staged or not (is_crlf or before == texts[old.blob]):
                dirty.append(path)
        if new and after is not None and is_crlf and new.mode != LINK:
            after = with_crlf(after)
        if not old and before not in (None, after):
            taken.append(path)
        if before != after or (old and new and old.mode != new.mode):
            changes.append({"path": path, "before": before, "after": after})
        entry = new or old
        if entry and (old is None or new is None or old.mode != new.mode or entry.mode == LINK):
            modes[path] = entry.mode
    refuse(taken, "an untracked file is there", "move it away or commit it")
    refuse(dirty, "has uncommitted changes", "commit or stash it first")
    return Plan(repository.project, changes, modes)


def is_plain(file: Path) -> bool:
    """Return whether what is at `file`, if anything, is what git means by that name: no folder, and no link leads there."""
    return file.parent.resolve() == file.parent and (file.is_symlink() or not file.is_dir())


def refuse(paths: Sequence[str], why: str, hint: str) -> None:
    """Raise if there are files that cannot be changed for this reason."""
    if paths:
        more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
        why = f"each {why}" if len(paths) > 1 and why.startswith(("is ", "has ")) else why
        raise FilesError(f"{', '.join(paths[:_FEW])}{more} would be changed, but {why}", hint)
