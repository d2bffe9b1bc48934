"""The plan of the Python code: one door a thing, imports that point one way, a first sentence in every file."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "python" / "ironwheel"
FILES = sorted(PACKAGE.rglob("*.py"))

# A room uses only what stands in the lines after its own.
LAYERS = [
    {"__main__"},
    {"cli"},
    {"program"},
    {
        "commands.new",
        "commands.update",
        "commands.adopt",
        "commands.check",
        "commands.rule",
        "commands.show",
        "commands.completion",
    },
    {"plugins.repo_review", "plugins.validate_pyproject"},
    {"proposal"},
    {"adoption", "answers", "undo"},
    {"ask", "completion", "export", "merge", "template", "wheels"},
    {"reconcile"},
    {"scratch"},
    {"repository"},
    {"renders"},
    {"about", "cargo", "files", "folders", "git", "show", "stamp"},
    {"drawings", "journal"},
    {"own"},
    {"errors", "_core"},
]

# What stands outside, and the rooms through which it is reached.
DOORS = {
    "copier": {"template"},
    "jinja2": {"template"},
    "plumbum": {"template"},
    "questionary": {"ask"},
    "shtab": {"completion"},
    "rich": {"drawings", "show"},
    "subprocess": {"cargo", "git"},
    "tempfile": {"folders", "own"},
    "yaml": {"stamp", "template", "wheels"},
}

# What changes something on the disk, called or imported by name; only these rooms do.
WRITERS = {"files", "folders", "journal", "own"}
WRITES = re.compile(
    r"chmod|chown|copy(2|file|stat|tree)?|hardlink_to|link|makedirs|mkdir|mkstemp|move|remove|renames?|rmdir|rmtree"
    r"|symlink(_to)?|touch|truncate|unlink|utime|write_(bytes|text)"
)


def _room(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _rooms_used(path: Path) -> set[str]:
    rooms = {name for layer in LAYERS for name in layer}
    return {name.removeprefix("ironwheel.") for name in _imported(path)} & rooms


@pytest.mark.parametrize("path", FILES, ids=_room)
def test_a_file_says_first_what_it_is_for(path: Path) -> None:
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
    assert first.endswith("."), f"{path.name}: the first line of its header is one sentence"


@pytest.mark.parametrize("path", FILES, ids=_room)
def test_a_file_is_one_room(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", [path for path in FILES if path.name != "__init__.py"], ids=_room)
def test_imports_point_one_way(path: Path) -> None:
    room = _room(path)
    level = next((level for level, layer in enumerate(LAYERS) if room in layer), None)
    assert level is not None, f"{room} has no place in LAYERS"
    below = set().union(*LAYERS[level + 1 :])
    assert _rooms_used(path) <= below, f"{room} may not use {_rooms_used(path) - below}"


@pytest.mark.parametrize("path", FILES, ids=_room)
def test_what_is_outside_has_one_door(path: Path) -> None:
    outside = {name.partition(".")[0] for name in _imported(path)}
    for thing, rooms in DOORS.items():
        assert thing not in outside or _room(path) in rooms, f"{_room(path)} goes around the door to {thing}"


@pytest.mark.parametrize("path", [path for path in FILES if _room(path) not in WRITERS], ids=_room)
def test_only_the_doors_write(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    for call in calls:
        function = ast.unparse(call.func)
        name = function.rpartition(".")[2]
        modes = [str(word.value) for word in call.args if isinstance(word, ast.Constant)]
        opens = name == "open" and (function == "os.open" or set("".join(modes)) & set("wax+"))
        writes = WRITES.fullmatch(name) or function == "os.replace" or opens
        assert not writes or "os.devnull" in ast.unparse(call), f"line {call.lineno}: {function}"


@pytest.mark.parametrize("path", [path for path in FILES if _room(path) != "cli"], ids=_room)
def test_there_is_one_exit(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "sys.exit" not in text
    assert "SystemExit" not in text


def test_the_tables_speak_of_rooms_that_exist() -> None:
    rooms = {_room(path) for path in FILES} | {"_core"}
    assert set().union(*LAYERS, *DOORS.values()) <= rooms
