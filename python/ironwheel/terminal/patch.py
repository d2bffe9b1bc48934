"""Write a change as a patch that git and `patch -p1` can apply."""

import difflib
import io
import os
import string
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel.errors import printable

if TYPE_CHECKING:
    from ironwheel._core import Change

_PLAIN = f"{string.ascii_letters}{string.digits} ./_-"


# The modes of a file before and after a change, as git has them; None where it does not matter or there is no file.
Modes = tuple[int | None, int | None]


def named(folder: str, path: str) -> str:
    """Return what a patch calls a file in `folder`: the way to it from where we are, or else from the top of the disk."""
    file, here = Path(os.path.abspath(Path(folder, path))), Path.cwd()
    return file.relative_to(here if file.is_relative_to(here) else file.anchor).as_posix()


def lines(path: str, change: "Change", modes: Modes = (None, None)) -> Iterator[str]:
    """Give the lines of `change` in the form of git, which knows empty files, links and any name."""
    before, after = change["before"], change["after"]
    old, new = (_quoted(f"{side}/{path}") for side in "ab")
    old_mode, new_mode = (f"{mode or 0o100644:o}" for mode in modes)
    yield f"diff --git {old} {new}\n"
    if before is None:
        yield f"new file mode {new_mode}\n"
        old = "/dev/null"
    if after is None:
        yield f"deleted file mode {old_mode}\n"
        new = "/dev/null"
    if None not in (before, after) and None not in modes and old_mode != new_mode:
        yield f"old mode {old_mode}\nnew mode {new_mode}\n"
    # A tab ends a name with a space in it.
    old, new = (f"{name}\t" if " " in name else name for name in (old, new))
    for line in difflib.unified_diff(_lines(before), _lines(after), old, new):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield "\\ No newline at end of file\n"


def _quoted(name: str) -> str:
    if name == printable(name) and not {'"', "\\", "\n"} & set(name):
        return name
    plain = (chr(byte) if chr(byte) in _PLAIN else f"\\{byte:03o}" for byte in os.fsencode(name))
    return f'"{"".join(plain)}"'


def _lines(content: bytes | None) -> list[str]:
    # `str.splitlines` would also end a line at a form feed, which is none in a file.
    return io.StringIO((content or b"").decode("utf-8", "surrogateescape"), newline="\n").readlines()
