"""The plan of the Rust code: rooms in the order of lib.rs, one door a thing, a first sentence in every file."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"
FILES = sorted(path for path in SOURCE.rglob("*.rs") if path != SOURCE / "lib.rs")
ROOMS = re.findall(r"^(?:pub )?mod (\w+);", (SOURCE / "lib.rs").read_text("utf-8"), re.MULTILINE)

# The rooms of the reader of Rust.
RUST = ("attributes", "body", "class", "declared", "expression", "function", "imports")

# What stands outside, and the files through which it is reached.
DOORS = {
    "annotate_snippets": {"report.rs"},
    "globset": {"syntax/glob.rs"},
    "granit_parser": {"syntax/yaml/parse.rs"},
    "ignore": {"discover.rs", "project/config.rs"},
    "proc_macro2": {
        "syntax/rust.rs",
        *(
            f"syntax/rust/{room}.rs"
            for room in (*RUST, "comments", "run")
            if room not in {"declared", "expression"}
        ),
    },
    "pyo3": {"py.rs", "py/plain.rs"},
    "rayon": {"many.rs"},
    "ruff_python_ast": {"syntax/python.rs", "syntax/python/run.rs", "syntax/python/stub.rs"},
    "ruff_python_parser": {"syntax/python.rs", "syntax/python/run.rs"},
    "ruff_python_stdlib": {"syntax/names.rs"},
    "serde": {"syntax/actions/json.rs"},
    "serde_json": {"syntax/actions/json.rs"},
    "spdx": {"project/license.rs"},
    "std::fs": {"tree/disk.rs"},
    "strsim": {"near.rs"},
    "syn": {"syntax/rust.rs", *(f"syntax/rust/{room}.rs" for room in RUST)},
    "toml_edit": {"syntax/toml.rs"},
    "toml_parser": {"syntax/toml.rs"},
}
# The core knows and never acts.
NEVER = ("std::process", "std::net", "std::time", "std::thread")
# Rules are pure: from the project to findings.
NOT_FOR_RULES = ("crate::check", "crate::fix", "crate::report", "crate::rules", "std::env")
# Large enough to hold one responsibility; a larger one is usually two.
LINES = 400


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".rs")


def _code(path: Path) -> str:
    """The text without comments and unit tests."""
    text = path.read_text("utf-8").partition("#[cfg(test)]")[0]
    return re.sub(r"//.*", "", text)


def _used(path: Path) -> set[str]:
    """The rooms that a file names: `crate::room` and, in groups, `crate::{room, …}`."""
    code = _code(path)
    groups = " ".join(re.findall(r"crate::\{([^;]*)\}", code))
    return {
        *re.findall(r"crate::(\w+)", code),
        *(room for room in ROOMS if re.search(rf"\b{room}\b", groups)),
    }


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_room_uses_only_those_below_it(path: Path) -> None:
    room = _room(path)
    if room == "rules" and path.parent != SOURCE:
        room = "rule"  # a rule stands beside the description of one, below the catalogue
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    wrong = (_used(path) & above) - {room}
    assert not wrong, (
        f"{_name(path)}: room `{room}` may not use {', '.join(f'`{name}`' for name in sorted(wrong))}"
    )


@pytest.mark.parametrize(("thing", "doors"), DOORS.items())
def test_each_outside_thing_has_its_door(thing: str, doors: set[str]) -> None:
    sources = [path for path in FILES if path != SOURCE / "rules.rs"]  # there, `pyo3` is a family of rules
    through = {_name(path) for path in sources if re.search(rf"(?<![\w:]){thing}::", _code(path))}
    assert through == doors


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_the_core_knows_and_never_acts(path: Path) -> None:
    forbidden = NEVER + (NOT_FOR_RULES if path.is_relative_to(SOURCE / "rules") else ())
    assert not [thing for thing in forbidden if re.search(rf"\b{thing}\b", _code(path))]


@pytest.mark.parametrize("path", [*FILES, SOURCE / "lib.rs"], ids=_name)
def test_a_file_says_first_what_it_is_for_and_is_one_room(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith("//! ")
    assert len(lines[0]) > 20
    is_generated = path == SOURCE / "rules.rs"
    assert len(lines) <= LINES or is_generated
