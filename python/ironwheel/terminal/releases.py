"""The picture of a release: which Python is served where, and what is large (door: rich, with `show`)."""

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from ironwheel.errors import many
from ironwheel.terminal import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ironwheel._core import Cell, Picture, Sized

_WIDTH = 100
_GOOD, _LARGER = palette.named(palette.DONE), palette.named(palette.WARNING)
_MEGABYTE = 1_000_000


def drawing(picture: "Picture", *, compared: bool) -> Group:
    """Draw a release: its table, its sizes and, if it is `compared`, what has changed since the other one."""
    parts: list[Table | Text] = [Text(picture["title"], style="bold"), Text()]
    if picture["rows"]:
        parts += [_coverage(picture), Text()]
    parts.append(_total(picture["artifacts"]))
    if compared:
        parts += [Text(), _changes(picture)]
    return Group(*parts)


def exported(pictures: "Sequence[Picture]", form: str, *, compared: bool) -> str:
    """Return the drawings as a document of a format, `svg` or `html`, in which nothing but ours is markup."""
    title = ", ".join(picture["title"] for picture in pictures)
    console = Console(
        record=True, width=_WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    for picture in pictures:
        console.print(drawing(picture, compared=compared))
        console.print()
    return console.export_svg(title=title) if form == "svg" else console.export_html(inline_styles=True)


def _coverage(picture: "Picture") -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("", no_wrap=True)
    for python in picture["pythons"]:
        # Each word has a line of its own, so that columns stay narrow.
        table.add_column(Text(python.replace(" ", "\n")), justify="center")
    for row in picture["rows"]:
        table.add_row(Text(row["platform"]), *map(_cell, row["cells"]))
    return table


def _cell(cell: "Cell") -> Text:
    if not cell["wheel"]:
        return Text("·", "dim")
    # What an older wheel serves by the stable ABI is no wheel of its own.
    return Text(cell["floor"] or "✓", _GOOD if cell["carried"] else f"bold {_GOOD}")


def _total(artifacts: "Sequence[Sized]") -> Text:
    wheels = sum(artifact["path"].endswith(".whl") for artifact in artifacts)
    sources = len(artifacts) - wheels
    counts = [many(wheels, "wheel")] if wheels else []
    counts += [many(sources, "sdist")] if sources else []
    text = Text(f"{' and '.join(counts)}, {_size(sum(artifact['size'] for artifact in artifacts))}")
    largest = max(artifacts, key=lambda artifact: artifact["size"])
    text.append(f"\nlargest: {largest['path']}", "dim")
    text.append(f"\n{_size(largest['size']):>9}, unpacked {_size(largest['unpacked'])}", "dim")
    for file in largest["largest"]:
        text.append(f"\n{_size(file['size']):>9}  {file['path']}", "dim")
        if file["sections"]:
            sections = (f"{section['name']} {_size(section['size'])}" for section in file["sections"])
            text.append(f"\n{'':9}  of which {', '.join(sections)}", "dim")
    return text


def _changes(picture: "Picture") -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("compared", overflow="fold")
    for column in ("before", "now", ""):
        table.add_column(column, justify="right", no_wrap=True)
    for artifact in picture["artifacts"]:
        now, before = artifact["size"], artifact["before"]
        if before is None:
            table.add_row(Text(artifact["path"]), "", _size(now), Text("new", _GOOD))
        else:
            change = (now - before) / before * 100
            style = _LARGER if change > 1 else _GOOD if change < -1 else "dim"
            table.add_row(Text(artifact["path"]), _size(before), _size(now), Text(f"{change:+.1f} %", style))
    for path in picture["gone"]:
        table.add_row(Text(path), "", "", Text("gone", palette.named(palette.WRONG)))
    return table


def _size(count: int) -> str:
    return f"{count / _MEGABYTE:.1f} MB" if count >= _MEGABYTE else f"{count / 1000:.1f} kB"
