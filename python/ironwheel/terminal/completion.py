"""Write a shell completion script (door: shtab)."""

import argparse
from collections.abc import Iterator

import shtab

from ironwheel import _core

_PLACES = {"DEST": shtab.DIRECTORY, "FILE": shtab.FILE, "PATH": shtab.DIRECTORY}


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the script for the commands and options of `parser`, with the names of the catalogue.

    All words stand in it, so that a shell completes them without starting us.
    """
    rules = _core.rules()
    names = list(dict.fromkeys(name for rule in rules for name in (rule["family"], rule["id"])))
    for command, action in _actions(parser):
        if action.metavar in _PLACES:
            action.complete = _PLACES[action.metavar]  # type: ignore[attr-defined]
        elif action.metavar == "NAME" and command in ("check", "rule"):
            action.choices = [*names, "info"] if command == "check" else names
    return shtab.complete(parser, shell)


def _actions(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, inner in action.choices.items():
                yield from ((command, each) for each in inner._actions)
