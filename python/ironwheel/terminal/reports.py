"""What a check has found, as people are told it: each project, and a line that sums up."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence

from ironwheel import _core, about
from ironwheel.errors import many, printable

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from ironwheel._core import Report

    Reports = Sequence[tuple[str, Report]]
    Bugs = dict[str, str]


def tell(given: argparse.Namespace, reports: "Reports", bugs: "Bugs", where: str | None = None) -> None:
    """Print the reports of a check or an audit, and sum them up.

    Args:
        given: What was asked for.
        reports: The reports, each with the root as the person gave it.
        bugs: What we said when we broke down over a project, by its root; more may come.
        where: What was looked at, if not projects.
    """
    screen = given.screen
    concise = given.output_format == "concise"
    is_terminal = sys.stdout.isatty()
    # There, colour makes a link of a name; the address in full would not fit a line.
    pages = about.RULE_PAGES if screen.color or not is_terminal else ""
    for root, report in reports:
        prefix = printable(root)
        if concise:
            if text := report.concise(prefix=prefix):
                screen.raw(text.rstrip("\n"))
            continue
        if not sum(_shown(report).values()):
            continue
        if len(reports) > 1 and where is None:
            screen.title(f"{root}\n")
        try:
            text = report.full(color=screen.color, width=_width(), prefix=prefix, docs_url=pages)
        except _core.BugError as bug:
            bugs[root] = str(bug)
            continue
        screen.raw(text.rstrip("\n") + ("" if screen.quiet else "\n"))
    if concise or not reports:
        return
    notes = Counter(note for _, report in reports for note in report.notes)
    for note, count in notes.items():
        screen.line(f"{note} ({many(count, 'project')})" if len(reports) > 1 else note)
    screen.line(_summary(reports, given, len(bugs), _where(reports) if where is None else where))
    if is_terminal and any(sum(_shown(report).values()) for _, report in reports):
        screen.line(f"`{given.program} rule NAME` explains a rule")


def for_programs(reports: "Reports", form: str) -> str:
    """Return the reports in the shape of a format that programs read: `json`, `sarif` or `github`."""
    pages = about.RULE_PAGES
    if form == "json":
        return _core.json(reports, docs_url=pages)
    if form == "sarif":
        return _core.sarif(reports, base=os.curdir, home=about.REPOSITORY, docs_url=pages)
    # GitHub looks for the files from there, wherever the step runs.
    base = os.environ.get("GITHUB_WORKSPACE") or os.curdir
    return _core.github(reports, base=base, docs_url=pages)


def _width() -> int:
    # Imported where something was found: a check that finds nothing should not wait for it.
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def _shown(report: "Report") -> Counter[str]:
    """Return how many findings of each severity are shown."""
    counts = report.counts
    return Counter(error=counts["error"], warning=counts["warning"], info=counts["info"] - report.hidden)


def _summary(reports: "Reports", given: argparse.Namespace, unknown: int, where: str) -> str:
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for _, report in reports:
        found.update(_shown(report))
        total.update(
            hidden=report.hidden,
            milder=report.milder,
            suppressed=report.suppressed,
            safe=report.counts["fixable"],
            unsafe=report.counts["unsafe_fixable"],
        )
    hidden = total["hidden"]
    rest = [
        f"{many(unknown, 'project')} not checked" if unknown else "",
        f"{many(hidden, 'info')} (--extend-select info shows {'it' if hidden == 1 else 'them'})"
        if hidden
        else "",
        f"{total['milder']} below --min-severity" if total["milder"] else "",
        f"{total['suppressed']} suppressed" if total["suppressed"] else "",
    ]
    tail = "".join(f"; {part}" for part in rest if part)
    kinds = [many(found[name], name) for name in ("error", "warning", "info") if found[name]]
    if not kinds:
        asked = "errors" if given.min_severity == "error" else "errors or warnings"
        return f"{f'No {asked}' if tail else 'All good'}{where}{tail}"
    kinds[-2:] = [" and ".join(kinds[-2:])]
    fixes = "" if given.fix else _fixes(total["safe"], total["unsafe"])
    return f"Found {', '.join(kinds)}{where}{fixes}{tail}"


def _fixes(safe: int, unsafe: int) -> str:
    """Say how many findings have a fix of either kind."""
    if not unsafe:
        return f" ({safe} fixable with --fix)" if safe else ""
    if not safe:
        return f" ({unsafe} fixable with --fix --unsafe-fixes)"
    return f" ({safe} fixable with --fix, {unsafe} more with --unsafe-fixes)"


def _where(reports: "Reports") -> str:
    if len(reports) == 1:
        root = reports[0][0]
        return "" if root == "." else f" in {root}"
    hit = sum(bool(sum(_shown(report).values())) for _, report in reports)
    return f" in {hit} of {len(reports)} projects" if hit else f" in {len(reports)} projects"
