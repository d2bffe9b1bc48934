"""`scaffold doctor`: say why a project does not build here, or why its import fails."""

import argparse
import json
import signal
import sys
from pathlib import Path

from ironwheel import _core, programs
from ironwheel.disk import places
from ironwheel.errors import UsageError
from ironwheel.terminal import diagnosis, formats


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("path", metavar="PATH", nargs="?", default=".", help="the project (default: .)")
    parser.add_argument(
        "--import",
        dest="imports",
        action="store_true",
        help="say why the import of the installed project fails",
    )
    parser.add_argument("--explain", metavar="FILE", help="explain a log (-: standard input)")
    formats.option(parser, "full", "json")


def run(given: argparse.Namespace) -> int:
    """Say what is wrong with the machine, or explain a log.

    Raises:
        UsageError: There is no project.
        OSError: The log cannot be read.
    """
    if given.explain:
        log = sys.stdin.buffer.read() if given.explain == "-" else Path(given.explain).read_bytes()
        return _explain(given, log)
    if given.other:
        return _attend(given)
    try:
        return _import(given) if given.imports else _machine(given)
    except _core.ProjectNotFoundError as error:
        raise UsageError(str(error), "give a folder whose pyproject.toml builds with maturin") from error


def _explain(
    given: argparse.Namespace, log: bytes, *, failed: bool | None = None, empty: str = "the log is empty"
) -> int:
    """Print why what `log` tells of failed, and return whether something failed."""
    root = Path(places.nearest(given.path))
    verdict = _core.explain(log, failed=failed, root=root)
    if given.output_format == "json":
        given.screen.raw(_core.explain_json(log, failed=failed, root=root))
    else:
        diagnosis.explanation(given.screen, verdict, program=given.program, empty=empty)
    return int(verdict["failed"])


def _attend(given: argparse.Namespace) -> int:
    """Run a command, and explain what it printed if it fails; return whether it did."""
    is_json = given.output_format == "json"

    def pass_on(stream: str, piece: bytes) -> None:
        # What a program reads is ours alone.
        given.screen.pass_on("stderr" if is_json else stream, piece)

    try:
        done = programs.attend(given.other, pass_on)
    except FileNotFoundError:
        return _explain(given, f"sh: {given.other[0]}: command not found\n".encode(), failed=True)
    if done.returncode == 0 and not is_json:
        return 0
    # A shell would say so.
    last = f"\n{signal.strsignal(-done.returncode)}\n" if done.returncode < 0 else ""
    if not is_json:
        given.screen.raw("")
    silent = f"`{given.other[0]}` ended with {done.returncode} and printed nothing"
    return _explain(given, done.stdout + last.encode(), failed=done.returncode != 0, empty=silent)


def _machine(given: argparse.Namespace) -> int:
    """Print what the machine has for the project, and what is installed there; return whether something is missing."""
    from ironwheel.tools import installed, machine

    root = Path(places.nearest(given.path))
    named = _core.module(root)
    with given.screen.working("looking at this machine"):
        facts = machine.look(root)
        found, libraries = installed.look(root, *named, facts["python"]) if named else (None, [])
    seen = (_text(facts), _text(found) if named else None, libraries)
    told = _core.diagnose(root, *seen)
    if given.output_format == "json":
        given.screen.raw(_core.diagnose_json(root, *seen))
    else:
        fine = "the project can be built and tested here"
        diagnosis.rows(given.screen, told, fine, program=given.program, every=given.verbose > 0)
    return int(not told["fit"])


def _import(given: argparse.Namespace) -> int:
    """Print why the import of the installed project fails, and return whether it does.

    Raises:
        UsageError: It is not clear which module the project has.
    """
    from ironwheel.tools import installed, interpreter

    root = Path(places.nearest(given.path))
    named = _core.module(root)
    if named is None:
        raise UsageError(
            "it is not clear which module the project makes",
            f"`{given.program} check` says what is wrong with its manifests",
        )
    module, _ = named
    with given.screen.working(f"importing {module}"):
        found, libraries = installed.look(root, *named, interpreter.ask(root))
    facts = _text(found)
    told = _core.imported(root, facts, libraries)
    if given.output_format == "json":
        given.screen.raw(_core.imported_json(root, facts, libraries))
    else:
        fine = f"`import {module}` works"
        diagnosis.rows(given.screen, told, fine, program=given.program, every=True)
    return int(not told["fit"])


def _text(facts: object) -> str:
    """Return `facts` as JSON; names of files may have halves of characters in them."""
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace").decode()
