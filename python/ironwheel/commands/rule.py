"""`scaffold rule`: explain a rule, or list them all."""

import argparse

from ironwheel import _core
from ironwheel.errors import UsageError, nearest

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from ironwheel._core import Rule


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="a rule, a family of rules, or a part of their names"
    )
    parser.add_argument("--all", action="store_true", help="list all rules (the default without NAME)")


def run(given: argparse.Namespace) -> int:
    """Print the page of a rule, or the list of all.

    Raises:
        UsageError: There is no such rule, or both one and all are asked for.
    """
    if given.name and given.all:
        raise UsageError("NAME and `--all` cannot be combined", "leave out one of them")
    screen = given.screen
    rules = _core.rules()
    if given.name:
        word = given.name.lower()
        known = rules
        rules = [rule for rule in known if word in _names(rule)]
        # What is in a name comes before what is only in a summary.
        rules = rules or [rule for rule in known if word in rule["id"]]
        rules = rules or [rule for rule in known if word in rule["summary"].lower()]
        if not rules:
            names = {name for rule in known for name in _names(rule)}
            hint = nearest(given.name, names) or f"`{given.program} rule` lists them all"
            raise UsageError(f"there is no rule `{given.name}`", hint)
        if len(rules) == 1 and word != rules[0]["family"]:
            screen.title(f"{rules[0]['id']} · {rules[0]['severity']}\n")
            screen.page(rules[0]["page"])
            return 0
    screen.rules(rules)
    return 0


def _names(rule: "Rule") -> tuple[str, str, str]:
    return rule["id"], rule["family"], rule["id"].partition("/")[2]
