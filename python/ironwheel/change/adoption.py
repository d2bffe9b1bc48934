"""Sort the files of a template against those of a project that was not made from it; nothing is written here."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from ironwheel import _core
from ironwheel.change.merge import Renders
from ironwheel.disk.plan import LINK
from ironwheel.errors import TemplateError
from ironwheel.template import answers_file, tree
from ironwheel.template.tree import File
from ironwheel.vcs.repository import Entry, Repository

if TYPE_CHECKING:
    from ironwheel._core import Adoption

# What rests on the ground plan of the template: where things are, what they are called, which tools there are.
_RESTING = (".github/", ".pre-commit-config.yaml", "CONTRIBUTING.md", "justfile")
# These are merged, and what is not there stands elsewhere.
_MANIFESTS = ("Cargo.toml", "pyproject.toml")
_WORKFLOWS = (".github/workflows/", ".github/actions/")
# Editors follow it in every file; these lines they would write otherwise: with tabs, blanks or CRs at their end.
_EDITORS = ".editorconfig"
_UNEVEN = ("^\t", "[ \t\r]$")
# Where people put what stands at the root of the template, or beside it.
_PLACES = ("", ".github/", "docs/")
# What does the same under another name.
_SAME = {
    "contributing": ("hacking", "development"),
    "dependabot": ("renovate", "renovaterc"),
    "justfile": ("makefile", "taskfile", "noxfile", "tasks"),
    "pre-commit-config": ("prek",),
}


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


def sort(
    repository: Repository,
    rendered: Path,
    is_seed: Callable[[str], bool],
    label: str,
    *,
    conflicts: bool,
    tools: bool,
) -> Sorted:
    """Compare what is rendered in `rendered` with what is committed.

    Args:
        repository: Where the project is.
        rendered: What the template makes of its answers.
        is_seed: Whether a file of the template is the person's own from the first minute on.
        label: What to call the template.
        conflicts: Whether texts that differ become conflicts.
        tools: Whether tools that the project uses may be set up otherwise.

    Raises:
        TemplateError: The template makes something else.
    """
    in_use = set() if tools else _in_use(repository)
    try:
        adoption = _core.adopt(repository.project, rendered, sorted(in_use))
    except _core.ProjectNotFoundError as error:
        raise TemplateError(f"{label} does not make a maturin project, or the project is gone") from error
    theirs, committed = tree.read(rendered), repository.files()
    shared = [path for path in theirs if path in committed]
    blobs = repository.contents([committed[path].blob for path in shared])
    texts = {path: blobs[committed[path].blob] for path in shared}
    is_grounded = not any(other["is_ground"] for other in adoption["otherwise"])
    is_even = tools or not repository.has_line(*_UNEVEN)
    rows, wanted = [], dict[str, File]()
    for path, file in theirs.items():
        row = _row(
            path,
            committed,
            is_seed,
            is_inside=bool(repository.prefix),
            is_grounded=is_grounded,
            is_even=is_even,
        )
        if path in texts and not is_seed(path):
            row = _present(path, texts[path], file[1], conflicts=conflicts)
        if row.fate in (_ADDED, _CONFLICT):
            wanted[path] = file
        if path != answers_file.NAME:
            rows.append(row)
    wanted[answers_file.NAME] = theirs[answers_file.NAME]
    base = dict[str, File]()
    for manifest in adoption["manifests"]:
        path = manifest["path"]
        if path not in committed or committed[path].mode == LINK:
            continue
        before = repository.contents([committed[path].blob])[committed[path].blob]
        # As git has it, whatever it made of its line ends in the work tree.
        after = manifest["text"] if b"\r\n" in before else manifest["text"].replace(b"\r\n", b"\n")
        base[path] = (committed[path].mode, before)
        wanted[path] = (committed[path].mode, after)
        wanted_row = Row(path, "differs", f"gets {', '.join(manifest['added'])}")
        rows = [row for row in rows if row.path != path] + [wanted_row]
    sides = Renders(base, wanted, {}, lambda _: False, answers_file.NAME, label)
    return Sorted(sorted(rows), sides, adoption)


def _in_use(repository: Repository) -> set[str]:
    """Return the tools of which the project would see that they are set up otherwise."""
    if repository.prefix:  # The repository's tools look into each of its folders.
        return set(_core.tools())
    # Tests are run by somebody, who may not have said how.
    return repository.words(_core.tools()) | {"pytest"}


_ADDED, _CONFLICT, _LEFT = "added", "conflict", "left unchanged"


def _present(path: str, own: bytes, new: bytes, *, conflicts: bool) -> Row:
    if own.replace(b"\r\n", b"\n") == new:
        return Row(path, "identical", _LEFT)
    return Row(path, "differs", _CONFLICT if conflicts and path not in _MANIFESTS else _LEFT)


def _row(
    path: str,
    committed: Mapping[str, Entry],
    is_seed: Callable[[str], bool],
    *,
    is_inside: bool,
    is_grounded: bool,
    is_even: bool,
) -> Row:
    """Say what becomes of a file that the project does not have."""
    if is_seed(path):
        return Row(path, "yours" if path in committed else "missing", "left to you")
    if path in _MANIFESTS:
        return Row(path, "missing", "you have it elsewhere")
    if is_inside:
        return Row(path, "missing", "belongs at the root of the repository")
    if other := _equivalent(path, committed):
        return Row(path, "missing", f"you have {other}")
    if path.startswith(_RESTING) and not is_grounded:
        return Row(path, "missing", "waits for the items marked * below")
    if path == _EDITORS and not is_even:
        return Row(path, "missing", "would make editors rewrite your files")
    return Row(path, "missing", _ADDED)


def _equivalent(path: str, committed: Iterable[str]) -> str:
    """Return the file of the project that does what `path` does, or nothing."""
    if path.startswith(_WORKFLOWS):
        return next((other for other in committed if other.startswith(_WORKFLOWS[0])), "")
    stem = _stem(path)
    names = {stem, *_SAME.get(stem, ())}
    places = {str(PurePosixPath(path).parent), *(str(PurePosixPath(place)) for place in _PLACES)}
    near = (other for other in committed if str(PurePosixPath(other).parent) in places)
    return next((other for other in near if _stem(other) in names), "")


def _stem(path: str) -> str:
    return PurePosixPath(path).name.lstrip(".").partition(".")[0].casefold()
