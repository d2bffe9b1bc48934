"""Settle what git cannot: settings by their keys, ignored paths one by one, and texts that the person has written anew."""

from collections.abc import Mapping
from typing import NamedTuple

from ironwheel import _core
from ironwheel.change.outcome import Note, Outcome
from ironwheel.vcs.merging import Conflict, ScratchRepository
from ironwheel.vcs.repository import Entry

# So many lines tell whether one text comes from another.
_TELLING = 10


class _Retold(NamedTuple):
    """What the template changes, told in the person's own text: what that was, and would be."""

    base: bytes
    new: bytes
    note: str = ""


def reconcile(
    scratch: ScratchRepository, conflicts: Mapping[str, Conflict], labels: tuple[str, str]
) -> dict[str, Outcome]:
    """Merge once more, and better, what can be told in the person's own words, and return what comes of it.

    Args:
        scratch: Where the contents are.
        conflicts: The three sides of each file.
        labels: What to call the two sides where they do not agree.
    """
    found: dict[str, tuple[Entry, _Retold]] = {}
    for path, (base, ours, theirs) in conflicts.items():
        if base and ours and theirs:
            texts = scratch.contents([base.blob, ours.blob, theirs.blob])
            if retold := _retell(path, texts[base.blob], texts[ours.blob], texts[theirs.blob]):
                found[path] = (ours, retold)
    if not found:
        return {}
    merged = scratch.merge(
        {path: (ours.mode, retold.base) for path, (ours, retold) in found.items()},
        {path: (ours.mode, ours.blob) for path, (ours, _) in found.items()},
        {path: (ours.mode, retold.new) for path, (ours, retold) in found.items()},
        labels,
    )
    return {
        path: Outcome(
            after=merged.files[path],
            conflict=merged.conflicts.get(path),
            note=Note("yours", f": {retold.note}") if retold.note else None,
        )
        for path, (_, retold) in found.items()
    }


def _retell(path: str, base: bytes, own: bytes, new: bytes) -> _Retold | None:
    name = path.rpartition("/")[2]
    if name == ".gitignore":
        return _add_lines(base, own, new)
    if name.endswith(".toml"):
        try:
            told = _core.retell(base.decode(), own.decode(), new.decode())
        except UnicodeDecodeError:
            return None
        if not told:
            return None
        note = f"the template changes {', '.join(told[2])}, but your file has other values or none"
        return _Retold(told[0].encode(), told[1].encode(), note if told[2] else "")
    lines = _lines(base)
    if len(lines) >= _TELLING and 2 * len(lines & _lines(own)) < len(lines):
        return _Retold(own, own, "you rewrote it, so yours is kept; the template's version changed")
    return None


def _add_lines(base: bytes, own: bytes, new: bytes) -> _Retold | None:
    """Add the lines that are new: what else is ignored, or in which order, is no contradiction."""
    added = [
        line
        for line in new.splitlines(keepends=True)
        if line.strip() in _lines(new) - _lines(base) - _lines(own) and not line.startswith(b"#")
    ]
    if any(line.startswith(b"!") for line in added):
        return None
    end = b"" if own.endswith(b"\n") or not own else b"\n"
    return _Retold(own, own + end + b"".join(added) if added else own)


def _lines(text: bytes) -> set[bytes]:
    return {line.strip() for line in text.splitlines() if line.strip()}
