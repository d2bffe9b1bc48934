"""Commit new files into a repository of the person's, running nothing that it configures."""

import os
from collections.abc import Sequence
from pathlib import Path

from ironwheel.disk.plan import EXECUTABLE, ORDINARY
from ironwheel.vcs import git

_DETACHED = "a detached HEAD"


def commit(folder: Path, paths: Sequence[str], message: str, scratch: Path) -> str | None:
    """Commit these files, and nothing else that the person may have staged.

    Args:
        folder: The top of the repository.
        paths: The files, below it.
        message: What the commit is called.
        scratch: Where no file is, for an index of our own.

    Returns:
        The branch, or None if git does not know by whom it would be; then the files are staged.

    Raises:
        ToolError: git failed.
    """
    # Filters are not run: what is committed is what was written.
    given = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
    blobs = git.run(folder, "hash-object", "-w", "--no-filters", "--stdin-paths", given=given)
    entries = "".join(
        f"{_mode(folder / path):o} {blob}\t{path}\0"
        for path, blob in zip(paths, blobs.decode().split(), strict=True)
    ).encode("utf-8", "surrogateescape")
    is_known = all(git.identity(folder, role) for role in ("AUTHOR", "COMMITTER"))
    if is_known:
        own = {"GIT_INDEX_FILE": str(scratch)}
        head = git.run(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", fails_with=1)
        parent = head.decode().split()
        if parent:
            git.run(folder, "read-tree", *parent, environment=own)
        git.run(folder, "update-index", "-z", "--index-info", given=entries, environment=own)
        tree = git.run(folder, "write-tree", environment=own).decode().strip()
        above = [word for each in parent for word in ("-p", each)]
        made = git.run(folder, "commit-tree", *above, "-m", message, tree).decode().strip()
        git.run(folder, "update-ref", "-m", message, "HEAD", made, *parent)
    git.run(folder, "update-index", "-z", "--index-info", given=entries)
    return _branch(folder) if is_known else None


def _mode(file: Path) -> int:
    return EXECUTABLE if file.stat().st_mode & 0o100 and os.name != "nt" else ORDINARY


def _branch(folder: Path) -> str:
    found = git.run(folder, "symbolic-ref", "--quiet", "--short", "HEAD", fails_with=1)
    return found.decode("utf-8", "replace").strip() or _DETACHED
