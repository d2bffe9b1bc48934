"""Write a shell completion script (door: shtab)."""

import argparse
from collections.abc import Iterator, Mapping, Sequence

import shtab

from ironwheel import _core

_PLACES = {
    "DEST": shtab.DIRECTORY,
    "FILE": shtab.FILE,
    "PATH": shtab.DIRECTORY,
    "PATH_OR_URL": shtab.DIRECTORY,
}


def script(parser: argparse.ArgumentParser, shell: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return the script for the commands and options of `parser`, with the names of the catalogue.

    All words stand in it, so that a shell completes them without starting us.

    Args:
        parser: Of the whole command line.
        shell: The shell.
        words: What can stand after an option.
    """
    rules = _core.rules()
    names = list(dict.fromkeys(name for rule in rules for name in (rule["family"], rule["id"])))
    for command, action in _actions(parser):
        if action.metavar in _PLACES:
            action.complete = _PLACES[action.metavar]  # type: ignore[attr-defined]
        elif action.metavar == "NAME" and command in ("check", "rule"):
            action.choices = [*names, "info"] if command == "check" else names
        for option in action.option_strings:
            action.choices = words.get(option, action.choices)
    return shtab.complete(parser, shell)


def _actions(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, inner in action.choices.items():
                yield from ((command, each) for each in inner._actions)
