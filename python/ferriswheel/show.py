"""Show lines, plans, patches, progress and pages on a terminal (door: rich)."""

import functools
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ferriswheel.errors import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.tree import Tree

    from ferriswheel._core import Change

_PATCH_STYLES = {"---": "bold", "+++": "bold", "@@ ": "cyan", "+": "green", "-": "red"}
_NARROW = 96


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
        sys.stdout.write(f"{text}\n")

    def line(self, text: str = "") -> None:
        """Print one line."""
        if not self.quiet:
            self.raw(printable(text))

    def error(self, message: str, hint: str = "") -> None:
        """Print on the error output what is wrong and what to do next."""
        red, reset = ("\x1b[1;31m", "\x1b[0m") if self.color else ("", "")
        sys.stderr.write(f"{red}error:{reset} {printable(message)}\n")
        if hint:
            sys.stderr.write(f"  {printable(hint)}\n")

    def title(self, text: str) -> None:
        """Print a line that stands out."""
        self._marked("", "", text, "bold")

    def done(self, text: str) -> None:
        """Print that something is done."""
        self._marked("✓ ", "bold green", text)

    def warning(self, text: str) -> None:
        """Print what the person should know."""
        self._marked("! ", "bold yellow", text)

    def commands(self, lines: Sequence[str]) -> None:
        """Print the commands that the person may run next."""
        for command in lines:
            self._marked("  ", "", command, "cyan")

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Show on a terminal that `what` is going on."""
        from rich.text import Text

        if not sys.stdout.isatty():
            yield
            return
        with self._console.status(Text(printable(what)), spinner="dots"):
            yield

    def overview(self, title: str, paths: Sequence[str], wheels: Mapping[str, Sequence[str]]) -> None:
        """Show a panel with the tree of files that will be made and the wheels that will be released.

        Args:
            title: What is made.
            paths: The files, with `/`.
            wheels: For each platform the Pythons that its wheels are for.
        """
        from rich import box
        from rich.console import Group
        from rich.panel import Panel
        from rich.table import Table
        from rich.text import Text

        tree = _tree(paths)
        body: Tree | Group | Table = tree
        if wheels and self._console.width < _NARROW:
            body = Group(tree, "", _wheels(wheels))
        elif wheels:
            body = Table.grid(padding=(0, 3))
            body.add_row(tree, _wheels(wheels))
        heading = Text(f" {printable(title)} ", style="bold")
        self._console.print()
        self._console.print(
            Panel.fit(body, title=heading, box=box.ROUNDED, border_style="cyan", padding=(1, 2)),
            soft_wrap=False,
        )

    def patch(self, changes: "Sequence[Change]") -> None:
        """Print `changes` as a patch."""
        import difflib

        from rich.text import Text

        for change in changes:
            before, after = change["before"], change["after"]
            old = "/dev/null" if before is None else f"a/{change['path']}"
            new = "/dev/null" if after is None else f"b/{change['path']}"
            for text in difflib.unified_diff(_lines(before), _lines(after), old, new):
                style = next((style for start, style in _PATCH_STYLES.items() if text.startswith(start)), "")
                self._console.print(Text(printable(text.removesuffix("\n")), style=style))
                if not text.endswith("\n"):
                    self._console.print("\\ No newline at end of file")

    def page(self, markdown: str) -> None:
        """Print a page of Markdown, set for reading on a terminal and as it is elsewhere."""
        if not self._console.is_terminal:
            self.raw(markdown)
            return
        from rich.markdown import Markdown

        self._console.print(Markdown(markdown), soft_wrap=False, width=min(self._console.width, 100))

    @functools.cached_property
    def _console(self) -> "Console":
        from rich.console import Console

        return Console(
            # A file or a pipe that wants colour says so; a terminal says which it has.
            color_system=None if not self.color else "auto" if sys.stdout.isatty() else "standard",
            force_terminal=self.color or None,
            no_color=not self.color,
            quiet=self.quiet,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )

    def _marked(self, mark: str, mark_style: str, text: str, style: str = "") -> None:
        from rich.text import Text

        self._console.print(Text.assemble((mark, mark_style), (printable(text), style)))


def _lines(content: bytes | None) -> list[str]:
    # `str.splitlines` would also end a line at a form feed, which is none in a file.
    return io.StringIO((content or b"").decode("utf-8", "backslashreplace"), newline="\n").readlines()


def _tree(paths: Sequence[str]) -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    root = Tree("", guide_style="dim", hide_root=True)
    folders = {"": root}

    def folder(path: str) -> Tree:
        if path not in folders:
            above, _, name = path.rpartition("/")
            folders[path] = folder(above).add(Text(f"{printable(name)}/", style="bold blue"))
        return folders[path]

    # Folders first, as an editor shows them.
    for path in sorted(paths, key=lambda path: ("/" not in path, path)):
        above, _, name = path.rpartition("/")
        folder(above).add(Text(printable(name)))
    return root


def _wheels(wheels: Mapping[str, Sequence[str]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    pythons = list(dict.fromkeys(python for served in wheels.values() for python in served))
    table = Table(box=None, header_style="bold", padding=(0, 1))
    table.add_column("wheels", no_wrap=True)
    for python in pythons:
        table.add_column(python, justify="center")
    for platform, served in wheels.items():
        table.add_row(platform, *(Text("✓" if python in served else "", style="green") for python in pythons))
    return table
