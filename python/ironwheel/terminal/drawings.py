"""What is drawn on a terminal: trees and tables (door: rich, with `show`)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ironwheel.errors import printable
from ironwheel.terminal import palette

if TYPE_CHECKING:
    from ironwheel._core import Fact, Rule

_ACCENT, _DONE, _FAINT, _WARNING, _WRONG = (
    palette.named(color)
    for color in (palette.ACCENT, palette.DONE, palette.FAINT, palette.WARNING, palette.WRONG)
)
_SEVERITIES = {"error": f"bold {_WRONG}", "warning": f"bold {_WARNING}", "info": _ACCENT}
_FIXES = {"safe": _DONE, "unsafe": _WARNING}


def tree(paths: Sequence[str]) -> Tree:
    """Draw the files at `paths` in their folders."""
    root = Tree("", guide_style=_FAINT, hide_root=True)
    folders = {"": root}

    def folder(path: str) -> Tree:
        if path not in folders:
            above, _, name = path.rpartition("/")
            folders[path] = folder(above).add(Text(f"{printable(name)}/", style=f"bold {_ACCENT}"))
        return folders[path]

    # Folders first, as an editor shows them.
    for path in sorted(paths, key=lambda path: ("/" not in path, path)):
        above, _, name = path.rpartition("/")
        folder(above).add(Text(printable(name)))
    return root


def wheels(made: "Sequence[Fact]") -> Table:
    """Draw the platforms that wheels are made for, each beside the Pythons that can install them."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("wheels", overflow="fold")
    table.add_column("for", overflow="fold")
    for fact in made:
        table.add_row(Text(fact["value"] or "-"), Text(fact["note"], _FAINT))
    return table


def rules(catalogue: "Sequence[Rule]") -> Table:
    """Draw a table of `catalogue`."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("rule", no_wrap=True)
    table.add_column("severity")
    table.add_column("fix")
    table.add_column("summary", ratio=1)
    for rule in catalogue:
        family, name = rule["family"], rule["id"].partition("/")[2]
        fix = rule["fix"] or ""
        table.add_row(
            Text.assemble((f"{family}/", _FAINT), name),
            Text(rule["severity"], _SEVERITIES[rule["severity"]]),
            Text(fix, _FIXES.get(fix, "")),
            Text(rule["summary"]),
        )
    return table


def facts(known: "Sequence[tuple[Fact, Sequence[str]]]") -> Table:
    """Draw facts, each beside its places, with room between their topics."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style=_ACCENT, no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    table.add_column(style=_FAINT, overflow="fold", ratio=1)
    before: Fact | None = None
    for fact, places in known:
        if before and before["topic"] != fact["topic"]:
            table.add_row()
        text = Text(fact["value"] or "-", "bold" if fact["value"] else _FAINT)
        if fact["note"]:
            text.append(f"  {fact['note']}", f"not bold {_FAINT}")
        is_next = before is not None and before["name"] == fact["name"]
        table.add_row("" if is_next else fact["name"], text, Text(printable(", ".join(places))))
        before = fact
    return table
