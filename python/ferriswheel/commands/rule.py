"""`scaffold rule`: explain a rule, or list them all."""

import argparse

from ferriswheel import _core
from ferriswheel.errors import UsageError, nearest


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="the rule, as family/name")
    parser.add_argument("--all", action="store_true", help="list all rules; the same as no NAME")


def run(given: argparse.Namespace) -> int:
    """Print the page of a rule, or the list of all.

    Raises:
        UsageError: There is no such rule.
    """
    screen = given.screen
    rules = {rule["id"]: rule for rule in _core.rules()}
    if given.name and not given.all:
        if given.name not in rules:
            raise UsageError(f"there is no rule `{given.name}`", nearest(given.name, rules))
        screen.page(rules[given.name]["documentation"])
        return 0
    width = max(map(len, rules), default=0)
    for rule in rules.values():
        screen.raw(f"{rule['id']:{width}}  {rule['severity']:7}  {rule['summary']}")
    return 0
