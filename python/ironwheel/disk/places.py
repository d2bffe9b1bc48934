"""Where a person stands: the project around a path, as cargo, uv and git find theirs."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from ironwheel import _core

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from pathlib import Path


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
    return _around(path, lambda start: _first_with(name, start))


def named(path: "Path") -> str:
    """Return what to call `path` where we are: the way to it if it is below, otherwise its own name."""
    from pathlib import Path

    with suppress(ValueError):
        path = Path(os.path.abspath(path)).relative_to(Path.cwd())
    return path.as_posix()


def _near(start: str) -> str | None:
    if around := _core.around(start):
        return around
    top = _first_with(".git", start)
    if top is None:  # No deeper than this: it may be a home, or the root of the disk.
        import glob

        manifests = glob.glob(os.path.join(glob.escape(start), "*", "pyproject.toml"))
        folders = map(os.path.dirname, manifests)
        return _only([folder for folder in folders if _core.around(folder) == folder])
    within = (_core.discover(each) for each in _upwards(start) if each.startswith(top))
    return _only(next(filter(None, within), []))


def _upwards(folder: str) -> Iterator[str]:
    """Give an absolute path, and the folders above it."""
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        yield (folder := above)


def _first_with(name: str, folder: str) -> str | None:
    return next((each for each in _upwards(folder) if os.path.lexists(os.path.join(each, name))), None)


def _only(found: Sequence[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _around(path: str, find: Callable[[str], str | None]) -> str:
    start = folder(path)
    absolute = os.path.abspath(start)
    found = find(absolute)
    if found in (None, absolute):
        return start
    try:
        return os.path.relpath(found)  # as one would type it from here
    except ValueError:  # on Windows, there is no way from one drive to another
        return found
