"""`scaffold check`: find contradictions in projects, and repair those that have one right repair."""

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ferriswheel import _core, about
from ferriswheel.errors import UsageError, printable

if TYPE_CHECKING:
    from ferriswheel._core import Repair, Report


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("paths", metavar="PATH", nargs="*", default=["."], help="a project (default: .)")
    which = parser.add_argument_group("what to look for (NAME: a rule, a family or `info`)")
    which.add_argument("--select", metavar="NAME", action="append", type=_names, help="only these")
    which.add_argument("--ignore", metavar="NAME", action="append", type=_names, help="not these")
    which.add_argument("--extend-select", metavar="NAME", action="append", type=_names, help="these as well")
    which.add_argument(
        "--min-severity",
        metavar="SEVERITY",
        choices=("error", "warning", "info"),
        default="info",
        help="nothing milder than error, warning or info",
    )
    repair = parser.add_argument_group("repairs")
    repair.add_argument("--fix", action="store_true", help="make the repairs that cannot do harm")
    repair.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: all repairs")
    repair.add_argument("--diff", action="store_true", help="show the repairs as a patch; write nothing")
    output = parser.add_argument_group("output")
    output.add_argument(
        "--output-format",
        metavar="FORMAT",
        choices=("full", "concise", "json", "github", "sarif"),
        default="full",
        help="full (the default), concise, json, github or sarif",
    )
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")


def run(given: argparse.Namespace) -> int:
    """Check each project, and repair it if that is asked for.

    Raises:
        UsageError: There is no project, a name selects nothing, or two options exclude each other.
        FilesError: A repair could not be written.
    """
    if given.diff and _is_for_programs(given):
        raise UsageError(f"a patch is not {given.output_format}", "leave out `--diff` or `--output-format`")
    selection: dict[str, Any] = {
        "select": _flat(given.select) if given.select else None,
        "ignore": _flat(given.ignore or []),
        "extend_select": _flat(given.extend_select or []),
        "min_severity": given.min_severity,
    }
    try:
        for path in given.paths:
            _expect_folder(Path(path))
        if given.diff:
            return _show_repairs(given, selection)
        if given.fix:
            reports = _make_repairs(given, selection)
        else:
            reports = [(path, _core.check(path, **selection)) for path in given.paths]
    except _core.ProjectNotFoundError as error:
        raise UsageError(
            str(error), "name a folder with a pyproject.toml that builds with maturin"
        ) from error
    except _core.SelectionError as error:
        raise UsageError(str(error)) from error
    if _is_for_programs(given):
        from ferriswheel import export

        if text := export.FORMATS[given.output_format](reports):
            given.screen.raw(text)
    else:
        for path, report in reports:
            _print(path, report, given)
    failed = any(report.counts["error"] or report.counts["warning"] for _, report in reports)
    return int(failed and not given.exit_zero)


def _is_for_programs(given: argparse.Namespace) -> bool:
    return given.output_format not in ("full", "concise")


def _expect_folder(path: Path) -> None:
    if not path.exists():
        raise UsageError(f"there is no `{path}`")
    if not path.is_dir():
        raise UsageError(f"`{path}` is a file", f"name its folder: {path.parent}")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _flat(lists: list[list[str]]) -> list[str]:
    return [name for names in lists for name in names]


def _repair(path: str, given: argparse.Namespace, selection: dict[str, Any]) -> "Repair":
    return _core.fix(path, unsafe_fixes=given.unsafe_fixes, **selection)


def _show_repairs(given: argparse.Namespace, selection: dict[str, Any]) -> int:
    from ferriswheel import files

    repairs = [_repair(path, given, selection) for path in given.paths]
    for path, repair in zip(given.paths, repairs, strict=True):
        given.screen.patch(files.named(Path(path)), repair.changes)
        _mention_unsafe(repair, given)
    return int(any(repair.changes for repair in repairs) and not given.exit_zero)


def _make_repairs(given: argparse.Namespace, selection: dict[str, Any]) -> "list[tuple[str, Report]]":
    from ferriswheel import files

    # All are read before one is written: a PATH that is no project leaves the others as they were.
    repairs = [(path, _repair(path, given, selection)) for path in given.paths]
    for path, repair in repairs:
        files.carry_out(files.Plan(Path(path), repair.changes))
        if repair.fixed and not _is_for_programs(given):
            changed = ", ".join((Path(path) / change["path"]).as_posix() for change in repair.changes)
            given.screen.line(f"Fixed {_many(repair.fixed, 'finding')} in {changed}")
        _mention_unsafe(repair, given)
    return [(path, repair.remaining) for path, repair in repairs]


def _mention_unsafe(repair: "Repair", given: argparse.Namespace) -> None:
    fixes = [finding["fix"] for finding in repair.remaining.findings if "fix" in finding]
    left = sum(fix["applicability"] == "unsafe" for fix in fixes)
    if left and not given.unsafe_fixes:
        given.screen.aside(f"{_many(left, 'repair')} more with --unsafe-fixes")


def _print(path: str, report: "Report", given: argparse.Namespace) -> None:
    screen = given.screen
    if given.output_format == "concise":
        if report.findings:
            screen.raw(report.concise(prefix=printable(path)).rstrip("\n"))
        return
    if report.findings:
        width = shutil.get_terminal_size((100, 24)).columns
        text = report.full(
            color=screen.color, width=width, prefix=printable(path), docs_url=about.rule_pages()
        )
        screen.raw(text.rstrip("\n") + ("" if screen.quiet else "\n"))
    for note in report.notes:
        screen.line(note)
    screen.line(_summary(path, report, given))


def _summary(path: str, report: "Report", given: argparse.Namespace) -> str:
    counts = report.counts
    infos = sum(finding["severity"] == "info" for finding in report.findings)
    hidden = counts["info"] - infos
    shown = {**counts, "info": infos}
    found = [_many(shown[name], name) for name in ("error", "warning", "info") if shown[name]]
    rest = f"; {_many(hidden, 'info')} not shown (--extend-select info)" if hidden else ""
    where = "" if path == "." else f" in {path}"
    if not found:
        return f"All good{where}{rest}"
    fixable = f" ({counts['fixable']} fixable with --fix)" if counts["fixable"] and not given.fix else ""
    return f"Found {', '.join(found[:-1])}{' and ' if found[1:] else ''}{found[-1]}{where}{fixable}{rest}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
