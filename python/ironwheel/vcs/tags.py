"""Read the tags of a repository, and commit and tag a release as the person has configured git."""

import os
from collections.abc import Sequence
from pathlib import Path

from ironwheel.errors import FilesError, ToolError
from ironwheel.vcs import git


def all_of(project: Path) -> list[str]:
    """Return the tags of the repository that `project` is in, the oldest first; none where git cannot say."""
    if git.surrounding(project.resolve()) is None or not git.available():
        return []
    try:
        return _named(project, "--sort=creatordate")
    except ToolError:
        return []


def built(project: Path) -> list[str]:
    """Return the tags that are built: the one that CI names, or those of the commit that is checked out."""
    environment = os.environ
    if environment.get("GITHUB_REF_TYPE") == "tag" and (name := environment.get("GITHUB_REF_NAME")):
        return [name]
    if name := environment.get("CI_COMMIT_TAG"):
        return [name]
    if git.surrounding(project.resolve()) is None:
        return []
    return _named(project, "--points-at=HEAD")


def expect_ready(project: Path) -> str:
    """Find that a release can be committed, and return the branch that it comes to.

    Raises:
        FilesError: There is no repository or no commit, HEAD is detached, or something is not committed.
    """
    from ironwheel.vcs import repository

    where = repository.around(project)
    where.expect_idle()
    checked_out = branch(project)
    if not checked_out:
        raise FilesError(f"no branch is checked out in {where.top}", "check out the branch to release from")
    if changed := _lines(where.top, "status", "--porcelain", "--untracked-files=normal"):
        names = ", ".join(line[3:] for line in changed[:3])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise FilesError(f"not everything is committed: {names}{more}", "commit or stash it first")
    return checked_out


def branch(project: Path) -> str:
    """Return the branch that is checked out; empty for none."""
    return git.run(project, "symbolic-ref", "--quiet", "--short", "HEAD", fails_with=1).decode().strip()


def parent(project: Path) -> str:
    """Return the first commit below the one that is checked out; empty for none."""
    return git.run(project, "rev-parse", "--verify", "--quiet", "HEAD^", fails_with=1).decode().strip()


def remote(project: Path, branch: str) -> str:
    """Return where the person pushes `branch`, `origin` where nothing says so."""
    said = _lines(project, "for-each-ref", "--format=%(push:remotename)", f"refs/heads/{branch}")
    return next(filter(None, said), "origin")


def behind(project: Path, branch: str) -> int | None:
    """Return how many commits the upstream of `branch` has beyond it, as far as they are fetched; None without one."""
    counted = git.run(project, "rev-list", "--count", f"{branch}..{branch}@{{upstream}}", fails_with=128)
    return int(counted) if counted.strip() else None


def commit(top: Path, paths: Sequence[str], message: str) -> None:
    """Commit these files below `top`, with the hooks and the signature that the person has configured.

    Raises:
        ToolError: git, or a hook, refuses.
    """
    git.run_as_configured(top, "commit", "--quiet", f"--message={message}", "--only", "--", *_literal(paths))


def settle(top: Path, paths: Sequence[str]) -> None:
    """Put these files below `top` into the index as they are committed."""
    git.run(top, "reset", "--quiet", "--", *_literal(paths))


def tag(project: Path, name: str, message: str) -> None:
    """Tag the commit that is checked out.

    Raises:
        ToolError: git refuses.
    """
    git.run_as_configured(project, "tag", "--annotate", f"--message={message}", name)


def _named(project: Path, *which: str) -> list[str]:
    # `git tag` would set them in columns for whoever has configured that.
    return _lines(project, "for-each-ref", *which, "--format=%(refname:strip=2)", "refs/tags")


def _literal(paths: Sequence[str]) -> list[str]:
    return [f":(top,literal){path}" for path in paths]


def _lines(folder: Path, *arguments: str) -> list[str]:
    return git.run(folder, *arguments).decode("utf-8", "backslashreplace").splitlines()
