"""`scaffold check`: find contradictions in projects, and fix those that have one right fix."""

import argparse
import os

from ironwheel import _core, about
from ironwheel.disk import places
from ironwheel.errors import ScaffoldError, UsageError, many
from ironwheel.terminal import formats, selection
from ironwheel.terminal.reports import for_programs, tell

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ironwheel._core import Repair, Report

    # Each with the root as the person gave it.
    Reports = Sequence[tuple[str, Report]]
    # What we said when we broke down over a project, by its root.
    Bugs = dict[str, str]


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=["."],
        help="a project, or a folder to search for projects (default: .)",
    )
    selection.options(parser)
    repair = parser.add_argument_group("fixes")
    repair.add_argument("--fix", action="store_true", help="apply safe fixes")
    repair.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: include unsafe fixes"
    )
    repair.add_argument("--diff", action="store_true", help="show the fixes as a patch; write nothing")
    repair.add_argument(
        "--add-ignore",
        action="store_true",
        help="suppress all current findings, so that only new ones are reported",
    )
    output = parser.add_argument_group("output")
    formats.option(output, "full", "concise", "json", "github", "sarif")
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")


def run(given: argparse.Namespace) -> int:
    """Check each project, and repair it if that is asked for.

    Raises:
        UsageError: There is no project, a name selects nothing, or two options exclude each other.
        FilesError: A repair could not be written.
    """
    if given.diff and _is_for_programs(given):
        raise UsageError(
            f"`--diff` prints a patch, not {given.output_format}", "leave out `--diff` or `--output-format`"
        )
    if given.add_ignore and (given.fix or given.unsafe_fixes):
        raise UsageError(
            "`--add-ignore` cannot be combined with `--fix` or `--unsafe-fixes`",
            "run with `--fix` first, then with `--add-ignore`",
        )
    asked = selection.of(given)
    bugs: Bugs = {}
    try:
        roots = _projects(given.paths)
        if given.diff:
            is_bad = _show_repairs(roots, given, asked, bugs)
        else:
            work = _make_repairs if given.fix or given.add_ignore else _check
            is_bad = _tell(work(roots, given, asked, bugs), given, bugs)
    except _core.SelectionError as error:
        raise selection.refused(error, given) from error
    for root, said in bugs.items():
        given.screen.error(f"this is a bug, found in {root}: {said}", f"please report it: {about.ISSUES}")
    return ScaffoldError.exit_code if bugs else int(is_bad and not given.exit_zero)


def _tell(reports: "Reports", given: argparse.Namespace, bugs: "Bugs") -> bool:
    """Print the reports, and return whether something bad is in them."""
    if not _is_for_programs(given):
        tell(given, reports, bugs)
    elif text := for_programs(reports, given.output_format):
        given.screen.raw(text)
    return any(report.counts["error"] or report.counts["warning"] for _, report in reports)


def _is_for_programs(given: argparse.Namespace) -> bool:
    return given.output_format not in ("full", "concise")


def _projects(paths: "Sequence[str]") -> list[str]:
    """Return the projects that `paths` are or hold, each once, in the order of `paths`."""
    roots: dict[str, str] = {}
    for path in paths:
        if not os.path.exists(path):
            raise UsageError(f"`{path}` does not exist")
        folder = places.folder(path)
        # A file is in a project; a folder is one, holds some, or is in one.
        around = places.project(path)
        is_inside = around != folder
        found = [] if is_inside and folder != path else _core.discover(folder)
        if not found and is_inside:
            found = [around]
        if not found:
            raise UsageError(
                f"there is no maturin project in or below `{path}`",
                "give a folder whose pyproject.toml builds with maturin",
            )
        for root in found:
            # No path leads to a project twice: the search follows no links.
            place = os.path.realpath(root) if len(paths) > 1 else root
            roots.setdefault(place, path if found == [path] else os.path.normpath(root))
    return list(roots.values())


def _check(
    roots: "Sequence[str]", given: argparse.Namespace, asked: "dict[str, Any]", bugs: "Bugs"
) -> "Reports":
    """Return the reports on all projects but those over which we broke down."""
    with given.screen.progress("checking", len(roots)) as done:
        results = _core.check_all(roots, done=done, **asked)
    reports = []
    for root, result in zip(roots, results, strict=True):
        if isinstance(result, str):
            bugs[root] = result
        else:
            reports.append((root, result))
    return reports


def _repairs(
    roots: "Sequence[str]", given: argparse.Namespace, asked: "dict[str, Any]", bugs: "Bugs"
) -> "dict[str, Repair]":
    """Return the repairs of all projects but those over which we broke down."""
    repairs = {}
    for root in roots:
        try:
            if given.add_ignore:
                repairs[root] = _core.suppress(root, **asked)
            else:
                repairs[root] = _core.fix(root, unsafe_fixes=given.unsafe_fixes, **asked)
        except _core.BugError as bug:
            bugs[root] = str(bug)
    return repairs


def _show_repairs(
    roots: "Sequence[str]", given: argparse.Namespace, asked: "dict[str, Any]", bugs: "Bugs"
) -> bool:
    """Print the repairs as a patch, and return whether there is anything in it."""
    repairs = _repairs(roots, given, asked, bugs)
    for root, repair in repairs.items():
        given.screen.patch(root, repair.changes)
        _mention_unsafe(repair, given)
    if any(repair.changes for repair in repairs.values()):
        return True
    # On a screen, an empty patch looks like "all good".
    left = [finding for repair in repairs.values() for finding in repair.remaining.findings]
    if beyond := sum("fix" not in finding for finding in left):
        given.screen.aside(f"no fix for {many(beyond, 'finding')}")
    elif not left and not bugs:
        given.screen.aside("nothing to change")
    return False


def _make_repairs(
    roots: "Sequence[str]", given: argparse.Namespace, asked: "dict[str, Any]", bugs: "Bugs"
) -> "Reports":
    from pathlib import Path

    from ironwheel.disk import writer
    from ironwheel.disk.plan import Plan

    for root in roots:
        recovered = writer.recover(Path(root))
        if recovered and not _is_for_programs(given):
            names = ", ".join((Path(root) / path).as_posix() for path in recovered)
            given.screen.warning(f"recovered from an interrupted run: {names}")
    # All are read before one is written: a project that cannot be read leaves the others as they were.
    reports: list[tuple[str, Report]] = []
    written: set[str] = set()
    for root, first in _repairs(roots, given, asked, bugs).items():
        repair = first
        changed = {os.path.realpath(Path(root, change["path"])) for change in repair.changes}
        if not written.isdisjoint(changed):  # One inside another, which had it repaired.
            again = _repairs([root], given, asked, bugs)
            if root not in again:
                continue
            repair = again[root]
        written |= changed
        writer.carry_out(Plan(Path(root), repair.changes))
        if repair.fixed and not _is_for_programs(given):
            names = ", ".join((Path(root) / change["path"]).as_posix() for change in repair.changes)
            done = "Ignored" if given.add_ignore else "Fixed"
            given.screen.line(f"{done} {many(repair.fixed, 'finding')} in {names}")
        _mention_unsafe(repair, given)
        reports.append((root, repair.remaining))
    return reports


def _mention_unsafe(repair: "Repair", given: argparse.Namespace) -> None:
    left = repair.remaining.counts["unsafe_fixable"]
    if left and not given.unsafe_fixes:
        given.screen.aside(f"{many(left, 'more fix')} with --unsafe-fixes")
