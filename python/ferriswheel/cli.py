"""From the command line to one command, and from whatever it does to one exit code: the only exit."""

import argparse
import importlib
import os
import re
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn, TextIO

from ferriswheel._core import __version__
from ferriswheel.errors import ScaffoldError, UsageError, nearest, printable
from ferriswheel.show import Screen

_COMMANDS = {
    "new": ("[DEST]", "start a project that builds, tests and checks clean"),
    "check": ("[PATH …]", "find contradictions between the Rust and the Python side"),
    "rule": ("[NAME]", "explain a rule, or list them all"),
}
_INTERRUPTED = 130
_TRACE = 2


class _Parser(argparse.ArgumentParser):
    """Raises what argparse would print, so that there is one place that ends the program."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, f"see `{self.prog} --help`")


class _Formatter(argparse.HelpFormatter):
    """Leaves room for the longest option, so that each has one line."""

    def __init__(self, prog: str) -> None:
        """Use the width of the terminal, as far as lines stay easy to read."""
        width = min(shutil.get_terminal_size().columns, 100)
        super().__init__(prog, max_help_position=28, width=width)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command that `arguments` (default: those of the process) name, and exit with its code."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run(sys.argv[1:] if arguments is None else list(arguments)))


def _run(arguments: list[str]) -> int:
    # Until the options are read; an error in them has to be shown as well.
    screen = Screen(color=_wants_color("auto", sys.stderr), quiet=False)
    verbose = 0
    try:
        given = _parse(arguments)
        screen, verbose = given.screen, given.verbose
        code = int(given.run(given))
        sys.stdout.flush()
    except ScaffoldError as error:
        screen.error(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        screen.error("interrupted; nothing was left half-written")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        screen.error(f"{error.filename or 'the system says'}: {error.strerror or error}")
        return ScaffoldError.exit_code
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - the last resort, for a panic of the core as well
        _own_up(error, screen, verbose)
        return ScaffoldError.exit_code
    return code


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _program() -> str:
    name = Path(sys.argv[0]).stem
    return f"{Path(sys.executable).stem} -m ferriswheel" if name == "__main__" else name


def _parse(arguments: list[str]) -> argparse.Namespace:
    program = _program()
    parser = _Parser(
        prog=program,
        usage="%(prog)s [options] COMMAND …",
        description="Start, check and keep Python packages with a Rust core.",
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", metavar="", dest="command")
    parser.set_defaults(color="auto", quiet=False, verbose=0, no_input=False, version=False, program=program)
    parsers = {}
    for name, (operands, summary) in _COMMANDS.items():
        parsers[name] = commands.add_parser(
            name,
            usage=f"{program} {name} [options] {operands}",
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        # A command that is not named is not imported: most start faster without the others.
        if name in arguments:
            command = importlib.import_module(f"ferriswheel.commands.{name}")
            command.options(parsers[name])
            parsers[name].set_defaults(run=command.run)
    for each in (parser, *parsers.values()):
        _add_common(each)
    given, unknown = parser.parse_known_args(arguments)
    used = parsers.get(given.command, parser)
    if unknown:
        known = re.findall(r"--[a-z][a-z-]*", used.format_help())
        raise UsageError(f"`{used.prog}` has no option `{unknown[0]}`", nearest(unknown[0], set(known)))
    if given.version:
        given.run = _show_version
    elif given.command is None:
        given.run = _show_help
        given.help = parser.format_help().rstrip()
    given.screen = Screen(color=_wants_color(given.color, sys.stdout), quiet=given.quiet)
    return given


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Declare what every command understands, before its name or after it."""
    group = parser.add_argument_group("everywhere")
    kept = argparse.SUPPRESS  # What stands before the name is not reset after it.
    choices = ("auto", "always", "never")
    group.add_argument("--color", choices=choices, metavar="WHEN", help="auto, always or never", default=kept)
    group.add_argument("-q", "--quiet", action="store_true", help="say only what is wrong", default=kept)
    group.add_argument("-v", "--verbose", action="count", help="-vv shows the trace of a bug", default=kept)
    group.add_argument("--no-input", action="store_true", help="never ask", default=kept)
    versions = "show the versions of the tool and its template"
    group.add_argument("--version", action="store_true", help=versions, default=kept)


def _wants_color(choice: str, stream: TextIO) -> bool:
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _show_version(given: argparse.Namespace) -> int:
    from ferriswheel import about

    given.screen.raw(f"ferriswheel {__version__} (template {about.template_versions()[-1]})")
    return 0


def _show_help(given: argparse.Namespace) -> int:
    given.screen.raw(given.help)
    return ScaffoldError.exit_code


def _own_up(error: BaseException, screen: Screen, verbose: int) -> None:
    """Say in one line that this is a bug of ours; `-vv` shows where."""
    from ferriswheel import about

    if verbose >= _TRACE:
        import traceback

        sys.stderr.write(printable("".join(traceback.format_exception(error))))
    what = f"{type(error).__name__}: {error}".partition("\n")[0]
    screen.error(
        f"this is a bug: {what}", f"please report it with the output of -vv: {about.address('Issues')}"
    )
