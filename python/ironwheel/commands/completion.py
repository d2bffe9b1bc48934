"""`scaffold completion`: print the script by which a shell completes our words."""

import argparse

from ironwheel.errors import UsageError


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "shell",
        nargs="?",
        metavar="SHELL",
        choices=("bash", "zsh", "fish", "powershell", "tcsh"),
        help="bash, zsh, fish, powershell or tcsh",
    )


def run(given: argparse.Namespace) -> int:
    """Print the script.

    Raises:
        UsageError: No shell is named, or the program was started as a module, which no shell completes.
    """
    if not given.shell:
        raise UsageError("SHELL is missing", "name bash, zsh, fish, powershell or tcsh")
    if " " in given.program:
        raise UsageError(f"`{given.program}` is no single word to complete", "run `scaffold completion`")
    from ironwheel.terminal import completion

    given.screen.raw(completion.script(given.whole(), given.shell).rstrip("\n"))
    return 0
