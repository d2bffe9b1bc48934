"""Which rules are run, as options of a command and as the core is asked."""

import argparse

from ironwheel import _core
from ironwheel.errors import UsageError

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from typing import Any


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options that select rules."""
    which = parser.add_argument_group("rule selection (NAME: a rule, a family of rules, or `info`)")
    which.add_argument("--select", metavar="NAME", action="append", type=_names, help="run only these rules")
    which.add_argument("--ignore", metavar="NAME", action="append", type=_names, help="skip these rules")
    which.add_argument(
        "--extend-select", metavar="NAME", action="append", type=_names, help="run these rules as well"
    )
    which.add_argument(
        "--min-severity",
        metavar="SEVERITY",
        choices=("error", "warning", "info"),
        default="info",
        help="report this severity and above: error, warning or info",
    )


def of(given: argparse.Namespace) -> "dict[str, Any]":
    """Return what the options select, as keyword arguments of the core."""
    return {
        "select": _flat(given.select) if given.select else None,
        "ignore": _flat(given.ignore or []),
        "extend_select": _flat(given.extend_select or []),
        "min_severity": given.min_severity,
    }


def refused(error: _core.SelectionError, given: argparse.Namespace) -> UsageError:
    """Return what the person is told of a name that selects nothing."""
    lists = f"`{given.program} rule` lists all rules, by family"
    return UsageError(str(error), "" if "did you mean" in str(error) else lists)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _flat(lists: list[list[str]]) -> list[str]:
    return [name for names in lists for name in names]
