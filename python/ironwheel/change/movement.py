"""Where files stand under another layout: the template's, and with them the person's own that belong to them."""

import posixpath
from collections.abc import Collection, Iterator, Mapping

# What the code of a folder begins with.
_ROOTS = ("lib.rs", "mod.rs", "__init__.py")
_SOURCES = (".rs", ".py", ".pyi")
# Where cargo looks for what is built beside the library of a crate.
_BESIDE = ("benches", "examples", "tests")


def followed(
    renamed: Mapping[str, str], before: Collection[str], after: Collection[str], present: Collection[str]
) -> dict[str, str]:
    """Return the files and folders of a project that have another place, each with its new one, the deepest first.

    Args:
        renamed: The files of the template that have another place, as far as their contents tell.
        before: The files of the template as the project has it.
        after: Those as it is to have it.
        present: The files of the project.
    """
    found: dict[str, str] = {}
    for source, target in renamed.items():
        names = {posixpath.basename(source), posixpath.basename(target)}
        if not source.endswith(_SOURCES) or (
            len(names) > 1 and not (names & {*_ROOTS} or target.endswith("i"))
        ):
            continue
        found |= {source: target, _inner(source): _inner(target)} if _has_inner(source) else {source: target}
        if names == {"lib.rs"}:
            crates = [posixpath.dirname(posixpath.dirname(path)) for path in (source, target)]
            found |= _of_crate(crates[0], crates[1], before, after, present)
    changed = {source: target for source, target in found.items() if source != target}
    return dict(sorted(changed.items(), key=lambda move: -len(move[0])))


def _has_inner(path: str) -> bool:
    """Return whether a folder belongs to the file: that of a package, or that of a module's own modules."""
    return path.endswith(".rs") or posixpath.basename(path) in _ROOTS


def _inner(path: str) -> str:
    """Return the folder in which the modules of a module are."""
    return posixpath.dirname(path) if posixpath.basename(path) in _ROOTS else posixpath.splitext(path)[0]


def _of_crate(
    old: str, new: str, before: Collection[str], after: Collection[str], present: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what goes with the library of a crate: its manifest, and the person's own Rust files beside it."""
    source, target = (posixpath.join(crate, "Cargo.toml") for crate in (old, new))
    if target in after and target not in before:
        yield source, target
    for path in present:
        inside = posixpath.relpath(path, old or ".")
        is_beside = inside.startswith(tuple(f"{folder}/" for folder in _BESIDE)) and path.endswith(".rs")
        if (is_beside or inside == "build.rs") and path not in before:
            yield path, posixpath.join(new, inside)
