"""The lines of a question, and of what stands below it, in the width of the terminal."""

import shutil
import textwrap

from ironwheel.errors import printable

_ROOM = 24  # for an answer beside its question


def asked(question: str, answer: str) -> str:
    """Return `question` in lines that fit, the last of which has room for `answer`."""
    width = shutil.get_terminal_size().columns
    end = "" if len(question) + max(len(answer), _ROOM) + 3 <= width else "\n "
    return textwrap.fill(question, width - 3, subsequent_indent="  ") + end


def below(text: str) -> str:
    """Return `text` in lines that fit below a question."""
    width = shutil.get_terminal_size().columns - 1
    return textwrap.fill(printable(text), width, initial_indent="  ", subsequent_indent="  ")


def refusal(verdict: object) -> str:
    """Return why Copier refuses an answer, without the name of the question, which stands above."""
    return str(verdict).partition("': ")[2] or str(verdict)
