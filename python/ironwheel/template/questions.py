"""How a command line answers the questions of a template, or leaves them to be asked."""

import argparse
import functools
import json
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ironwheel.errors import AnswerError, choices

# What Copier reads as true or false; it takes anything else for true.
_SWITCHED = {"true", "yes", "y", "t", "on", "1", "false", "no", "n", "f", "off", "0"}


class Question(NamedTuple):
    """A question of our own template, in its newest version.

    Args:
        key: What its answer is stored under.
        help: What a person is asked.
        default: The answer if none is given; None if other answers decide.
        choices: What each possible answer means; empty if any text may be one.
        is_list: Whether several of them may be.
        is_asked: Whether there is an option for it: in some project it is asked.
        is_custom: Whether it is asked only in some presets.
    """

    key: str
    help: str
    default: str | None
    choices: dict[str, str]
    is_list: bool
    is_asked: bool
    is_custom: bool

    @property
    def flag(self) -> str:
        """The option that answers it."""
        return f"--{self.key.replace('_', '-')}"

    @property
    def is_switch(self) -> bool:
        """Whether it is either true or false."""
        return self.choices.keys() == {"true", "false"}


@functools.cache
def known() -> list[Question]:
    """Return the questions of our own template, in their order."""
    table = Path(__file__).with_name("questions.json").read_text("utf-8")
    return [Question(**question) for question in json.loads(table)]


def options(parser: argparse.ArgumentParser, defaults: Mapping[str, str] | None = None) -> None:
    """Declare how answers are given.

    Args:
        parser: Of the command.
        defaults: What the command takes where no answer is given, by question, and the template's default for the
            others; None if it looks into the project.
    """
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
        help="answer a question (repeatable); the options below do the same, with `_` for `-` in KEY",
    )
    group.add_argument("--data-file", metavar="FILE", type=Path, help="read answers from a YAML or JSON file")
    for question in (each for each in known() if each.is_asked):
        group.add_argument(
            question.flag,
            metavar="CHOICE" if question.choices else "TEXT",
            action="append",
            default=[],
            dest="data",
            type=functools.partial(_keyed, question.key),
            help=_described(question, defaults).replace("%", "%%"),
        )


def answers(given: argparse.Namespace) -> dict[str, Any]:
    """Return the answers that are given.

    Raises:
        AnswerError: The file of answers cannot be read, or is none; or what is either true or false is answered
            otherwise.
    """
    from ironwheel.template import answers_file

    lists = {question.key for question in known() if question.is_list}
    file = answers_file.read_data_file(given.data_file, lists) if given.data_file else {}
    found = file | dict(given.data)
    for key in lists:  # An option that is repeated adds to its list.
        several = [value for name, value in given.data if name == key]
        if len(several) > 1 and not any(value.startswith("[") for value in several):
            found[key] = ",".join(filter(None, several))
    for question in known():
        if question.is_switch and found.get(question.key, "true").strip().lower() not in _SWITCHED:
            raise AnswerError(
                f"{question.key}: {found[question.key]!r} is neither true nor false",
                choices("", question.choices),
                question.key,
            )
    return {
        key: f"[{value}]" if key in lists and not value.startswith("[") else value
        for key, value in found.items()
    }


def are_asked(given: argparse.Namespace) -> bool:
    """Return whether the person is to be asked for what is not given."""
    return not (given.defaults or given.no_input) and sys.stdin.isatty() and sys.stdout.isatty()


def words(final: Mapping[str, Any]) -> list[str]:
    """Return the words of a command line, quoted for a shell, that give these answers."""
    flags = {question.key: question.flag for question in known() if question.is_asked}
    found = []
    for key, answer in final.items():
        value = written(answer)
        # An answer that starts with a dash would be taken for an option.
        found += (
            [shlex.quote(f"--data={key}={value}")]
            if key not in flags or value.startswith("-")
            else [flags[key], shlex.quote(value)]
        )
    return found


def written(answer: Any) -> str:
    """Return an answer as it is given on a command line."""
    return ",".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _answer(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return key, value


def _keyed(key: str, value: str) -> tuple[str, str]:
    return key, value


def _described(question: Question, defaults: Mapping[str, str] | None) -> str:
    listed = ", ".join(question.choices)
    if question.is_switch:
        what = f"{question.help} {listed}"
    else:
        what = f"{listed}{' (several as a,b)' if question.is_list else ''}" if listed else question.help
    default = None if defaults is None else defaults.get(question.key, question.default)
    return f"{what} (default: {default or 'nothing'})" if default is not None else what
