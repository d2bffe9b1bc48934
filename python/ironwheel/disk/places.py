"""Where a person stands: the project around a path, as cargo, uv and git find theirs."""

import os
from collections.abc import Callable
from pathlib import Path

from ironwheel import _core


def folder(path: str) -> str:
    """Return `path`, or the folder of the file that it is."""
    return os.path.dirname(path) or os.curdir if os.path.isfile(path) else path


def project(path: str) -> str:
    """Return the maturin project that `path` is in; `path` itself if it is in none."""
    return _around(path, _core.around)


def holder(path: str, name: str) -> str:
    """Return the nearest folder that `path` is in, and in which the file `name` is; `path` itself if there is none."""

    def above(start: Path) -> Path | None:
        return next((each for each in (start, *start.parents) if os.path.lexists(each / name)), None)

    return _around(path, above)


def _around(path: str, find: Callable[[Path], Path | None]) -> str:
    start = folder(path)
    absolute = Path(os.path.abspath(start))
    found = find(absolute)
    if found in (None, absolute):
        return start
    # As one would type it from here.
    return os.path.relpath(found)
