"""What a template makes of answers, as files to merge."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from ironwheel.disk.plan import EXECUTABLE, LINK, ORDINARY

# The mode of a file, and its content.
File = tuple[int, bytes]


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


def read(folder: Path) -> dict[str, File]:
    """Return all files of a render by their paths."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[path.relative_to(folder).as_posix()] = (LINK, os.fsencode(path.readlink()))
        elif path.is_file():
            mode = EXECUTABLE if path.stat().st_mode & 0o100 else ORDINARY
            found[path.relative_to(folder).as_posix()] = (mode, path.read_bytes())
    return found


def moves(
    before: Mapping[str, File], after: Mapping[str, File], answers: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """Return the folders and files that stand elsewhere because an answer is another.

    Args:
        before: What one version of the template makes of the old answers.
        after: What the same version makes of the new ones.
        answers: The old and the new answer to each question whose answer has changed.
    """
    found = {}
    for path in sorted(before.keys() - after.keys()):
        parts = path.split("/")
        for one, other in answers.values():
            target = [part.replace(one, other) if one else part for part in parts]
            if "/".join(target) in after.keys() - before.keys():
                first = next(index for index, part in enumerate(parts) if part != target[index])
                found["/".join(parts[: first + 1])] = "/".join(target[: first + 1])
    return found
