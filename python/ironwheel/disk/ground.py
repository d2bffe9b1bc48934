"""Change what is below a folder, and follow no link that somebody puts on the way there (door: writing)."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

# Windows opens no folders; there, a path is all we have.
_DESCENDS = os.open in os.supports_dir_fd
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Ground:
    """A folder that stays the same one while we work below it, whatever becomes of its path."""

    def __init__(self, root: Path, descriptor: int | None) -> None:
        """Take the path, and the open folder where there is one."""
        self.root = root
        self._descriptor = descriptor

    def replace(self, source: Path, target: Path) -> None:
        """Let what is at `source` take the place of `target`; the folders above that are made."""
        with self._at(source) as (one, here), self._at(target, makes=True) as (other, there):
            os.replace(one, other, src_dir_fd=here, dst_dir_fd=there)

    def unlink(self, file: Path) -> None:
        """Remove a file, if it is there."""
        with contextlib.suppress(FileNotFoundError), self._at(file) as (name, folder):
            os.unlink(name, dir_fd=folder)

    def remove_if_empty(self, folder: Path) -> bool:
        """Remove a folder if nothing is in it, and return whether it is gone."""
        try:
            with self._at(folder) as (name, above):
                os.rmdir(name, dir_fd=above)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def sync(self, folder: Path) -> None:
        """Let the disk have for good what `folder` lists, if it is there."""
        with contextlib.suppress(FileNotFoundError), self._at(folder / "any") as (_, descriptor):
            if descriptor is not None:
                os.fsync(descriptor)

    @contextlib.contextmanager
    def _at(self, path: Path, *, makes: bool = False) -> Iterator[tuple[str, int | None]]:
        """Give what to call `path`, and the folder in which that is its name."""
        if self._descriptor is None:
            if makes:
                path.parent.mkdir(parents=True, exist_ok=True)
            yield str(path), None
            return
        with contextlib.ExitStack() as opened:
            folder = self._descriptor
            for part in path.parent.relative_to(self.root).parts:
                folder = _entered(part, folder, makes=makes)
                opened.callback(os.close, folder)
            yield path.name, folder


def _entered(name: str, folder: int, *, makes: bool) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=folder)
    except FileNotFoundError:
        if not makes:
            raise
    with contextlib.suppress(FileExistsError):
        os.mkdir(name, dir_fd=folder)
    return os.open(name, _FOLDER, dir_fd=folder)


@contextlib.contextmanager
def opened(root: Path) -> Iterator[Ground]:
    """Give the folder `root`, a path without links, to work below it.

    Raises:
        OSError: It cannot be opened, or is a link by now.
    """
    if not _DESCENDS:
        yield Ground(root, None)
        return
    descriptor = os.open(root, _FOLDER)
    try:
        yield Ground(root, descriptor)
    finally:
        os.close(descriptor)
