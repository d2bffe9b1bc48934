"""How a version, its places, and what another one changes are told on a terminal."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ironwheel.disk.places import named
from ironwheel.errors import many

if TYPE_CHECKING:
    from ironwheel._core import Setting, Source, Spot, Version
    from ironwheel.terminal.screen import Screen

_WHAT = {
    "crate": "the crate",
    "workspace": "the workspace",
    "member": "another crate",
    "project": "[project]",
    "distribution": "another distribution",
    "requirement": "a requirement",
    "pin": "a pin",
    "cargo-lock": "a lock entry",
    "uv-lock": "a lock entry",
    "constant": "a constant",
    "docs": "the docs",
    "citation": "the citation",
    "changelog": "the changelog",
    "configured": "as configured",
    "mention": "a mention",
}
_SOURCES = {
    "crate": "the crate",
    "workspace": "the workspace, which the crate inherits from",
    "project": "[project]",
}
_STYLES = {"differs": "warning", "written": "added", "named": "accent", "left": "accent"}
# A longer path or text has no column.
_WIDEST = 40


class _Row(NamedTuple):
    """What is done with the version at some places of a file, and what they are."""

    word: str
    at: str
    text: str
    what: str


def show(screen: "Screen", root: Path, version: "Version") -> None:
    """Show a version, where the wheel takes it from, and all places, those that differ first; the version alone if quiet."""
    if screen.quiet:
        screen.raw(version["pep440"])
        return
    source = version["source"]
    screen.title(f"{version['name'] or named(root.resolve())} {version['pep440']}{_for_cargo(version)}")
    screen.line(f"The wheel takes it from {_at(root, source)} ({_SOURCES[source['kind']]}).")
    for remark in _remarks(version):
        screen.warning(remark)
    places = version["places"]
    differing = [place for place in places if not place["agrees"] and place["written"]]
    written = [place for place in places if place["agrees"] and place["written"]]
    others = [place for place in places if not place["written"]]
    screen.line()
    groups = {"differs": differing, "written": written, "named": others}
    _list(screen, [row for word, group in groups.items() for row in _rows(root, word, group)])
    screen.line()
    files = {place["path"] for place in places if place["written"]}
    count = many(len(differing) + len(written), "place")
    tail = f"; {many(len(others), 'place')} only named" if others else ""
    screen.line(f"A new version is written to {count} in {many(len(files), 'file')}{tail}.")


def tell(screen: "Screen", root: Path, setting: "Setting", *, is_done: bool) -> None:
    """Tell what another version has changed, or would change, and what it leaves to the person."""
    version = setting["version"]
    change = f"{version['name'] or named(root.resolve())} {setting['before']} => {version['pep440']}"
    title = f"{change}{_for_cargo(version)}"
    if is_done:
        screen.done(title)
    else:
        screen.line(f"Would set {title}")
    base = root.resolve()
    files = {_file(base / setting["folder"], change["path"]) for change in setting["changes"]}
    places = [place for place in version["places"] if place["written"] and place["agrees"]]
    changed = [place for place in places if _file(base, place["path"]) in files]
    _list(screen, list(_rows(root, "written", changed)))
    if not setting["changes"]:
        screen.line("  nothing to write: every place has it")
    for note in setting["notes"]:
        screen.warning(note)
    _list(screen, list(_rows(root, "left", setting["left"])))
    if setting["left"]:
        screen.line(
            "  (what is left has the old version: change it by hand, or name the file in the settings)"
        )


def _remarks(version: "Version") -> Iterator[str]:
    if version["placeholder"]:
        yield "It is a placeholder: CI writes the version of the tag with `--from-tag`."
    if version["separate"]:
        yield "The crate has a numbering of its own, which is left alone."
    if version["owner"]:
        yield f"{version['owner']} sets the version here: a new one needs `--force`."


def _for_cargo(version: "Version") -> str:
    semver = version["semver"]
    if semver is None:
        return " (Cargo has no such version)"
    return f" ({semver} for Cargo)" if semver != version["pep440"] else ""


def _file(folder: Path, path: str) -> str:
    return os.path.normpath(folder / path)


def _at(root: Path, place: "Source | Spot") -> str:
    path = os.path.relpath(_file(root.resolve(), place["path"]))
    return f"{Path(path).as_posix()}:{place['line']}"


def _list(screen: "Screen", rows: "Sequence[_Row]") -> None:
    """Print rows in columns; what is too long for its column moves the rest of its line."""
    width = max((len(row.at) for row in rows if len(row.at) <= _WIDEST), default=0)
    texts = max((len(row.text) for row in rows if len(row.text) <= _WIDEST), default=0)
    for row in rows:
        screen.entry(
            row.word, f"{row.at:{width}}  {row.text:{texts}}  {row.what}".rstrip(), _STYLES[row.word]
        )


def _rows(root: Path, word: str, places: "Sequence[Spot]") -> "Iterator[_Row]":
    """Give a row for each file, kind and text: its first line, and how many more there are."""
    groups: dict[tuple[str, str, str], list[Spot]] = {}
    for place in places:
        groups.setdefault((place["path"], place["kind"], place["text"]), []).append(place)
    for (_, kind, text), same in groups.items():
        more = f" +{len(same) - 1}" if len(same) > 1 else ""
        yield _Row(word, f"{_at(root, same[0])}{more}", text, _WHAT[kind])
