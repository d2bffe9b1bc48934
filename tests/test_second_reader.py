"""tomlkit, which knows nothing of us, reads TOML before and after each fix: keys, values, comments and order stay."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from packaging.version import Version
from tomlkit.container import Container
from tomlkit.items import AoT, Array, Comment, InlineTable, Table, Whitespace

from files import write
from ironwheel import _core

FENCE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLES = Container | Table | InlineTable

Seen = tuple[str, str]


def example(rule: "_core.Rule") -> dict[str, str]:
    """The files of the bad example of a rule."""
    bad = rule["documentation"].partition("## Bad\n")[2].partition("\n## ")[0]
    return dict(FENCE.findall(bad))


def changes(rule: "_core.Rule", folder: Path) -> dict[str, tuple[str, str]]:
    """What the fixes of a rule make of the TOML files of its bad example."""
    write(folder, example(rule))
    repair = _core.fix(folder, unsafe_fixes=True, select=[rule["id"]], extend_select=["info"])
    pairs = {change["path"]: (change["before"], change["after"]) for change in repair.changes}
    return {
        path: (before.decode(), after.decode())
        for path, (before, after) in pairs.items()
        if before is not None and after is not None and path.endswith((".toml", ".lock"))
    }


def seen(value: Any, keys: str = "") -> Iterator[Seen]:
    """What the reader sees, in its order: each value behind its keys, and each comment."""
    if isinstance(value, Whitespace):
        return
    if isinstance(value, TABLES):
        body = value.body if isinstance(value, Container) else value.value.body
        for key, item in body:
            yield from seen(item, f"{keys}.{key.key}" if key else keys)
    elif isinstance(value, AoT):
        for table in value:
            yield from seen(table, keys)
    elif isinstance(value, Array):
        for group in value._value:  # no public way leads to the comments between the items
            yield from (seen(group.value, f"{keys}[]") if group.value is not None else ())
            yield from (seen(group.comment) if group.comment is not None else ())
    elif not isinstance(value, Comment):
        yield keys, repr(value.unwrap())
    trivia = getattr(value, "trivia", None)
    if trivia and trivia.comment:
        yield "#", trivia.comment


def touched(before: str, after: str) -> tuple[str, str]:
    """The lines that a fix takes away, and those that it brings."""
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    codes = SequenceMatcher(None, *lines, autojunk=False).get_opcodes()
    changed = [code for code in codes if code[0] != "equal"]
    gone = (line for _, start, end, _, _ in changed for line in lines[0][start:end])
    come = (line for _, _, _, start, end in changed for line in lines[1][start:end])
    return "".join(gone), "".join(come)


def unexplained(lost: Counter[Seen], lines: str, others: str) -> list[Seen]:
    """What only one reading has, although no line that was changed has its name or value, or the line of a comment stays."""

    def is_explained(keys: str, value: str) -> bool:
        if keys == "#":
            code = next(line.partition(value)[0].strip() for line in lines.splitlines() if value in line)
            # What is said of the fix itself goes with it, and so does what stands beside what goes.
            return "ironwheel: ignore" in value or (code != "" and code not in others)
        return any(part in lines for part in (*re.findall(r"[^.\[\]]+", keys)[-1:], value.strip("'")))

    return [one for one in lost if not is_explained(*one)]


def differences(before: str, after: str) -> list[Seen]:
    """What the reader sees otherwise, outside what was edited."""
    old, new = list(seen(tomlkit.parse(before))), list(seen(tomlkit.parse(after)))
    gone, come = touched(before, after)
    counts = Counter(old), Counter(new)
    found = unexplained(counts[0] - counts[1], gone, come) + unexplained(counts[1] - counts[0], come, gone)
    kept = counts[0] & counts[1]
    moved = zip((one for one in old if one in kept), (one for one in new if one in kept), strict=False)
    return found + [one for one, other in moved if one != other]


# Before its fix, nobody can build the project, and nothing is shipped.
UNBUILT = "maturin/requirement-invalid"
FIXED = [rule for rule in _core.rules() if rule["fix"]]
SAFE = [rule for rule in FIXED if rule["fix"] == "safe" and rule["id"] != UNBUILT]


@pytest.mark.parametrize("rule", FIXED, ids=lambda rule: rule["id"])
def test_only_what_a_fix_edits_is_read_otherwise(rule: "_core.Rule", tmp_path: Path) -> None:
    for path, (before, after) in changes(rule, tmp_path).items():
        assert tomlkit.parse(after).unwrap() == tomllib.loads(after), path
        assert differences(before, after) == [], path


def shipped(path: str, text: str) -> object:
    """What a wheel is made of: the crate and its profiles, the metadata with its version, the settings of maturin."""
    document = tomlkit.parse(text).unwrap()
    if not path.endswith("pyproject.toml"):
        return document if path.endswith("Cargo.toml") else None
    project = {name: value for name, value in document.get("project", {}).items() if name != "dynamic"}
    if "version" in project:
        project["version"] = Version(project["version"])
    settings = document.get("tool", {}).get("maturin", {})
    return project, {name: value for name, value in settings.items() if name != "include"}


@pytest.mark.parametrize("rule", SAFE, ids=lambda rule: rule["id"])
def test_a_safe_fix_changes_nothing_that_is_shipped(rule: "_core.Rule", tmp_path: Path) -> None:
    for path, (before, after) in changes(rule, tmp_path).items():
        assert shipped(path, before) == shipped(path, after), path
    made = _core.fix(tmp_path, select=[rule["id"]], extend_select=["info"]).changes
    assert not [change["path"] for change in made if change["before"] is None]


@pytest.mark.parametrize(
    "after",
    [
        "[a]\nx = 1 # why\n[c]\nd = 1\ny = [\n  2, # two\n]\n",  # a table before what is not its own
        "[a]\nx = 1\ny = [\n  2, # two\n]\n",  # a comment that is gone
        "[a]\nx = 1 # why\ny = [\n  2,\n]\n",
        "[a]\ny = [\n  2, # two\n]\nx = 1 # why\n",  # another order
    ],
)
def test_the_reader_sees_what_should_have_stayed(after: str) -> None:
    assert differences("[a]\nx = 1 # why\ny = [\n  2, # two\n]\n", after) != []


@pytest.mark.parametrize("after", ["[a]\nx = 2\n", "x = 1\n"])
def test_the_reader_sees_that_a_comment_with_a_line_of_its_own_is_gone(after: str) -> None:
    assert ("#", "# why") in differences("[a]\n# why\nx = 1\n", after)
