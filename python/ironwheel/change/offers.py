"""How the parts that an adoption offers, the answers and the files are told on a terminal."""

from typing import TYPE_CHECKING, Any

from ironwheel import _core
from ironwheel.template import questions

if TYPE_CHECKING:
    from ironwheel.change.adoption import Sorted
    from ironwheel.terminal.screen import Screen

# So wide is the longest switch that is often there.
_WIDTH = len("--with contributing")

# A seed that the project does not have is nothing to speak of.
_LEFT = ("missing", "left to you")


def show(
    screen: "Screen",
    found: "Sorted",
    final: dict[str, Any],
    said: set[str],
    refused: dict[str, str],
    label: str,
) -> None:
    """Show the answers, what becomes of each file, and what the project does otherwise.

    Args:
        screen: Where to.
        found: What the adoption comes to.
        final: All answers.
        said: The questions that the project or the person has answered.
        refused: What the template has against an answer of the project, by question.
        label: What to call the template.
    """
    screen.title(f"Answers for {label}")
    custom = {question.key for question in questions.known() if question.is_custom}
    final = {name: answer for name, answer in final.items() if name in said or name not in custom}
    width = max(map(len, final))
    for name, answer in final.items():
        why = f"rejected {refused[name]}" if name in refused else "" if name in said else "not said; assumed"
        screen.line(
            f"  {name:{width}}  {questions.written(answer) or 'nothing'}{f'   ({why})' if why else ''}"
        )
    reasons = {name: reason for name, reason, _ in _core.parts()}
    for title, is_taken in (("Proposed", True), ("Also in the template", False)):
        offers = [offer for offer in found.adoption["offers"] if offer["is_taken"] == is_taken]
        if offers:
            screen.title(f"\n{title}")
        for name in [name for name in reasons if any(offer["part"] == name for offer in offers)]:
            switch = f"--without {name}" if is_taken else f"--with {name}"
            screen.line(f"  {switch:{_WIDTH}}  {reasons[name]}")
            for offer in offers:
                if offer["part"] == name:
                    screen.line(f"      {offer['what']}")
                    for line in offer["added"] if is_taken else []:
                        screen.line(f"        + {line}")
    listed = {offer["what"] for offer in found.adoption["offers"]}
    rows = [row for row in found.rows if row.path not in listed and (row.state, row.fate) != _LEFT]
    if rows:
        screen.title("\nOther files")
    width = max((len(row.path) for row in rows), default=0)
    for row in rows:
        screen.line(f"  {row.path:{width}}  {row.state:9}  {row.fate}")
    waiting = any("waits for" in row.fate for row in found.rows)
    if others := [other for other in found.adoption["otherwise"] if other["is_ground"] and waiting]:
        screen.title("\nWhere the project differs from what the template expects")
        for other in others:
            screen.line(f"  * {other['what']}")
            screen.line(f"      {other['how']}")
        screen.line("  (* the waiting files need this: change it, then run adopt again)")
    screen.line()
