"""The files that a template makes of answers."""

import os
from collections.abc import Mapping
from pathlib import Path

from ironwheel.disk.plan import EXECUTABLE, LINK, ORDINARY

# The mode of a file, and its content.
File = tuple[int, bytes]


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
