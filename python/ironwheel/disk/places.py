"""Where a person stands: the project around a path, as cargo, uv and git find theirs."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from ironwheel import _core


def folder(path: str) -> str:
    """Return `path`, or the folder of the file that it is."""
    return os.path.dirname(path) or os.curdir if os.path.isfile(path) else path


def project(path: str) -> str:
    """Return the maturin project that `path` is in; `path` itself if it is in none."""
    return _around(path, _core.around)


def nearest(path: str) -> str:
    """Return the maturin project that `path` is in, or else the only one below a folder around `path` in its repository.

    Outside a repository, that is the only one in a folder of `path`. So any folder of a package stands for the compiled
    core beside it. It is `path` itself if there is none.
    """
    return _around(path, _near)


def holder(path: str, name: str) -> str:
    """Return the nearest folder that `path` is in, and in which the file `name` is; `path` itself if there is none."""

    def above(start: Path) -> Path | None:
        return next((each for each in (start, *start.parents) if os.path.lexists(each / name)), None)

    return _around(path, above)


def _near(start: Path) -> Path | None:
    if around := _core.around(start):
        return around
    above = (start, *start.parents)
    top = next((each for each in above if os.path.lexists(each / ".git")), None)
    if top is None:  # No deeper than this: it may be a home, or the root of the disk.
        folders = (manifest.parent for manifest in start.glob("*/pyproject.toml"))
        return _only([folder for folder in folders if _core.around(folder) == folder])
    within = (_core.discover(each) for each in above[: above.index(top) + 1])
    return _only(next(filter(None, within), []))


def _only(found: Sequence[Path]) -> Path | None:
    return found[0] if len(found) == 1 else None


def _around(path: str, find: Callable[[Path], Path | None]) -> str:
    start = folder(path)
    absolute = Path(os.path.abspath(start))
    found = find(absolute)
    if found in (None, absolute):
        return start
    try:
        return os.path.relpath(found)  # as one would type it from here
    except ValueError:  # on Windows, there is no way from one drive to another
        return str(found)
