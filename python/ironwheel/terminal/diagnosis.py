"""Why something failed, as people are told it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ironwheel.errors import many
from ironwheel.terminal.screen import Screen

if TYPE_CHECKING:
    from ironwheel._core import Bearing, Cause, Diagnosis, Row, Verdict


def explanation(screen: Screen, verdict: "Verdict", *, program: str, empty: str) -> None:
    """Print what a log tells: its causes, the best first, or that we know none.

    Args:
        screen: Where.
        verdict: What it tells.
        program: The name by which we were started.
        empty: What to say of a failure of which there is no word.
    """
    if verdict["causes"]:
        _causes(screen, verdict["causes"], program)
        _bearing(screen, verdict["findings"])
    elif verdict["failed"]:
        screen.problem("it is not known why this failed")
        if first := verdict["first_error"]:
            screen.detail(f"line {first['line']}", first["text"])
        else:
            screen.detail("", empty)
    elif verdict["notes"]:
        screen.done(f"nothing failed; {many(len(verdict['notes']), 'note')}:")
        _causes(screen, verdict["notes"], program)
    else:
        screen.done("nothing in the log tells of a failure")


def rows(screen: Screen, diagnosis: "Diagnosis", fine: str, *, program: str, every: bool) -> None:
    """Print what was looked at: what is wrong, and in one line that the rest will do.

    Args:
        screen: Where.
        diagnosis: What was looked at.
        fine: What to say where nothing is wrong.
        program: The name by which we were started.
        every: Whether to print a line for each that will do.
    """
    good = [row for row in diagnosis["rows"] if row["grade"] == "good"]
    for row in diagnosis["rows"]:
        if row not in good:
            _row(screen, row, program)
    _bearing(screen, diagnosis["findings"])
    if every:
        for row in good:
            screen.done(row["found"])
    elif diagnosis["fit"]:
        screen.done(f"{fine} (-v lists {many(len(good), 'check')})")
    elif good:
        screen.line(f"{many(len(good), 'other check')} found nothing wrong (-v lists them)")


def _row(screen: Screen, row: "Row", program: str) -> None:
    tell = screen.problem if row["grade"] == "error" else screen.warning
    tell(row["found"])
    if row["mend"]:
        screen.detail("to do", _ours(row["mend"], program))


def _ours(mend: str, program: str) -> str:
    """Return `mend` with our commands as they are started here; the documentation calls us `scaffold`."""
    return mend.replace("`scaffold ", f"`{program} ")


def _causes(screen: Screen, causes: "Sequence[Cause]", program: str) -> None:
    for cause in causes:
        screen.problem(cause["title"])
        screen.detail(f"line {cause['line']}", cause["text"])
        screen.detail("to do", _ours(cause["mend"], program))
        screen.detail("kind", cause["id"])


def _bearing(screen: Screen, findings: "Sequence[Bearing]") -> None:
    """Print what a check of the project finds that bears on the causes."""
    for finding in findings:
        line = f":{finding['span']['start']['line']}" if "span" in finding else ""
        screen.detail("check", f"{finding['path']}{line}: {finding['message']} ({finding['rule']})")
