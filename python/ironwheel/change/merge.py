"""Merge what a newer template makes of a project with what the person made of it; nothing is written here.

Three trees come together: what the old answers made of the old version (base), what is committed (ours) and what the new
answers make of the new version (theirs). git merges; what it cannot know is decided here: that a folder has another name
because an answer has, which files are the person's own, and that what somebody deleted stays deleted.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ironwheel.change.reconcile import reconcile
from ironwheel.disk.plan import LINK, Plan, content
from ironwheel.errors import FilesError
from ironwheel.template.renders import File, Renders
from ironwheel.vcs.merging import Conflict, ScratchRepository
from ironwheel.vcs.repository import SUBMODULE, Entry, Repository

if TYPE_CHECKING:
    from ironwheel._core import Change

_FEW = 8


class Merge(NamedTuple):
    """What is to change, and what the person should know about it.

    Args:
        plan: The changes in the work tree.
        staged: What git's index is to have at each changed path: a file, the sides of a conflict, or nothing.
        moved: Where files come from that have another place now.
        conflicts: Files in which the person has to choose.
        gone: Files that the person has deleted and the template would have changed; they stay deleted.
        kept: Files that the template no longer has and the person has changed; they stay.
        preferred: Files of the person's own in which both sides changed the same lines; the person's are there.
        notes: What else there is to say of a file.
    """

    plan: Plan
    staged: dict[str, Entry | Conflict | None]
    moved: dict[str, str]
    conflicts: list[str]
    gone: list[str]
    kept: list[str]
    preferred: list[str]
    notes: dict[str, str]


def merge(repository: Repository, scratch: ScratchRepository, renders: Renders) -> Merge:
    """Merge the two renders with what is committed.

    Raises:
        FilesError: A file that would be changed has changes that are not committed, or is in the way.
    """
    committed = repository.files()
    loose = _loose(repository, scratch, committed, renders.base)
    committed |= loose
    sources: dict[str, str] = {}
    for source in sorted(committed):
        path = _moved(source, renders.moves)
        other = sources.setdefault(path, source)
        _refuse([path] if other != source else [], f"both {other} and {source} would be there", "rename one")
    ours = {path: committed[source] for path, source in sources.items()}
    base = {_moved(path, renders.moves): side for path, side in renders.base.items()}
    theirs = dict(renders.theirs)
    gone, preferred = _give_way(base, ours, theirs)
    both = [path for path in ours if path in {**base, **theirs} and ours[path].mode != SUBMODULE]
    texts = scratch.contents([ours[path].blob for path in both])
    is_crlf = {path for path in both if _has_crlf(texts[ours[path].blob])}
    sides = [
        {path: (mode, _crlf(text) if path in is_crlf else text) for path, (mode, text) in side.items()}
        for side in (base, theirs)
    ]
    labels = ("your project", renders.label)
    merged = scratch.merge(sides[0], ours, sides[1], labels)
    result, conflicts = dict(merged.files), dict(merged.conflicts)
    kept: list[str] = []
    for path, conflict in merged.conflicts.items():
        if path == renders.last and conflict.theirs:
            settled: Entry | None = conflict.theirs
        elif conflict.ours is None and conflict.theirs is None:
            settled = None  # Both sides have moved it, to different places.
        elif conflict.ours is None and conflict.base:
            settled = None
            gone.append(path)
        elif conflict.theirs is None and conflict.base:
            settled = conflict.ours
            kept.append(path)
        elif renders.is_seed(path) and conflict.ours:
            settled = scratch.prefer_ours(conflict)
            preferred.append(path)
        else:
            continue
        del conflicts[path]
        result.pop(path, None)
        if settled:
            result[path] = settled
    retold = reconcile(scratch, conflicts, labels)
    result |= retold.files
    conflicts = {path: conflicts[path] for path in conflicts.keys() - retold.files.keys()} | retold.conflicts
    changed = sorted(
        (path for path in committed.keys() | result.keys() if committed.get(path) != result.get(path)),
        key=lambda path: (path == renders.last, path),
    )
    changed += sorted(path for path in conflicts if path not in changed)
    plan = _planned(repository, scratch, committed, result, changed, loose)
    staged = {path: conflicts.get(path) or result.get(path) for path in changed if path not in loose}
    origins = sources | {path: sources[source] for path, source in merged.renamed.items()}
    moved = {path: source for path, source in origins.items() if path != source and path in result}
    return Merge(
        plan, staged, moved, sorted(conflicts), sorted(gone), sorted(kept), sorted(preferred), retold.notes
    )


def _give_way(
    base: dict[str, File], ours: Mapping[str, Entry], theirs: dict[str, File]
) -> tuple[list[str], list[str]]:
    """Leave out what the template changes or adds where the person has a link, or another kind of thing, of their own.

    Returns:
        The files instead of which the person has a folder, or nothing; and those instead of which they have a link.

    Raises:
        FilesError: The template adds a file where the person has a folder, or the other way round.
    """
    folders = {"/".join(parts[:depth]) for parts in map(_parts, ours) for depth in range(1, len(parts))}
    gone: list[str] = []
    preferred: list[str] = []
    for path, side in list(theirs.items()):
        parts = _parts(path)
        above = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
        own = [parent for parent in above if parent in ours and (parent not in base or parent in theirs)]
        is_link = path in ours and (ours[path].mode == LINK) != (side[0] == LINK)
        if base.get(path) == side or not (own or path in folders or is_link):
            continue
        if path not in base and not is_link:
            _refuse([path], f"{(own or [path])[0]} is something else of yours", "rename yours first")
        (preferred if is_link else gone).append(path)
        base.pop(path, None)
        del theirs[path]
    return gone, preferred


def _parts(path: str) -> list[str]:
    return path.split("/")


def _moved(path: str, moves: Mapping[str, str]) -> str:
    for source, target in moves.items():
        if path == source or path.startswith(f"{source}/"):
            return target + path[len(source) :]
    return path


def _has_crlf(text: bytes) -> bool:
    return b"\r\n" in text and text.count(b"\n") == text.count(b"\r\n")


def _crlf(text: bytes) -> bytes:
    return text if b"\0" in text else text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _loose(
    repository: Repository,
    scratch: ScratchRepository,
    committed: Mapping[str, Entry],
    base: Mapping[str, File],
) -> dict[str, Entry]:
    """Return the files that git does not know, as it does if they are ignored, and that nobody has changed."""
    found = [
        path
        for path, (_, text) in base.items()
        if path not in committed
        and _is_plain(repository.project / path)
        and content(repository.project / path) == text
    ]
    blobs = scratch.add([base[path][1] for path in found])
    return {path: Entry(base[path][0], blob) for path, blob in zip(found, blobs, strict=True)}


def _is_plain(file: Path) -> bool:
    """Return whether what is at `file`, if anything, is what git means by that name: no folder, and no link leads there."""
    return file.parent.resolve() == file.parent and (file.is_symlink() or not file.is_dir())


def _planned(
    repository: Repository,
    scratch: ScratchRepository,
    committed: Mapping[str, Entry],
    result: Mapping[str, Entry],
    changed: list[str],
    loose: Collection[str],
) -> Plan:
    """Return the changes in the work tree that make it the result."""
    staged, left_out = repository.staged()
    checkout = repository.checkout(changed)
    sides = {path: list(filter(None, (committed.get(path), result.get(path)))) for path in changed}
    _refuse(
        [path for path in changed if any(side.mode == SUBMODULE for side in sides[path])],
        "is a submodule",
        "`git mv` moves one",
    )
    _refuse(
        [f"{path} ({checkout.rewritten[path]})" for path in changed if path in checkout.rewritten],
        "git does not write it as it is committed",
        "take that attribute away for as long as the update takes",
    )
    _refuse(
        [path for path in changed if path in left_out],
        "is left out of the sparse checkout",
        "`git sparse-checkout disable` brings it back",
    )
    _refuse(
        [path for path in changed if not _is_plain(repository.project / path)],
        "is a folder, or behind a symbolic link",
        "move that away",
    )
    texts = scratch.contents(sorted({side.blob for path in changed for side in sides[path]}))
    changes: list[Change] = []
    modes: dict[str, int] = {}
    dirty: list[str] = []
    taken: list[str] = []
    for path in changed:
        old, new = committed.get(path), result.get(path)
        before, after = content(repository.project / path), texts[new.blob] if new else None
        is_crlf = path in checkout.crlf
        if old:
            # What git turned into CRLF on checkout is no change of the person's.
            is_crlf = before != texts[old.blob] and before == _crlf(texts[old.blob])
            if not (is_crlf or before == texts[old.blob]) or (path not in loose and staged.get(path) != old):
                dirty.append(path)
        if new and after is not None and is_crlf and new.mode != LINK:
            after = _crlf(after)
        if not old and before not in (None, after):
            taken.append(path)
        if before != after or (old and new and old.mode != new.mode):
            changes.append({"path": path, "before": before, "after": after})
        entry = new or old
        if entry and (old is None or new is None or old.mode != new.mode or entry.mode == LINK):
            modes[path] = entry.mode
    _refuse(taken, "git does not know what is there", "move it away or commit it")
    _refuse(dirty, "is not as committed", "commit or stash it first")
    return Plan(repository.project, changes, modes)


def _refuse(paths: Sequence[str], why: str, hint: str) -> None:
    """Raise if there are files that cannot be changed for this reason."""
    if paths:
        more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
        why = f"each {why}" if len(paths) > 1 and why.startswith("is ") else why
        raise FilesError(f"{', '.join(paths[:_FEW])}{more} would be changed, and {why}", hint)
