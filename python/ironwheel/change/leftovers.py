"""What an update that moved things could not follow: the old name in a person's own files, links, and files beside."""

import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from ironwheel.change.merge import Renders, moved
from ironwheel.disk.plan import LINK
from ironwheel.errors import many
from ironwheel.vcs.repository import Repository

# Where a name is no word of a sentence.
_SOURCES = ("*.py", "*.pyi")
_SETTINGS = ("*.toml", "*.cfg", "*.ini", "*.yml", "*.yaml", "*.json", "*justfile", "*Makefile")
_FEW = 12


def leftovers(repository: Repository, renders: Renders, names: Sequence[str]) -> list[str]:
    """Return what is to be said of a project after an update that has been written.

    Args:
        repository: Where the project is.
        renders: What was merged, and what has another place now.
        names: What is no longer called so: answers, and the extension module.
    """
    return [
        *_mentions(repository, names),
        *(
            f"{path} is a link to {target}, which has moved"
            for path, target in _dangling(repository, renders.moves)
        ),
        *_behind(repository, renders.moves),
        *_unpacked(repository, renders),
    ]


def _mentions(repository: Repository, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        word = re.escape(name)
        places = [
            *repository.places(rf"^[[:space:]]*(from|import)[[:space:]]+{word}([^[:alnum:]_]|$)", _SOURCES),
            *repository.places(rf"[\"']{word}[.\"':]", _SOURCES),
            *repository.places(
                # A dotted name is no word of a sentence anywhere.
                rf"(^|[^[:alnum:]_.-]){word}([^[:alnum:]_-]|$)",
                (*_SETTINGS, *_SOURCES) if "." in name else _SETTINGS,
            ),
        ]
        found = list(dict.fromkeys(places))
        if found:
            more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
            yield f"the old name `{name}` is still in {', '.join(found[:_FEW])}{more}"


def _unpacked(repository: Repository, renders: Renders) -> Iterator[str]:
    """Say what Python code of the person's no wheel has any more: its package has no place in another layout."""
    index, _ = repository.staged()
    for first in renders.base:
        folder, _, name = first.rpartition("/")
        if name != "__init__.py" or moved(first, renders.moves) in renders.theirs:
            continue
        left = [path for path in index if path.startswith(f"{folder}/") and path.endswith((".py", ".pyi"))]
        if left:
            verb = "is" if len(left) == 1 else "are"
            yield f"{', '.join(left[:_FEW])} {verb} in no wheel any more: the package has no Python code in this layout"


def _dangling(repository: Repository, moves: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    index, _ = repository.staged()
    for path, entry in index.items():
        file = repository.project / path
        if entry is None or entry.mode != LINK or not file.is_symlink() or file.exists():
            continue
        target = file.readlink().as_posix()
        leads = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if any(leads == source or leads.startswith(f"{source}/") for source in moves):
            yield path, target


def _below(repository: Repository, folder: str) -> str:
    return os.path.relpath(folder, repository.project).replace(os.sep, "/")


def _behind(repository: Repository, moves: Mapping[str, str]) -> Iterator[str]:
    index, _ = repository.staged()
    for source, target in moves.items():
        left = [
            path
            for folder, _, files in os.walk(repository.project / source)
            for name in files
            if "__pycache__" not in folder
            and (path := posixpath.join(_below(repository, folder), name)) not in index
        ]
        if left:
            shown = f"{', '.join(sorted(left)[:_FEW])}{' …' if len(left) > _FEW else ''}"
            verb = "is" if len(left) == 1 else "are"
            yield f"{many(len(left), 'file')} that git does not track {verb} left in {source}, which is now {target}: {shown}"
