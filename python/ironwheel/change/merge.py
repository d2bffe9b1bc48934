"""Merge what a newer template makes of a project with what the person made of it; nothing is written here.

On each path three sides come together: what the old answers made of the old version (base), what is committed (ours) and
what the new answers make of the new version (theirs). git merges; what it cannot know is decided here: that a folder has
another name because an answer has, which files are the person's own, and that what somebody deleted stays deleted.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from ironwheel.change import manifests, movement, respelling, weaving
from ironwheel.change.line_ends import has_crlf, with_crlf
from ironwheel.change.outcome import DELETED, KEPT, PREFERRED, Note, Outcome
from ironwheel.change.planning import is_plain, planned, refuse
from ironwheel.change.reconcile import reconcile
from ironwheel.disk.plan import LINK, Plan, content
from ironwheel.template.tree import File
from ironwheel.vcs.merging import Conflict, ScratchRepository
from ironwheel.vcs.repository import SUBMODULE, Entry, Repository


class Renders(NamedTuple):
    """What to merge between, and how to read it.

    Args:
        base: What the project was rendered as.
        theirs: What it would be rendered as.
        moves: The folders and files that have another place because an answer is another.
        is_seed: Whether a file is the person's own from the first minute on.
        last: The file that is the template's alone, and is written after all others.
        label: What to call the newer render where the sides do not agree.
    """

    base: Mapping[str, File]
    theirs: Mapping[str, File]
    moves: Mapping[str, str]
    is_seed: Callable[[str], bool]
    last: str
    label: str


class Merge(NamedTuple):
    """What is to change in the work tree, and what comes of each path that changes or that there is something to say of."""

    plan: Plan
    outcomes: dict[str, Outcome]

    @property
    def conflicts(self) -> list[str]:
        """The files in which the person has to choose."""
        return [path for path, outcome in self.outcomes.items() if outcome.conflict]

    @property
    def sources(self) -> set[str]:
        """The places that files come from that have another place now."""
        return {outcome.source for outcome in self.outcomes.values() if outcome.source}


class _Sides(NamedTuple):
    """What stands on one path.

    Args:
        base: The template's, as it was.
        ours: The person's.
        theirs: The template's, as it is to be.
        source: Where the person's stands so far.
        note: Why there is nothing of the template's.
    """

    base: File | None = None
    ours: Entry | None = None
    theirs: File | None = None
    source: str = ""
    note: Note | None = None


def followed(repository: Repository, scratch: ScratchRepository, renders: Renders) -> Renders:
    """Return the renders with the moves that another layout brings, besides those that another name brings."""
    base = {moved(path, renders.moves): file for path, file in renders.base.items()}
    if not (base.keys() - renders.theirs.keys() and renders.theirs.keys() - base.keys()):
        return renders
    present = {moved(path, renders.moves) for path in repository.files()}
    further = movement.followed(scratch.renamed(base, renders.theirs), base, renders.theirs, present)
    named = {source: moved(target, further) for source, target in renders.moves.items()}
    return renders._replace(moves=further | named)


def merge(repository: Repository, scratch: ScratchRepository, renders: Renders) -> Merge:
    """Merge the two renders with what is committed.

    Raises:
        FilesError: A file that would be changed has changes that are not committed, or is in the way.
    """
    committed = repository.files()
    untracked = _untracked(repository, scratch, committed, renders.base)
    present = committed | untracked
    paths = _aligned(present, renders)
    paths |= _resettled(scratch, paths) | _respelled(scratch, paths, renders)
    folders = {folder for path, sides in paths.items() if sides.ours for folder in _above(path)}
    paths = {path: _given_way(path, paths, folders) for path in paths}
    found = _merged(scratch, paths | _with_line_ends(scratch, paths), renders)
    found |= _relocked(scratch, paths, found)
    outcomes = {
        path: found.get(path, Outcome())._replace(before=present.get(path), is_tracked=path not in untracked)
        for path in sorted(present.keys() | found.keys(), key=lambda path: (path == renders.last, path))
    }
    changes = {path: outcome for path, outcome in outcomes.items() if outcome.is_change}
    return Merge(
        planned(repository, scratch, changes),
        {path: outcome for path, outcome in outcomes.items() if outcome.is_change or outcome.note},
    )


def _untracked(
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
        and is_plain(repository.project / path)
        and content(repository.project / path) == text
    ]
    blobs = scratch.add([base[path][1] for path in found])
    return {path: Entry(base[path][0], blob) for path, blob in zip(found, blobs, strict=True)}


def _aligned(present: Mapping[str, Entry], renders: Renders) -> dict[str, _Sides]:
    """Bring the sides together, each file where it stands under the new answers.

    Raises:
        FilesError: Two files would have one place.
    """
    paths: dict[str, _Sides] = {}
    for source in sorted(present):
        path = moved(source, renders.moves)
        if path in paths:
            refuse([path], f"both {paths[path].source} and {source} would get this name", "rename one")
        paths[path] = _Sides(ours=present[source], source=source)
    for source, file in renders.base.items():
        path = moved(source, renders.moves)
        paths[path] = paths.get(path, _Sides())._replace(base=file)
    for path, file in renders.theirs.items():
        paths[path] = paths.get(path, _Sides())._replace(theirs=file)
    return paths


def _resettled(scratch: ScratchRepository, paths: Mapping[str, _Sides]) -> dict[str, _Sides]:
    """Return the manifests with what the person has changed told where it belongs under another layout."""
    found = {path: sides for path, sides in paths.items() if manifests.is_manifest(path)}
    base, theirs = manifests.resettled(
        scratch,
        {path: sides.base for path, sides in found.items() if sides.base},
        {path: sides.ours for path, sides in found.items() if sides.ours},
        {path: sides.theirs for path, sides in found.items() if sides.theirs},
    )
    return {
        path: sides._replace(base=base.get(path), theirs=theirs.get(path)) for path, sides in found.items()
    }


def _respelled(
    scratch: ScratchRepository, paths: Mapping[str, _Sides], renders: Renders
) -> dict[str, _Sides]:
    """Return the code that names something otherwise under another layout, with its names."""
    if all((sides.base is None) == (sides.theirs is None) for sides in paths.values()):
        return {}
    files = {
        path: respelling.Code(sides.source, sides.ours, sides.base)
        for path, sides in paths.items()
        if sides.ours
    }
    found = respelling.respelled(scratch, renders.base, renders.theirs, files)
    return {path: paths[path]._replace(ours=ours, base=base) for path, (ours, base) in found.items()}


def _relocked(
    scratch: ScratchRepository, paths: Mapping[str, _Sides], found: Mapping[str, Outcome]
) -> dict[str, Outcome]:
    """Return Cargo.lock with the crates that the project is to have, if they are others than before."""
    lock = found.get(manifests.LOCK, Outcome())
    # What crates the person has besides is not for the template to say.
    crates = {
        path: sides
        for path, sides in paths.items()
        if manifests.is_crate(path) and (sides.base or sides.theirs)
    }
    results = {path: found[path] for path in crates if path in found}
    before = {path: sides.ours for path, sides in crates.items() if sides.ours and sides.base}
    after = {path: outcome.after for path, outcome in results.items() if outcome.after}
    if lock.after is None or before == after or any(outcome.conflict for outcome in results.values()):
        return {}
    entry = manifests.relocked(scratch, lock.after, before, after)
    return {manifests.LOCK: lock._replace(after=entry)} if entry else {}


def moved(path: str, moves: Mapping[str, str]) -> str:
    """Return where the file at `path` stands under the new answers."""
    for source, target in moves.items():
        if path == source or path.startswith(f"{source}/"):
            return target + path[len(source) :]
    return path


def _above(path: str) -> list[str]:
    """Return the folders that `path` is in."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _given_way(path: str, paths: Mapping[str, _Sides], folders: Collection[str]) -> _Sides:
    """Return the sides of `path` without the template's if the person has a link, or another kind of thing, there.

    Args:
        path: Which path.
        paths: The sides of all.
        folders: Where the person has folders.

    Raises:
        FilesError: The template adds a file where the person has a folder, or the other way round.
    """
    sides = paths[path]
    base, ours, theirs = sides[:3]
    if theirs is None or base == theirs:
        return sides
    is_link = ours is not None and (ours.mode == LINK) != (theirs[0] == LINK)
    above = {parent: paths[parent] for parent in _above(path) if parent in paths}
    own = [parent for parent, each in above.items() if each.ours and (each.theirs or not each.base)]
    if not (own or is_link or path in folders):
        return sides
    if base is None and not is_link:
        refuse([path], f"{(own or [path])[0]} is in the way", "rename yours first")
    return sides._replace(base=None, theirs=None, note=PREFERRED if is_link else DELETED)


def _with_line_ends(scratch: ScratchRepository, paths: Mapping[str, _Sides]) -> dict[str, _Sides]:
    """Return the paths on which the person's lines end with CRLF, with all sides so."""
    blobs = {
        path: sides.ours.blob
        for path, sides in paths.items()
        if sides.ours and sides.ours.mode != SUBMODULE and (sides.base or sides.theirs)
    }
    texts = scratch.contents(list(blobs.values()))

    def converted(file: File | None) -> File | None:
        return file and (file[0], with_crlf(file[1]))

    return {
        path: paths[path]._replace(base=converted(paths[path].base), theirs=converted(paths[path].theirs))
        for path, blob in blobs.items()
        if has_crlf(texts[blob])
    }


def _merged(scratch: ScratchRepository, paths: Mapping[str, _Sides], renders: Renders) -> dict[str, Outcome]:
    """Return what comes of each path of which something is left or there is something to say."""
    labels = ("your project", renders.label)
    merged = scratch.merge(
        {path: sides.base for path, sides in paths.items() if sides.base},
        {path: sides.ours for path, sides in paths.items() if sides.ours},
        {path: sides.theirs for path, sides in paths.items() if sides.theirs},
        labels,
    )
    found = {path: Outcome(after=file) for path, file in merged.files.items()}
    for path, conflict in merged.conflicts.items():
        outcome = found.get(path, Outcome())._replace(conflict=conflict)
        found[path] = _decided(path, conflict, renders, scratch) or outcome
    left = {path: outcome.conflict for path, outcome in found.items() if outcome.conflict}
    found |= reconcile(scratch, left, labels)
    for path, outcome in found.items():
        source = paths.get(merged.renamed.get(path, path), _Sides()).source
        if outcome.after and source != path:
            found[path] = outcome._replace(source=source)
    notes = {path: sides.note for path, sides in paths.items() if sides.note}
    return found | {path: found.get(path, Outcome())._replace(note=note) for path, note in notes.items()}


def _decided(path: str, conflict: Conflict, renders: Renders, scratch: ScratchRepository) -> Outcome | None:
    """Return what comes of a path on which git finds the sides at odds; None where that is all there is to say."""
    base, ours, theirs = conflict
    if path == renders.last and theirs:
        return Outcome(after=theirs)
    if ours is None and theirs is None:  # Both sides have moved it, to different places.
        return Outcome()
    if ours is None and base:
        return Outcome(note=DELETED)
    if theirs is None and base:
        return Outcome(after=ours, note=KEPT)
    if ours and renders.is_seed(path):
        return weaving.settled(scratch, path, conflict)
    return None
