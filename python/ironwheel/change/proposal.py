"""What `new`, `update` and `adopt` propose: it is shown first, agreed to, carried out, and the result is checked."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel import _core
from ironwheel.errors import FilesError, UsageError, many
from ironwheel.template import questions

if TYPE_CHECKING:
    from ironwheel.change.merge import Merge
    from ironwheel.terminal.screen import Screen
    from ironwheel.vcs.merging import ScratchRepository
    from ironwheel.vcs.repository import Repository


def options(parser: argparse.ArgumentParser, fate: str, *names: str) -> argparse._ArgumentGroup:
    """Declare how to look first, and return the group for more of it.

    Args:
        parser: Of the command.
        fate: What comes of its files, such as "change".
        names: What `--dry-run` is called besides.
    """
    group = parser.add_argument_group("looking first")
    group.add_argument(
        *names,
        "--dry-run",
        action="store_true",
        dest="dry_run",
        help=f"say what would {fate}; write nothing",
    )
    group.add_argument(
        "--diff", action="store_true", help=f"show what would {fate} as a patch; write nothing"
    )
    return group


def begin(given: argparse.Namespace, deed: str) -> "Repository | None":
    """Finish what a stopped run has left, and take the last one back if that is asked for.

    Args:
        given: The command line.
        deed: What to call what is taken back.

    Returns:
        The repository of the project, or None where that was all.

    Raises:
        FilesError: There is nothing to take back, or something to finish by whoever only looks.
        UsageError: There is no project, or nobody can look first at what is taken back.
    """
    from ironwheel.change import record
    from ironwheel.vcs import repository

    project = Path(given.path)
    if not project.is_dir():
        raise UsageError(f"there is no folder `{project}`")
    where = repository.around(project)
    command = f"{given.program} {given.command}"
    if given.dry_run or given.diff:
        if given.abort:
            raise UsageError("what is taken back is not shown first", "leave out `--abort` to look")
        # To finish it would be to write.
        if record.is_stopped(where):
            raise FilesError(
                f"a run was stopped in the middle of writing in {where.project}",
                f"`{command}` finishes that; `{command} --abort` takes it back",
            )
        return where
    recovered = record.recover(where)
    if recovered:
        given.screen.warning(f"the {recovered} that was stopped in the middle is finished now")
    if given.abort and recovered != f"taking back of the {deed}":
        taken = record.take_back(where, deed)
        given.screen.done(f"the {deed} is taken back: {many(len(taken), 'file')} as before")
    return None if given.abort else where


def carry_out(
    given: argparse.Namespace,
    where: "Repository",
    scratch: "ScratchRepository",
    merged: "Merge",
    deed: str,
    label: str,
) -> int:
    """Carry out what has been shown, if that is wanted, and return the exit code.

    Args:
        given: The command line.
        where: The repository of the project.
        scratch: Where the contents come from.
        merged: What is proposed.
        deed: What to call it when it is to be taken back.
        label: What to call the template.

    Raises:
        FilesError: It could not be written; nothing was changed.
        KeyboardInterrupt: The person does not want it; nothing was changed.
    """
    from ironwheel.change import record

    screen, changes = given.screen, merged.plan.changes
    if given.diff:
        screen.patch("", changes)
        return int(bool(changes))
    if not changes:
        screen.done(f"nothing to change: the project is of {label}")
        return _left(given, [path for path, entry in where.staged()[0].items() if entry is None])
    if given.dry_run:
        return 1
    if questions.are_asked(given):
        _confirm(given.command)
    record.carry_out(where, scratch, merged, deed)
    sources = merged.sources
    count = sum(change["path"] not in sources for change in changes)
    screen.done(f"{many(count, 'file')} written; the project is of {label}")
    if not merged.conflicts:  # Their marks would only be found to be no TOML.
        check(screen, Path(given.path), given.path)
        screen.title("\nNext:")
        back = f"{given.program} {given.command} --abort  # or take it back"
        screen.commands(["git diff --staged", "git commit", back])
    return _left(given, merged.conflicts)


def _left(given: argparse.Namespace, conflicts: Sequence[str]) -> int:
    """Say where the person has to choose, and return the exit code."""
    if conflicts:
        given.screen.error(
            f"conflicts in {', '.join(conflicts)}",
            "choose between the sides, then `git add`;"
            f" `{given.program} {given.command} --abort` takes all back",
        )
    return int(bool(conflicts))


def check(screen: "Screen", project: Path, name: str) -> None:
    """Say what is wrong with the project that came of it, if it is one of maturin's; another template may make others."""
    try:
        report = _core.check(project)
    except _core.ProjectNotFoundError:
        return
    for finding in report.concise(prefix=name).splitlines():
        screen.warning(finding)
    if not report.findings:
        screen.done("checked: nothing to say")


def _confirm(command: str) -> None:
    from ironwheel.terminal import ask

    if not ask.agreed(f"{command.capitalize()} it?"):
        raise KeyboardInterrupt("Nothing was changed.")
