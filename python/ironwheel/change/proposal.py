"""What `new`, `update` and `adopt` propose: it is shown first, agreed to, carried out, and the result is checked."""

import argparse
import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel import _core
from ironwheel.disk import places
from ironwheel.errors import FilesError, UsageError, many
from ironwheel.template import questions

if TYPE_CHECKING:
    from ironwheel.change.merge import Merge
    from ironwheel.terminal.screen import Screen
    from ironwheel.vcs.merging import ScratchRepository
    from ironwheel.vcs.repository import Repository

# A crate that an answer brings is in the manifest, and cargo has not been asked for its versions yet.
_LACKS = "cargo/lock-unsatisfied"


def options(parser: argparse.ArgumentParser, fate: str, *names: str) -> argparse._ArgumentGroup:
    """Declare how to look first, and return the group for more of it.

    Args:
        parser: Of the command.
        fate: What comes of its files, such as "change".
        names: What `--dry-run` is called besides.
    """
    group = parser.add_argument_group("preview")
    group.add_argument(
        *names,
        "--dry-run",
        action="store_true",
        dest="dry_run",
        help=f"list what would {fate}; write nothing",
    )
    group.add_argument(
        "--diff", action="store_true", help=f"show what would {fate} as a patch; write nothing"
    )
    return group


@contextlib.contextmanager
def begun(given: argparse.Namespace, deed: str) -> "Iterator[Repository | None]":
    """Finish what a stopped run has left, take the last one back if that is asked for, and keep other runs out.

    Args:
        given: The command line.
        deed: What to call what is taken back.

    Returns:
        The repository of the project, or None where that was all.

    Raises:
        FilesError: There is nothing to take back, something to finish by whoever only looks, or another run at work.
        UsageError: There is no project, or nobody can look first at what is taken back.
    """
    from ironwheel.change import notes, record
    from ironwheel.vcs import repository

    project = Path(given.path)
    if not project.is_dir():
        raise UsageError(f"the folder `{project}` does not exist")
    where = repository.around(project)
    if given.dry_run or given.diff:
        _expect_finished(given, where)
        where.expect_idle()
        yield where
        return
    with notes.alone(where):
        where.expect_idle()
        recovered = record.recover(where)
        if recovered:
            given.screen.warning(f"finished the interrupted {recovered}")
        if given.abort and recovered != f"undo of the {deed}":
            taken = record.take_back(where, deed)
            given.screen.done(f"the {deed} is undone: {many(len(taken), 'file')} restored")
        yield None if given.abort else where


def _expect_finished(given: argparse.Namespace, where: "Repository") -> None:
    """Find that there is nothing to finish: that would be to write, and who only looks does not."""
    from ironwheel.change import record

    if given.abort:
        raise UsageError("`--abort` cannot be combined with `--dry-run` or `--diff`", "leave out one of them")
    if record.is_stopped(where):
        command = f"{given.program} {given.command}"
        raise FilesError(
            f"an earlier run was interrupted while it wrote in {where.project}",
            f"run `{command}` to finish it, or `{command} --abort` to undo it",
        )


def carry_out(
    given: argparse.Namespace,
    where: "Repository",
    scratch: "ScratchRepository",
    merged: "Merge",
    deed: str,
    label: str,
    report: Callable[[], Sequence[str]] = tuple,
) -> int:
    """Carry out what has been shown, if that is wanted, and return the exit code.

    Args:
        given: The command line.
        where: The repository of the project.
        scratch: Where the contents come from.
        merged: What is proposed.
        deed: What to call it when it is to be taken back.
        label: What to call the template.
        report: What is to be said once it is written.

    Raises:
        FilesError: It could not be written; nothing was changed.
        KeyboardInterrupt: The person does not want it; nothing was changed.
    """
    from ironwheel.change import record

    screen, changes = given.screen, merged.plan.changes
    if given.diff:
        screen.patch("", changes, {path: each.modes for path, each in merged.outcomes.items()})
        return 0
    if not changes:
        return conclude_unchanged(given, where, label)
    if given.dry_run:
        return 0
    if questions.are_asked(given):
        _confirm(given.command)
    record.carry_out(where, scratch, merged, deed)
    sources = merged.sources
    count = sum(change["path"] not in sources for change in changes)
    screen.done(f"{many(count, 'file')} written; the project now uses {label}")
    for line in report():
        screen.warning(line)
    if not merged.conflicts:  # Their marks would only be found to be no TOML.
        rules = check(screen, Path(given.path), given.path)
        screen.title("\nNext:")
        lock = ["cargo update --workspace  # takes the new crates into Cargo.lock"] if _LACKS in rules else []
        back = f"{given.program} {given.command} --abort  # or undo it"
        screen.commands([*lock, "git diff --staged", "git commit", back])
    return _left(given, merged.conflicts)


def conclude_unchanged(given: argparse.Namespace, where: "Repository", label: str) -> int:
    """Say that there is nothing to change, or name the conflicts that are left from before; return the exit code."""
    conflicts = [path for path, entry in where.staged()[0].items() if entry is None]
    if not conflicts:
        given.screen.done(f"nothing to change: the project is up to date with {label}")
    return _left(given, conflicts)


def _left(given: argparse.Namespace, conflicts: Sequence[str]) -> int:
    """Say where the person has to choose, and return the exit code."""
    if conflicts:
        given.screen.error(
            f"conflicts in {', '.join(conflicts)}",
            "resolve them, then `git add`;"
            f" or undo everything with `{given.program} {given.command} --abort`",
        )
    return int(bool(conflicts))


def check(screen: "Screen", project: Path, name: str) -> set[str]:
    """Say what is wrong with the project that came of it, if it is one of maturin's; another template may make others.

    Returns:
        The rules that found something.
    """
    root = places.nearest(str(project))
    try:
        # A classifier may come from an answer, and is then as new as the project: a doubt about it is told, too.
        report = _core.check(root, extend_select=["metadata/classifier-unknown"])
    except _core.ProjectNotFoundError:
        return set()
    prefix = os.path.normpath(os.path.join(name, os.path.relpath(root, project)))
    for finding in report.concise(prefix=prefix).splitlines():
        screen.warning(finding)
    if not report.findings:
        screen.done("checked: no findings")
    return {finding["rule"] for finding in report.findings}


def _confirm(command: str) -> None:
    from ironwheel.terminal import ask

    if not ask.agreed(f"{command.capitalize()} it?"):
        raise KeyboardInterrupt("Nothing was changed.")
