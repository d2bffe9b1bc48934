"""The plan of the Rust code: rooms in the order of their `mod` lines, one door a thing, a first sentence in every file."""

import graphlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"
FILES = sorted(path for path in SOURCE.rglob("*.rs") if path != SOURCE / "lib.rs")
# A file is a room; its path in the tree of modules is its name.
Room = tuple[str, ...]
ROOMS: dict[Room, Path] = {path.relative_to(SOURCE).with_suffix("").parts: path for path in FILES}

# Each entry of a catalogue is a file; a generated list in the file beside the folder names them all.
CATALOGUES: tuple[Room, ...] = (("rules",), ("explain", "causes"))

# The rooms of the reader of Rust that read tokens, and those that read what they mean.
TOKENS = (
    "attributes",
    "class",
    "comments",
    "files",
    "function",
    "imports",
    "macros",
    "respelled",
    "run",
    "spans",
    "taken",
)
TREES = (
    "added",
    "attributes",
    "body",
    "class",
    "declared",
    "expression",
    "files",
    "function",
    "imports",
    "macros",
    "run",
    "taken",
    "types",
)

# What stands outside, and the files through which it is reached.
DOORS = {
    "aho_corasick": {"explain/search.rs"},
    "annotate_snippets": {"output/full.rs"},
    "flate2": {"artifact/unpack.rs"},
    "globset": {"syntax/glob.rs"},
    "granit_parser": {"syntax/yaml/parse.rs"},
    "heck": {"syntax/rust/renaming.rs"},
    "icu_properties": {"text/printable.rs"},
    "ignore": {"engine/discover.rs", "syntax/gitignore.rs"},
    "memchr": {"explain/log.rs", "explain/log/plain.rs", "syntax.rs"},
    "mimalloc": {"doors/memory.rs"},
    "object": {"artifact/binary.rs"},
    "proc_macro2": {"syntax/rust.rs", *(f"syntax/rust/{room}.rs" for room in TOKENS)},
    "pyo3": {
        f"doors/{room}.rs"
        for room in (
            "artifact",
            "asked",
            "cargo",
            "explain",
            "plain",
            "project",
            "py",
            "report",
            "template",
            "text",
            "version",
        )
    },
    "rayon": {"engine/many.rs"},
    "ruff_python_ast": {
        "syntax/python.rs",
        "syntax/python/annotation.rs",
        "syntax/python/beside.rs",
        "syntax/python/compiled.rs",
        "syntax/python/literals.rs",
        "syntax/python/newer.rs",
        "syntax/python/respelled.rs",
        "syntax/python/run.rs",
        "syntax/python/stub.rs",
        "syntax/python/version.rs",
    },
    "ruff_python_parser": {
        "syntax/python.rs",
        "syntax/python/compiled.rs",
        "syntax/python/newer.rs",
        "syntax/python/run.rs",
    },
    "ruff_python_stdlib": {"standards/names.rs"},
    "serde_json": {
        "doors/explain.rs",
        "doors/plain.rs",
        "output/ascii.rs",
        "output/sarif.rs",
        "syntax/actions/json.rs",
    },
    "sha2": {"artifact/unpack.rs", "output/digest.rs"},
    "spdx": {"standards/license.rs"},
    "std::fs": {"tree/disk.rs"},
    "strsim": {"text/near.rs"},
    "syn": {"syntax/rust.rs", *(f"syntax/rust/{room}.rs" for room in TREES)},
    "tar": {"artifact/tarball.rs"},
    "toml_edit": {"syntax/toml.rs"},
    "toml_parser": {"syntax/toml.rs"},
    "wasmparser": {"artifact/wasm.rs"},
}
# The core knows and never acts.
NEVER = ("std::process", "std::net", "std::time", "std::thread")
# Rules are pure: from the project to findings.
NOT_FOR_RULES = ("crate::engine", "crate::output", "crate::rules", "std::env")
# What a rule may ask that rests on a table of ours, which the rule then names.
RESTS = {
    r"\.typed\(\)|\.pairs\(\)|\.exports\b": "PyO3",
    r"\boldest_python\b|\bstable_abi::(floor|asked_by_ci)\b": "PyO3",
}
# Large enough to hold one responsibility; a larger one is usually two.
LINES = 400


def _catalogue(room: Room) -> Room | None:
    """The catalogue that a room is an entry of, or is."""
    return next((each for each in CATALOGUES if room[: len(each)] == each), None)


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _code(path: Path) -> str:
    """The text without comments and unit tests."""
    text = path.read_text("utf-8").partition("#[cfg(test)]")[0]
    return re.sub(r"//.*", "", text)


def _leaves(tree: str) -> Iterator[str]:
    """The paths that a `use` names: `a::{b, c::{d, e}}` comes to `a::b`, `a::c::d` and `a::c::e`."""
    head, brace, rest = tree.partition("{")
    if not brace:
        yield tree.partition(" as ")[0].strip()
        return
    depth, part = 0, ""
    for character in rest.rstrip()[:-1] + ",":
        if character == "," and depth == 0:
            if part.strip():
                yield from (f"{head.strip()}{leaf}" for leaf in _leaves(part))
            part = ""
        else:
            depth += {"{": 1, "}": -1}.get(character, 0)
            part += character


def _resolve(path: str, room: Room) -> Room | None:
    """The room in which a path of the code leads, as it is read in `room`."""
    parts = path.split("::")
    if parts[0] == "crate":
        absolute = tuple(parts[1:])
    elif parts[0] == "super":
        absolute = (*room[:-1], *parts[1:])
    elif (*room, parts[0]) in ROOMS:
        absolute = (*room, *parts)
    else:
        return None
    found = (absolute[:length] for length in range(len(absolute), 0, -1))
    return next((prefix for prefix in found if prefix in ROOMS), None)


def _arrows(room: Room) -> set[Room]:
    """The rooms that a room uses."""
    code = _code(ROOMS[room])
    uses = re.findall(r"\buse\s+([^;]+);", code)
    body = re.sub(r"\buse\s+[^;]+;", "", code)
    paths = [
        *itertools.chain.from_iterable(map(_leaves, uses)),
        *re.findall(r"(?<![\w:])\w+(?:::\w+)+", body),
    ]
    return {used for path in paths if (used := _resolve(path, room))} - {room}


ARROWS = {room: _arrows(room) for room in ROOMS}


def _children(room: Room) -> list[str]:
    """The rooms inside a room, in the order of its `mod` lines."""
    path = ROOMS[room] if room else SOURCE / "lib.rs"
    return re.findall(r"^\s*(?:pub )?mod (\w+);", path.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("room", ROOMS, ids="/".join)
def test_a_room_uses_only_those_above_it_in_the_list_of_rooms(room: Room) -> None:
    for used in ARROWS[room]:
        shared = next(
            (i for i, (one, other) in enumerate(zip(room, used, strict=False)) if one != other), None
        )
        if shared is None:  # one stands inside the other: the test of circles watches these
            continue
        if (catalogue := _catalogue(room)) and catalogue == _catalogue(used):
            pytest.fail("an entry of a catalogue uses no other")
        order = _children(room[:shared])
        assert order.index(used[shared]) < order.index(room[shared]), f"it may not use {'::'.join(used)}"


def test_no_room_leads_back_to_itself() -> None:
    tuple(graphlib.TopologicalSorter(ARROWS).static_order())  # a circle is an error that names its rooms


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.is_relative_to(SOURCE / "project")], ids=_name
)
def test_a_part_of_a_project_knows_no_project(path: Path) -> None:
    assert not re.search(r"\bProject\b", _code(path)), "what asks the whole project stands in questions/"


@pytest.mark.parametrize(("thing", "doors"), DOORS.items())
def test_each_outside_thing_has_its_door(thing: str, doors: set[str]) -> None:
    # In a catalogue, `pyo3` is a family.
    sources = [path for path in FILES if path.relative_to(SOURCE).with_suffix("").parts not in CATALOGUES]
    through = {_name(path) for path in sources if re.search(rf"(?<![\w:]){thing}::", _code(path))}
    assert through == doors


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_the_core_knows_and_never_acts(path: Path) -> None:
    forbidden = NEVER + (NOT_FOR_RULES if path.is_relative_to(SOURCE / "rules") else ())
    assert not [thing for thing in forbidden if re.search(rf"\b{thing}\b", _code(path))]


@pytest.mark.parametrize("path", sorted((SOURCE / "rules").rglob("*.rs")), ids=_name)
def test_a_rule_names_the_tables_that_it_rests_on(path: Path) -> None:
    code = _code(path)
    named = set(re.findall(r"Table::(\w+)", code))
    assert {table for asked, table in RESTS.items() if re.search(asked, code)} <= named


@pytest.mark.parametrize("path", [*FILES, SOURCE / "lib.rs"], ids=_name)
def test_a_file_says_first_what_it_is_for_and_is_one_room(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith("//! ")
    assert len(lines[0]) > 20
    is_generated = path.relative_to(SOURCE).with_suffix("").parts in CATALOGUES
    assert len(lines) <= LINES or is_generated


def test_each_folder_is_described_by_the_file_beside_it() -> None:
    folders = [path for path in SOURCE.rglob("*") if path.is_dir()]
    families = [folder for folder in folders if folder.parent.relative_to(SOURCE).parts in CATALOGUES]
    described = [folder for folder in folders if folder not in families]
    assert not [_name(folder) for folder in described if not folder.with_suffix(".rs").exists()]
    listed = {(*room, child) for room in [(), *ROOMS] for child in _children(room) if not _catalogue(room)}
    assert listed == {room for room in ROOMS if not _catalogue(room) or room in CATALOGUES}
