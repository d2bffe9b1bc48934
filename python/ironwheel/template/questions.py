"""How a command line answers the questions of a template, or leaves them to be asked."""

import argparse
import sys
from pathlib import Path
from typing import Any


def options(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Declare how answers are given, and return the group for more of it."""
    group = parser.add_argument_group("answers")
    group.add_argument(
        "--defaults", action="store_true", help="ask nothing; use defaults for answers that are not given"
    )
    group.add_argument(
        "--data",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        type=_answer,
        help="answer a question (repeatable)",
    )
    group.add_argument("--data-file", metavar="FILE", type=Path, help="read answers from a YAML or JSON file")
    return group


def answers(given: argparse.Namespace) -> dict[str, Any]:
    """Return the answers that are given.

    Raises:
        AnswerError: The file of answers cannot be read, or is none.
    """
    from ironwheel.template import answers_file

    return (answers_file.read_data_file(given.data_file) if given.data_file else {}) | dict(given.data)


def are_asked(given: argparse.Namespace) -> bool:
    """Return whether the person is to be asked for what is not given."""
    return not (given.defaults or given.no_input) and sys.stdin.isatty() and sys.stdout.isatty()


def _answer(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return key, value
