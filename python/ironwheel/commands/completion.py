"""`scaffold completion`: print a shell completion script."""

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
        raise UsageError("SHELL is missing", "choose bash, zsh, fish, powershell or tcsh")
    if " " in given.program:
        raise UsageError(
            f"a shell cannot complete `{given.program}`, which is more than one word",
            "run `scaffold completion`",
        )
    from ironwheel.template import bundle, questions
    from ironwheel.terminal import completion

    words: dict[str, list[str]] = {"--data": []}
    for question in questions.known():
        # A shell would take a choice with spaces for several.
        choices = [choice for choice in question.choices if " " not in choice]
        words["--data"] += [f"{question.key}={choice}" for choice in choices or [""]]
        if choices and question.is_asked:
            words[question.flag] = choices
    words["--to"] = bundle.versions()
    given.screen.raw(completion.script(given.whole(), given.shell, words).rstrip("\n"))
    return 0
