"""Write a new version and, if that is asked for, commit and tag it; what cannot be finished is taken back."""

import argparse
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel import _core
from ironwheel.disk import writer
from ironwheel.disk.places import named
from ironwheel.disk.plan import Plan
from ironwheel.errors import FilesError, UsageError, many
from ironwheel.vcs import tags

if TYPE_CHECKING:
    from ironwheel._core import Setting
    from ironwheel.terminal.screen import Screen


def finish(given: argparse.Namespace, root: Path) -> bool:
    """Finish what a stopped run has left, and return whether it had decided to write something.

    Raises:
        FilesError: This run only looks, which is not to write.
    """
    folders = (root.resolve(), *root.resolve().parents)
    begun = [folder for folder in folders if writer.is_begun(folder)]
    if begun and (given.dry_run or given.diff):
        raise FilesError(
            f"an earlier run was interrupted while it wrote in {begun[0]}",
            "run the command without `--dry-run` or `--diff` to finish it",
        )
    is_decided = any(map(writer.is_decided, begun))
    recovered = [path for folder in begun for path in writer.recover(folder)]
    if recovered:
        given.screen.aside(f"recovered from an interrupted run: {', '.join(recovered)}")
    return is_decided and bool(recovered)


def resume(given: argparse.Namespace, root: Path) -> bool:
    """Finish the release that a stopped run has left, or take it back, and return whether it is finished.

    Raises:
        FilesError: This run only looks, which is not to write; or another run is at work.
        ToolError: git refuses to tag.
    """
    from ironwheel.change import under_way

    if given.dry_run or given.diff:
        under_way.expect_none(root)
        return False
    name, is_finished = under_way.resume(root)
    if is_finished:
        given.screen.done(f"finished the interrupted release: tagged {name}")
        _say_next(given.screen, root, tags.branch(root), name)
    elif name:
        given.screen.aside(f"the interrupted release {name} was not committed: its changes are taken back")
    return is_finished


@contextlib.contextmanager
def written(
    given: argparse.Namespace, root: Path, setting: "Setting", known: list[str]
) -> Iterator[Callable[[], None]]:
    """Write the version, unless it is only looked at; with `--tag`, also commit it and tag the commit.

    Returns:
        What tells the person about the tag, once the version is told. Until the end, a run that is killed has not told.

    Raises:
        UsageError: The version is not newer, or has a tag.
        FilesError: Something is not committed, or no branch is checked out.
        ToolError: git, or a hook, refuses; nothing was changed, or the next run tags what is committed.
    """
    is_looked_at = given.dry_run or given.diff
    if not given.tag:
        if not is_looked_at:
            writer.carry_out(Plan(root / setting["folder"], setting["changes"]))
        yield lambda: None
        return
    from ironwheel.change import under_way

    version = setting["version"]["pep440"]
    if version != setting["before"] and not setting["grows"]:
        raise UsageError(
            f"`{version}` is not newer than `{setting['before']}`", "leave out `--tag`, or name a newer one"
        )
    name = _core.next_tag(root, version, tags=known)
    branch = tags.expect_ready(root)
    _expect_sound(given, root, setting)
    made = under_way.release(root, setting["changes"], name, f"Release {version}")
    with contextlib.nullcontext() if is_looked_at else made:
        yield lambda: _conclude(given, root, setting, name, branch)


def _expect_sound(given: argparse.Namespace, root: Path, setting: "Setting") -> None:
    """Find that the project would have no errors.

    Raises:
        UsageError: It would have some.
    """
    errors = setting["errors"]
    if errors and not given.force:
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise UsageError(
            f"the project has errors: {errors[0]}{more}",
            f"see `{given.program} check {named(root)}`, or add `--force`",
        )


def _conclude(given: argparse.Namespace, root: Path, setting: "Setting", name: str, branch: str) -> None:
    """Say what is done, what a release still lacks, and what comes next."""
    screen: Screen = given.screen
    count = len(setting["changes"])
    done = f"commit {many(count, 'file')} and tag {name}" if count else f"tag {name}"
    if given.dry_run:
        screen.line(f"Would {done}")
    else:
        screen.done(done.replace("commit ", "committed ", 1).replace("tag ", "tagged ", 1))
    if setting["warnings"]:
        screen.warning(f"`check` has {many(setting['warnings'], 'warning')}")
    late = tags.behind(root, branch)
    if late is None:
        screen.warning(f"the branch {branch} has no upstream")
    elif late:
        screen.warning(f"the branch {branch} is {many(late, 'commit')} behind its upstream: pull first")
    if not given.dry_run:
        _say_next(screen, root, branch, name)


def _say_next(screen: "Screen", root: Path, branch: str, name: str) -> None:
    screen.title("\nNext:")
    screen.commands([f"git push --atomic {tags.remote(root, branch)} {branch} {name}"])
