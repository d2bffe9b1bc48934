"""What a run keeps in git's folder for those after it, of which each project in a repository has its own."""

import contextlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ironwheel import _core
from ironwheel.disk import locks, writer
from ironwheel.disk.plan import Plan, content
from ironwheel.errors import FilesError
from ironwheel.vcs.repository import Repository

if TYPE_CHECKING:
    from ironwheel._core import Change


@contextlib.contextmanager
def alone(repository: Repository) -> Iterator[None]:
    """Keep other runs of ours out of the repository, from what is read of it to what is written.

    Raises:
        FilesError: One is at work there.
    """
    # Not the folder of the notes, which each writer locks for itself.
    with locks.held(repository.objects) as is_free:
        if is_free is False:
            raise FilesError(
                f"another run is at work in {repository.top}",
                "wait until it has ended, then run the command again",
            )
        yield


def load(repository: Repository, kind: str) -> dict[str, Any] | None:
    """Return what was kept as `kind`, if anything was."""
    text = content(repository.folder / _name(repository, kind))
    return json.loads(text) if text else None


def save(repository: Repository, kind: str, note: dict[str, Any] | None) -> None:
    """Keep a note as `kind` in the place of the one before; None for no note.

    Raises:
        FilesError: It could not be written; the one before is still there.
    """
    name = _name(repository, kind)
    before = content(repository.folder / name)
    after = None if note is None else json.dumps(note).encode()
    if before != after:
        change: Change = {"path": name, "before": before, "after": after}
        writer.carry_out(Plan(repository.folder, [change]))


def _name(repository: Repository, kind: str) -> str:
    which = repository.prefix.encode("utf-8", "surrogateescape")
    return f"{kind}-{_core.digest(which)[:16]}.json" if which else f"{kind}.json"
