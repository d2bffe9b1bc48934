"""Settle the manifests of another layout: what people have changed in them, and the crates in the lock."""

from collections.abc import Mapping

from ironwheel import _core
from ironwheel.template.tree import File
from ironwheel.vcs.merging import ScratchRepository
from ironwheel.vcs.repository import Entry

LOCK = "Cargo.lock"


def is_crate(path: str) -> bool:
    """Return whether a file is a manifest of cargo."""
    return path.rpartition("/")[2] == "Cargo.toml"


def is_manifest(path: str) -> bool:
    """Return whether a file is a manifest of cargo or of a Python package."""
    return is_crate(path) or path.rpartition("/")[2] == "pyproject.toml"


def resettled(
    scratch: ScratchRepository,
    base: Mapping[str, File],
    ours: Mapping[str, Entry],
    theirs: Mapping[str, File],
) -> tuple[dict[str, File], dict[str, File]]:
    """Return the template's old and new manifests with what the person has changed told where it now belongs.

    Args:
        scratch: Where the contents of the person's are.
        base: The template's, as they were.
        ours: The person's.
        theirs: The template's, as they are to be.
    """
    if base.keys() == theirs.keys():
        return dict(base), dict(theirs)
    try:
        old = {path: text.decode() for path, (_, text) in base.items()}
        new = {path: text.decode() for path, (_, text) in theirs.items()}
    except UnicodeDecodeError:  # Another template may have what is no TOML.
        return dict(base), dict(theirs)
    shared = {path: ours[path].blob for path in old if path in ours}
    texts = scratch.contents(list(shared.values()))
    for path, blob in shared.items():
        heir = [*new].index(path) if path in new else None
        own = texts[blob].decode("utf-8", "replace")
        if told := _core.resettle(old[path], own, [*new.values()], heir):
            old[path] = told[0]
            new = dict(zip(new, told[1], strict=True))
    return (
        {path: (mode, old[path].encode()) for path, (mode, _) in base.items()},
        {path: (mode, new[path].encode()) for path, (mode, _) in theirs.items()},
    )


def relocked(
    scratch: ScratchRepository, lock: Entry, before: Mapping[str, Entry], after: Mapping[str, Entry]
) -> Entry | None:
    """Return Cargo.lock with the crates of the manifests `after`; None where they are those `before`."""
    texts = scratch.contents([each.blob for each in (lock, *before.values(), *after.values())])

    def read(side: Mapping[str, Entry]) -> list[tuple[str, str]]:
        return [(path, texts[each.blob].decode("utf-8", "replace")) for path, each in side.items()]

    text = _core.relocked(texts[lock.blob].decode("utf-8", "replace"), read(before), read(after))
    return Entry(lock.mode, scratch.add([text.encode()])[0]) if text else None
