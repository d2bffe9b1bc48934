"""Follow another layout into the code: what it calls the extension module and the crates otherwise."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ironwheel import _core
from ironwheel.change import manifests
from ironwheel.disk.plan import LINK
from ironwheel.template.tree import File
from ironwheel.vcs.merging import ScratchRepository
from ironwheel.vcs.repository import Entry

_SOURCES = (".py", ".pyi", ".rs")


class Code(NamedTuple):
    """A file of the person's that may name a module or a crate.

    Args:
        source: Where it stands so far.
        ours: What is in it.
        base: What the template has had in its place.
    """

    source: str
    ours: Entry
    base: File | None


def modules(before: Mapping[str, File], after: Mapping[str, File]) -> tuple[str, str] | None:
    """Return what the extension module was called and is called, if these differ between two renders."""
    return _core.modules(_manifests(before), _manifests(after))


def respelled(
    scratch: ScratchRepository,
    before: Mapping[str, File],
    after: Mapping[str, File],
    files: Mapping[str, Code],
) -> dict[str, tuple[Entry, File | None]]:
    """Return the files that name something otherwise now: what the person has, and what the template has had.

    Args:
        scratch: Where the contents of the person's are.
        before: The template's files, as they were.
        after: Those as they are to be.
        files: The person's, by where they stand from now on.
    """
    code = {path: file for path, file in files.items() if path.endswith(_SOURCES) and file.ours.mode != LINK}
    contents = scratch.contents([file.ours.blob for file in code.values()])

    def told(texts: Iterable[bytes]) -> dict[str, bytes]:
        each = [
            (file.source, path, _text(text)) for (path, file), text in zip(code.items(), texts, strict=True)
        ]
        changed = _core.respell(_manifests(before), _manifests(after), each)
        return {each[index][1]: text.encode() for index, text in changed}

    own = told(contents[file.ours.blob] for file in code.values())
    old = told(file.base[1] if file.base else b"" for file in code.values())
    blobs = scratch.add([*own.values()])
    found: dict[str, tuple[Entry, File | None]] = {}
    for path, blob in zip(own, blobs, strict=True):
        _, ours, base = code[path]
        found[path] = ours._replace(blob=blob), base and (base[0], old.get(path, base[1]))
    return found


def _manifests(files: Mapping[str, File]) -> list[tuple[str, str]]:
    return [(path, _text(text)) for path, (_, text) in files.items() if manifests.is_manifest(path)]


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return ""
