"""From the command line to one command, and from whatever it does to one exit code."""

import argparse
import functools
import importlib
import os
import re
import signal
import sys
from collections.abc import Collection, Sequence
from types import FrameType

from ironwheel import commands
from ironwheel._core import __version__
from ironwheel.about import NAME
from ironwheel.errors import ScaffoldError, UsageError, choices, nearest, printable
from ironwheel.terminal.screen import Screen

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from typing import NoReturn, TextIO

_COMMANDS = {
    "new": ("[DEST]", "start a project that builds, tests and checks clean"),
    "init": ("[DEST]", "start a project in this folder, as `new .` does"),
    "update": ("[PATH]", "bring a project to a newer template version, or change its answers"),
    "adopt": ("[PATH]", "put an existing project under the template without overwriting anything"),
    "check": ("[PATH …]", "find contradictions between the Rust and the Python side"),
    "audit": ("[FILE_OR_DIR …]", "inspect built wheels and source distributions"),
    "show": ("[PATH]", "show the project's resolved facts and where each is set"),
    "version": ("[VALUE]", "show the version and where it is written, or write another one everywhere"),
    "doctor": ("[PATH] [-- COMMAND …]", "say why a project does not build here, or why its import fails"),
    "rule": ("[NAME]", "explain a rule, or list them all"),
    "completion": ("SHELL", "print a shell completion script"),
    "help": ("[COMMAND]", "show this help, or that of a command"),
}
# Commands that are others by another name, and what is given to those.
_SAME = {"init": ("new", {"dest": "."})}
# For these, what stands after `--` is the command line of another program.
_PASSING = {"doctor"}
_TRACE = 2


class _Parser(argparse.ArgumentParser):
    """Raises what argparse would print, so that there is one place that ends the program."""

    def error(self, message: str) -> "NoReturn":
        if wrong := re.fullmatch(r"argument (.+): invalid choice: '?(.*?)'? \(choose from (.*)\)", message):
            argument, word, listed = wrong.groups()
            offer = nearest if argument == "COMMAND" else choices
            raise UsageError(
                f"{argument}: `{word}` is not a valid choice", offer(word, re.findall(r"[\w-]+", listed))
            )
        raise UsageError(message, f"see `{self.prog} --help`")

    def format_help(self) -> str:
        """Use the width of the terminal, as far as lines stay easy to read."""
        import shutil

        width = min(shutil.get_terminal_size().columns, 100)
        self.formatter_class = functools.partial(_Formatter, width=width)
        return super().format_help()


class _Formatter(argparse.HelpFormatter):
    """Leaves room for the longest option, so that each has one line."""

    def __init__(self, prog: str, width: int = 80) -> None:
        """Take a width: argparse makes a formatter for each option, and would ask the terminal each time."""
        super().__init__(prog, max_help_position=28, width=width)

    def add_argument(self, action: argparse.Action) -> None:
        """List the commands as themselves, not as the choices of an argument without a name."""
        if isinstance(action, argparse._SubParsersAction):
            self.add_arguments(action._get_subactions())
        else:
            super().add_argument(action)


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name, and return its exit code.

    Raises:
        KeyboardInterrupt: The person, or the system, wants it to end.
    """
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # It was closed before we came.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as we run
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # Until the options are read; an error in them has to be shown as well.
    screen = Screen(color=_wants_color("auto", sys.stderr), quiet=False)
    verbose = 0
    try:
        given = _parse(arguments)
        screen, verbose = given.screen, given.verbose
        return int(given.run(given))
    except (ScaffoldError, OSError) as error:
        if _follows_interrupt(error):
            raise KeyboardInterrupt from error
        if isinstance(error, ScaffoldError):
            screen.error(error.message, error.hint)
        else:
            screen.error(f"{error.filename or 'system error'}: {error.strerror or error}")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - the last resort, for a panic of the core as well
        _own_up(error, screen, verbose)
    return ScaffoldError.exit_code


def _follows_interrupt(error: BaseException | None) -> bool:
    """Return whether `error` came up while an interrupt was on its way out."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def _interrupt(_signal: int, _frame: FrameType | None) -> "NoReturn":
    raise KeyboardInterrupt


def _program() -> str:
    name = _stem(sys.argv[0])
    return f"{_stem(sys.executable)} -m {NAME}" if name == "__main__" else name


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def _parsers(program: str, named: Collection[str]) -> tuple[_Parser, dict[str, _Parser]]:
    """Return the parser of the command line and those of the commands; only the `named` ones know their options."""
    parser = _Parser(
        prog=program,
        usage="%(prog)s [options] COMMAND …",
        description="Start, check and keep Python packages with a Rust core.",
        formatter_class=_Formatter,
        allow_abbrev=False,
        add_help=False,
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", prog=program)
    parser.set_defaults(
        color="auto", quiet=False, verbose=0, no_input=False, help=False, version=False, program=program
    )
    parsers = {}
    for name, (operands, summary) in _COMMANDS.items():
        parsers[name] = subparsers.add_parser(
            name,
            prog=f"{program} {name}",
            usage=f"%(prog)s [options] {operands}",
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            formatter_class=_Formatter,
            allow_abbrev=False,
            add_help=False,
        )
        # A command that is not named is not imported: most start faster without the others.
        if name == "help":
            parsers[name].add_argument(
                "topic", metavar="COMMAND", nargs="?", choices=(*_COMMANDS,), help="a command"
            )
        elif name in named:
            module, fixed = _SAME.get(name, (name, {}))
            command = importlib.import_module(f"{commands.__name__}.{module}")
            command.options(parsers[name])
            parsers[name].set_defaults(run=command.run, **fixed)
    for each in (parser, *(parsers[name] for name in parsers if name in named)):
        _add_common(each)
    return parser, parsers


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    program = _program()
    own, other = _split(arguments)
    parser, parsers = _parsers(program, own)
    parser.set_defaults(whole=lambda: _parsers(program, _COMMANDS)[0], other=other)
    given, unknown = parser.parse_known_args(own)
    used = parsers.get(given.command, parser)
    page = parsers.get(given.topic, parser) if given.command == "help" else used
    if unknown:
        raise _not_understood(unknown[0], used)
    if given.version:
        given.run = _show_version
    elif given.help or given.command in (None, "help"):
        given.run = _show_help
        given.page = page.format_help()
    if given.color == "never":
        # For those who draw on the screen beside us: the questions, cargo, git.
        os.environ["NO_COLOR"] = "1"
    given.screen = Screen(color=_wants_color(given.color, sys.stdout), quiet=given.quiet)
    return given


def _split(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return our own command line, and that of another program where a command takes one."""
    command = next((word for word in arguments if word in _COMMANDS), None)
    if command not in _PASSING or "--" not in arguments:
        return arguments, ()
    end = arguments.index("--")
    return arguments[:end], arguments[end + 1 :]


def _not_understood(word: str, used: argparse.ArgumentParser) -> UsageError:
    if not word.startswith("-"):
        return UsageError(f"`{used.prog}` takes no argument `{word}`", f"see `{used.prog} --help`")
    option = word.partition("=")[0]
    known = re.findall(r"--[a-z][a-z-]*", used.format_help())
    return UsageError(f"`{used.prog}` has no option `{option}`", nearest(option, set(known)))


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Declare what every command understands, before its name or after it."""
    group = parser.add_argument_group("global options")
    kept = argparse.SUPPRESS  # What stands before the name is not reset after it.
    group.add_argument("-h", "--help", action="store_true", help="show this help", default=kept)
    choices = ("auto", "always", "never")
    group.add_argument(
        "--color", choices=choices, metavar="WHEN", help="use colours: auto, always or never", default=kept
    )
    group.add_argument(
        "-q", "--quiet", action="store_true", help="print only problems and requested output", default=kept
    )
    group.add_argument(
        "-v",
        "--verbose",
        action="count",
        help="say more; with -vv, show the traceback of a bug",
        default=kept,
    )
    group.add_argument("--no-input", action="store_true", help="never prompt", default=kept)
    versions = "show the version of the program and of its template"
    group.add_argument("-V", "--version", action="store_true", help=versions, default=kept)


def _wants_color(choice: str, stream: "TextIO") -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    # In a log that shows colours, somebody has set one of these.
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _show_version(given: argparse.Namespace) -> int:
    from ironwheel.template import bundle

    given.screen.raw(f"{NAME} {__version__} (template {bundle.versions()[-1]})")
    return 0


def _show_help(given: argparse.Namespace) -> int:
    given.screen.raw(given.page.rstrip())
    return 0 if given.help or given.command else ScaffoldError.exit_code


def _own_up(error: BaseException, screen: Screen, verbose: int) -> None:
    """Say in one line that this is a bug of ours; `-vv` shows where."""
    from ironwheel import about

    if verbose >= _TRACE:
        import traceback

        sys.stderr.write(printable("".join(traceback.format_exception(error))))
    what = f"{type(error).__name__}: {error}".partition("\n")[0]
    screen.error(f"this is a bug: {what}", f"please report it with the output of -vv: {about.ISSUES}")
