"""What is to change below a folder: whole files, each with the bytes it had when that was decided."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ironwheel._core import Change

# Modes as git has them.
LINK, EXECUTABLE, ORDINARY = 0o120000, 0o100755, 0o100644


class Plan(NamedTuple):
    """What is to change below `root`: whole files, each with the bytes it had when that was decided.

    `modes` says of a path that it is a link (its bytes are where it leads), executable or ordinary; a file of which it
    says nothing keeps its mode.
    """

    root: Path
    changes: "Sequence[Change]"
    modes: Mapping[str, int] = {}


def content(file: Path) -> bytes | None:
    """Return the bytes of a file, or where a link leads; None if there is nothing."""
    if not os.path.lexists(file):
        return None
    return os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes()
