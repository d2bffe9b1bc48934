"""The messages for a command that cannot do its work: what is wrong, where, what to do next."""

from collections.abc import Iterable

from ironwheel import _core

_FEW = 12


class ScaffoldError(Exception):
    """A command could not do its work, and nothing was written.

    Args:
        message: What is wrong and where, as a phrase.
        hint: What to do next.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep both for the one place that prints them."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ScaffoldError):
    """The command line asks for something that there is not."""


class AnswerError(ScaffoldError):
    """An answer is refused, unknown or missing.

    Args:
        message: What is wrong.
        hint: What to do next.
        question: The key of the question, if it is about one.
    """

    def __init__(self, message: str, hint: str = "", question: str = "") -> None:
        """Keep the question for whoever can answer it otherwise."""
        super().__init__(message, hint)
        self.question = question


class FilesError(ScaffoldError):
    """A file or folder is not what it has to be, or may not be written."""


class TemplateError(ScaffoldError):
    """A template cannot be had or cannot be rendered."""


class ToolError(ScaffoldError):
    """A program that we start is missing or has failed."""


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint that offers the name in `names` which is nearest to `name`, or all if they are few."""
    known = sorted(names)
    if near := _core.nearest(_unicode(name), known):
        return f"did you mean `{near}`?"
    return f"choose from: {', '.join(known)}" if len(known) <= _FEW else ""


def choices(name: str, names: Iterable[str]) -> str:
    """Return a hint that offers all choices, in their order; if they are many, the one that is nearest to `name`."""
    known = list(names)
    if len(known) > _FEW:
        return nearest(name, known)
    others = ", ".join(known[:-1])
    return f"choose {others} or {known[-1]}" if others else f"choose {known[-1]}"


def many(count: int, what: str) -> str:
    """Return `count` and the noun `what` in the number that it asks for."""
    return f"{count} {what}" if count == 1 else f"{count} {what}{'es' if what.endswith('x') else 's'}"


def printable(text: str) -> str:
    """Return `text` with every character escaped that could act on a terminal, turn a line around, or hide."""
    return _core.printable(_unicode(text.expandtabs()))


def _unicode(text: str) -> str:
    """Return `text` without halves of characters, which names of files may have."""
    return text.encode("utf-8", "backslashreplace").decode()
