"""Sort the files of a template against those of a project that was not made from it; nothing is written here."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ironwheel import _core
from ironwheel.change.merge import Renders, moved
from ironwheel.disk.plan import LINK, ORDINARY
from ironwheel.errors import TemplateError
from ironwheel.template import answers_file, tree
from ironwheel.template.answers_file import Origin
from ironwheel.template.sources import Template
from ironwheel.template.tree import File
from ironwheel.tools import cargo
from ironwheel.vcs.repository import Repository

if TYPE_CHECKING:
    from ironwheel._core import Adoption


class Row(NamedTuple):
    """A file of the template: what it is in the project, and what becomes of it."""

    path: str
    state: str
    fate: str


class Sorted(NamedTuple):
    """What adopting a project comes to.

    Args:
        rows: A line for each file of the template.
        renders: What to merge.
        adoption: What the core has to say.
    """

    rows: list[Row]
    renders: Renders
    adoption: "Adoption"


class Wishes(NamedTuple):
    """What the person wants.

    Args:
        parts: The parts of the template that are to come though they are not proposed.
        without: Those that are not to come.
        all: Whether all others are to come.
        conflicts: Whether texts that differ become conflicts.
    """

    parts: Sequence[str]
    without: Sequence[str]
    all: bool
    conflicts: bool


def sort(
    repository: Repository,
    rendered: Path,
    is_seed: Callable[[str], bool],
    template: Template,
    origin: Origin | None,
    wishes: Wishes,
) -> Sorted:
    """Compare what is rendered in `rendered` with what is committed.

    Args:
        repository: Where the project is.
        rendered: What the template makes of its answers.
        is_seed: Whether a file of the template is the person's own from the first minute on.
        template: The template.
        origin: What the project says of the template already.
        wishes: What the person wants.

    Raises:
        TemplateError: The template makes something else.
    """
    theirs, committed = tree.read(rendered), repository.files()
    shared = [path for path in theirs if path in committed]
    blobs = repository.contents([committed[path].blob for path in shared])
    own = {path: blobs[committed[path].blob] for path in shared}
    try:
        adoption = _core.adopt(
            repository.project,
            rendered,
            files=[(path, is_seed(path), new, own.get(path)) for path, (_, new) in theirs.items()],
            committed=list(committed),
            links=[path for path, entry in committed.items() if entry.mode == LINK],
            words=sorted(repository.words(_core.checkers())),
            is_inside=bool(repository.prefix),
            asked=wishes.parts,
            without=wishes.without,
            all=wishes.all,
            conflicts=wishes.conflicts,
        )
    except _core.ProjectNotFoundError as error:
        raise TemplateError(
            f"{template.label} does not make a maturin project, or the project is gone"
        ) from error
    if wishes.all and adoption["is_fresh"]:
        return _whole(repository, rendered, template, adoption)
    fates = dict(zip(theirs, adoption["fates"], strict=True))
    rows = {path: Row(path, fate["state"], fate["fate"]) for path, fate in fates.items()}
    wanted = {path: theirs[path] for path, fate in fates.items() if fate["comes"]}
    base = dict[str, File]()
    for path, after in adoption["changes"]:
        if path not in committed:
            wanted[path] = (ORDINARY, after)
            continue
        mode, blob = committed[path]
        before = repository.contents([blob])[blob]
        base[path] = (mode, before)
        # As git has it, whatever it made of its line ends in the work tree.
        wanted[path] = (mode, after if b"\r\n" in before else after.replace(b"\r\n", b"\n"))
        if path in rows:
            rows[path] = Row(path, "differs", "gets more")
    # Whatever the project has of it, this one is the template's alone.
    del rows[template.answers]
    adoption["offers"] = [offer for offer in adoption["offers"] if offer["what"] != template.answers]
    mode, text = theirs.pop(template.answers)
    result = own | {path: content for path, (_, content) in wanted.items()}
    is_whole = all(is_seed(path) or result.get(path) == content for path, (_, content) in theirs.items())
    shared = [path for path in theirs if fates[path]["comes"] or fates[path]["state"] == "identical"]
    if origin:
        noted = None if origin.taken is None else {*origin.taken, *shared}
    else:
        noted = None if is_whole else set(shared)
    wanted[template.answers] = mode, answers_file.with_taken(text, noted)
    sides = Renders(base, wanted, {}, lambda _: False, template.answers, template.label)
    return Sorted(sorted(rows.values()), sides, adoption)


def _whole(repository: Repository, rendered: Path, template: Template, adoption: "Adoption") -> Sorted:
    """Return what makes of a project that nobody has worked on what the template makes."""
    cargo.lock(rendered)
    committed, theirs = repository.files(), tree.read(rendered)
    blobs = repository.contents([entry.blob for entry in committed.values()])
    base = {path: (entry.mode, blobs[entry.blob]) for path, entry in committed.items()}
    rows = [
        Row(
            path,
            "missing" if path not in base else "identical" if base[path] == theirs[path] else "differs",
            "as `new` makes it",
        )
        for path in theirs
        if path != template.answers
    ]
    rows += [Row(path, "a sample", "removed") for path in base.keys() - theirs.keys()]
    adoption["offers"] = []
    adoption["otherwise"] = []
    sides = Renders(base, theirs, {}, lambda _: False, template.answers, template.label)
    return Sorted(sorted(rows), sides, adoption)


def taken(renders: Renders, paths: Collection[str]) -> Renders:
    """Return what to merge in a project that has taken only these files: what a newer version adds is left out.

    Plain `copier update` does the same by the template's `_exclude`.
    """
    placed = {moved(path, renders.moves) for path in paths}
    known = {renders.last, *renders.base, *(moved(path, renders.moves) for path in renders.base), *placed}
    theirs = {path: file for path, file in renders.theirs.items() if path in known}
    mode, text = theirs[renders.last]
    return renders._replace(theirs=theirs | {renders.last: (mode, answers_file.with_taken(text, placed))})
