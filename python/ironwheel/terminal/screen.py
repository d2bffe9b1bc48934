"""Show lines, plans, patches, progress and pages on a terminal (door: rich)."""

import functools
import os
import posixpath
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from ironwheel.errors import printable
from ironwheel.terminal import keys, palette

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from typing import IO, AnyStr, TextIO

    from rich.console import Console, RenderableType
    from rich.progress import Progress

    from ironwheel._core import Change, Fact, Location, Picture, Rule
    from ironwheel.terminal.patch import Modes

_POOR = str.maketrans({"✓": "ok", "✗": "x", "…": "...", "·": "-"})
_ENDLESS = 100_000  # a line in a file or a pipe stays whole


class Screen:
    """The terminal, or what stands in for it.

    Args:
        color: Whether to use colours and links.
        quiet: Whether to print only what is wrong.
    """

    def __init__(self, *, color: bool, quiet: bool) -> None:
        """Print nothing yet, and import nothing."""
        self.color = color
        self.quiet = quiet

    def raw(self, text: str) -> None:
        """Print `text`, which is ours and harmless, even when quiet."""
        _say(sys.stdout, f"{text}\n")

    def pass_on(self, stream: str, piece: bytes) -> None:
        """Print what another program has printed on its `stdout` or `stderr`, byte for byte."""
        _write(getattr(sys, stream).buffer, piece)

    def line(self, text: str = "") -> None:
        """Print one line."""
        if not self.quiet:
            self.raw(printable(text))

    def error(self, message: str, hint: str = "") -> None:
        """Print on the error output what is wrong and what to do next."""
        lines = f"{self._styled('error:', 'error')} {printable(message)}\n"
        _say(sys.stderr, lines + (f"  {printable(hint)}\n" if hint else ""))

    def aside(self, text: str) -> None:
        """Print on the error output what is no part of the result."""
        if not self.quiet:
            _say(sys.stderr, f"{printable(text)}\n")

    def title(self, text: str) -> None:
        """Print a line that stands out."""
        self._marked("", text, "bold")

    def done(self, text: str) -> None:
        """Print that something is done."""
        self._marked(self._styled("✓ ", "done"), text)

    def entry(self, word: str, text: str, style: str = "") -> None:
        """Print a line of a list, with the word before it in a style."""
        self._marked(f"  {self._styled(f'{word:8}', style)} ", text)

    def problem(self, text: str) -> None:
        """Print what is wrong, even when quiet."""
        self.raw(self._folded(self._styled("✗ ", "error"), printable(text), 2))

    def detail(self, word: str, text: str) -> None:
        """Print a line that belongs to a problem, with a word that says what it is, even when quiet."""
        self.raw(self._folded(f"  {self._styled(f'{word:9}', 'accent')} ", printable(text), 12))

    def warning(self, text: str) -> None:
        """Print what the person should know."""
        self._marked(self._styled("! ", "warning"), text)

    def commands(self, lines: Sequence[str]) -> None:
        """Print the commands that the person may run next."""
        for command in lines:
            self._marked("  ", command, "accent")

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Show on a terminal that `what` is going on."""
        if self.quiet or not sys.stdout.isatty():
            yield
            return
        from rich.text import Text

        with keys.ignored(), self._console.status(Text(printable(what)), spinner="dots"):
            yield

    @contextmanager
    def progress(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """Give what to tell how many of `total` are done; a terminal shows it once it takes more than a second."""
        if self.quiet or not sys.stdout.isatty():
            yield lambda done: None
            return
        began = time.monotonic()
        with ExitStack() as stack:
            bar: Progress | None = None

            def tell(done: int) -> None:
                nonlocal bar
                if bar is None and time.monotonic() - began > 1:
                    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

                    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
                    bar = stack.enter_context(Progress(*columns, console=self._console, transient=True))
                    bar.add_task(what, total=total)
                if bar is not None:
                    bar.update(bar.task_ids[0], completed=done)

            yield tell

    def rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Print rows of a word and a text, which is wrapped where the terminal ends."""
        import shutil
        import textwrap

        indent = max((len(word) for word, _ in rows), default=0) + 4
        width = max(shutil.get_terminal_size().columns - 1, indent + 20)
        for word, text in rows:
            lines = textwrap.wrap(printable(text), width - indent, break_on_hyphens=False)
            mark = self._styled(f"  {printable(word):{indent - 2}}", "bold")
            self._marked(mark, f"\n{' ' * indent}".join(lines))

    def overview(self, paths: Sequence[str], wheels: "Sequence[Fact]") -> None:
        """Print all files that will be made, as a tree where it is seen, and the wheels that will be released."""
        if self.quiet:
            return
        if not self._is_seen:
            for line in (*paths, *(f"{fact['value']}  {fact['note']}" for fact in wheels)):
                self.line(f"  {line}")
            return
        from rich.console import Group

        from ironwheel.terminal import drawings

        tree = drawings.tree(paths)
        self._draw(Group(tree, "", drawings.wheels(wheels)) if wheels else tree)

    def patch(
        self, folder: str, changes: "Sequence[Change]", modes: "Mapping[str, Modes] | None" = None
    ) -> None:
        """Print `changes` in `folder` as a patch that git and `patch -p1` can apply, even when quiet.

        Args:
            folder: What stands before the paths.
            changes: What changes.
            modes: The modes of files before and after, where they are not just ordinary.
        """
        from ironwheel.terminal import patch

        lines = [
            line
            for change in changes
            for line in patch.lines(
                patch.named(folder, change["path"]),
                change,
                (modes or {}).get(change["path"], (None, None)),
            )
        ]
        if not self._is_seen:
            # Byte for byte: what is escaped would not apply.
            _write(sys.stdout.buffer, "".join(lines).encode("utf-8", "surrogateescape"))
            return
        for line in lines:
            style = next((style for start, style in palette.PATCH.items() if line.startswith(start)), "")
            self.raw(self._styled(printable(line.removesuffix("\n")), style))

    def page(self, markdown: str) -> None:
        """Print a page of Markdown, set for reading on a terminal and as it is elsewhere."""
        if not self._is_seen:
            self.raw(markdown)
            return
        from rich.markdown import Markdown

        self._draw(Markdown(markdown), width=min(self._console.width, 100))

    def rules(self, rules: "Sequence[Rule]") -> None:
        """Print a table of rules, for reading on a terminal and in plain columns elsewhere."""
        if self._is_seen:
            from ironwheel.terminal import drawings

            self._draw(drawings.rules(rules))
            return
        width = max(len(rule["id"]) for rule in rules)
        for rule in rules:
            fix = rule["fix"] or "-"
            self.raw(f"{rule['id']:{width}}  {rule['severity']:7}  {fix:6}  {rule['summary']}")

    def facts(self, prefix: str, facts: "Sequence[Fact]") -> None:
        """Print what a project is, with the places that say so, their paths below `prefix`."""
        known = [(fact, _places(prefix, fact["places"])) for fact in facts]
        if self._is_seen:
            from ironwheel.terminal import drawings

            self._draw(drawings.facts(known))
            return
        for fact, places in known:
            parts = [f"{fact['name']:15}", fact["value"] or "-", fact["note"] and f"({fact['note']})"]
            self.raw(printable("  ".join([*filter(None, parts), *places])))

    def releases(self, pictures: "Sequence[Picture]", *, compared: bool) -> None:
        """Print a picture of each release; if they are `compared`, with what has changed since another one."""
        if self.quiet:
            return
        from ironwheel.terminal import releases

        for picture in pictures:
            self._draw(releases.drawing(picture, compared=compared))
            self.raw("")

    @property
    def _is_seen(self) -> bool:
        """Whether what is printed is meant for eyes, not for a file or a program."""
        return self.color or sys.stdout.isatty()

    @functools.cached_property
    def _console(self) -> "Console":
        from rich.console import Console

        return Console(
            # A file or a pipe that wants colour says so; a terminal says which it has.
            width=None if self._is_seen else _ENDLESS,
            color_system=None if not self.color else "auto" if sys.stdout.isatty() else "standard",
            force_terminal=self.color or None,
            no_color=not self.color,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )

    def _draw(self, drawing: "RenderableType", width: int | None = None) -> None:
        with self._console.capture() as captured:
            self._console.print(drawing, soft_wrap=False, width=width)
        self.raw(captured.get().rstrip("\n"))

    def _folded(self, mark: str, text: str, indent: int) -> str:
        """Return `text` after `mark`; a terminal gets it in lines of its width."""
        if not self._is_seen:
            return mark + text
        import shutil
        import textwrap

        width = max(shutil.get_terminal_size().columns - indent, 40)
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        return mark + f"\n{' ' * indent}".join(lines)

    def _marked(self, mark: str, text: str, style: str = "") -> None:
        if not self.quiet:
            self.raw(mark + self._styled(printable(text), style))

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{palette.STYLES[style]}m{text}\x1b[0m" if self.color and style else text


def _places(prefix: str, given: "Sequence[Location]") -> list[str]:
    """Return places as `path:line`, their paths below `prefix`."""
    from pathlib import PurePath

    base = PurePath(prefix).as_posix()
    paths = [posixpath.normpath(posixpath.join(base, place["path"])) for place in given]
    lines = [f":{place['span']['start']['line']}" if "span" in place else "" for place in given]
    return [path + line for path, line in zip(paths, lines, strict=True)]


def _say(stream: "TextIO", text: str) -> None:
    """Write `text`, in plainer characters where the stream has no others."""
    try:
        text.encode(stream.encoding)
    except UnicodeEncodeError:
        text = text.translate(_POOR)
    _write(stream, text)


def _write(stream: "IO[AnyStr]", text: "AnyStr") -> None:
    """Write `text` and hand it over; that nobody reads it any more is no reason to stop the work."""
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        # Python would try, and complain, once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise
