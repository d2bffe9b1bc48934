"""How a version, its places, and what another one changes are told on a terminal."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel.errors import many
from ironwheel.terminal.screen import named

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
# More places of one kind are only counted.
_MOST = 8


def show(screen: "Screen", root: Path, version: "Version") -> None:
    """Show a version, where the wheel takes it from, and all places, those that differ first."""
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
    _list(screen, root, "differs", "warning", differing)
    _list(screen, root, "written", "green", written)
    _list(screen, root, "named", "cyan", others)
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
    files = {os.path.normpath(f"{setting['folder']}/{change['path']}") for change in setting["changes"]}
    places = version["places"]
    changed = [place for place in places if place["written"] and place["path"] in files and place["agrees"]]
    _list(screen, root, "written", "green", changed)
    if not setting["changes"]:
        screen.line("  nothing to write: every place has it")
    for note in setting["notes"]:
        screen.warning(note)
    _list(screen, root, "left", "cyan", setting["left"])
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


def _at(root: Path, place: "Source | Spot") -> str:
    path = Path(os.path.normpath(root / place["path"]))
    return f"{named(path) if path.is_absolute() else path.as_posix()}:{place['line']}"


def _list(screen: "Screen", root: Path, word: str, style: str, places: "Sequence[Spot]") -> None:
    rows = list(_rows(root, places))
    if not rows:
        return
    width = min(max(len(row[0]) for row in rows), 44)
    texts = min(max(len(row[1]) for row in rows), 16)
    for at, text, what in rows:
        screen.entry(word, f"{at:{width}}  {text:{texts}}  {what}".rstrip(), style)


def _rows(root: Path, places: "Sequence[Spot]") -> Iterator[tuple[str, str, str]]:
    """Give the place, the text and the kind of each row; many of one kind end in how many more there are."""
    for kind in dict.fromkeys(place["kind"] for place in places):
        same = [place for place in places if place["kind"] == kind]
        shown = same if len(same) <= _MOST + 1 else same[:_MOST]
        for place in shown:
            yield _at(root, place), place["text"], _WHAT[kind]
        if len(shown) < len(same):
            yield f"and {len(same) - len(shown)} more", "", ""
