"""Why something failed, as people are told it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ironwheel.errors import many
from ironwheel.terminal.screen import Screen

if TYPE_CHECKING:
    from ironwheel._core import Cause, Verdict


def explanation(screen: Screen, verdict: "Verdict") -> None:
    """Print what a log tells: its causes, the best first, or that we know none."""
    if verdict["causes"]:
        _causes(screen, verdict["causes"])
    elif verdict["failed"]:
        screen.problem("it is not known why this failed")
        if first := verdict["first_error"]:
            screen.detail(f"line {first['line']}", first["text"])
        else:
            screen.detail("", "the log is empty")
    elif verdict["notes"]:
        screen.done(f"nothing failed; {many(len(verdict['notes']), 'note')}:")
        _causes(screen, verdict["notes"])
    else:
        screen.done("nothing in the log tells of a failure")


def _causes(screen: Screen, causes: "Sequence[Cause]") -> None:
    for cause in causes:
        screen.problem(cause["title"])
        screen.detail(f"line {cause['line']}", cause["text"])
        screen.detail("to do", cause["mend"])
        screen.detail("kind", cause["id"])
