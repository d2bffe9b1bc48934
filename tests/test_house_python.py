"""The plan of the Python code: rooms in one order, one door a thing, a first sentence in every file."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "python" / "ironwheel"
FILES = sorted(PACKAGE.rglob("*.py"))

# A room is a folder, or a file beside the folders. It uses only what stands after it.
ROOMS = (
    "__init__",
    "__main__",
    "cli",
    "commands",
    "plugins",
    "change",
    "template",
    "tools",
    "vcs",
    "programs",
    "terminal",
    "disk",
    "about",
    "errors",
    "_core",
)
# In these, no file uses another.
APART = {"commands", "plugins"}

# What stands outside, and the files through which it is reached.
DOORS = {
    "copier": {"template.render"},
    "jinja2": {"template.render"},
    "plumbum": {"template.render"},
    "prompt_toolkit": {"terminal.ask"},
    "questionary": {"terminal.ask"},
    "msvcrt": {"terminal.keys"},
    "termios": {"terminal.keys"},
    "shtab": {"terminal.completion"},
    "rich": {"terminal.drawings", "terminal.releases", "terminal.screen"},
    "fcntl": {"disk.locks"},
    "subprocess": {"programs"},
    "tempfile": {"disk.folders", "disk.sealed"},
    "yaml": {"template.answers_file", "template.render"},
}

# What changes something on the disk, called or imported by name; only these files do.
WRITERS = {
    "disk.folders",
    "disk.ground",
    "disk.journal",
    "disk.locks",
    "disk.placing",
    "disk.sealed",
    "disk.writer",
}
WRITES = re.compile(
    r"chmod|chown|copy(2|file|stat|tree)?|hardlink_to|link|makedirs|mkdir|mkstemp|move|remove|renames?|rmdir|rmtree"
    r"|symlink(_to)?|touch|truncate|unlink|utime|write_(bytes|text)"
)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def _room(name: str) -> str:
    return name.partition(".")[0]


NAMES = {_name(path) for path in FILES} | {"_core"}


def _imported(path: Path) -> set[str]:
    """All modules that a file imports, wherever in it, and what it takes from them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: the whole name of a room says more"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _used(path: Path) -> set[str]:
    """The files of the package that a file uses."""
    used = set()
    for name in _imported(path):
        package, *parts = name.split(".")
        if package == PACKAGE.name:
            # A file, what a file has, or what a folder has.
            ends = range(len(parts), -1, -1)
            known = (".".join([*parts[:end], *rest]) for end in ends for rest in ((), ("__init__",)))
            used.add(next(each for each in known if each in NAMES))
    return used


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_says_first_what_it_is_for(path: Path) -> None:
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
    assert first.endswith("."), f"{path.name}: the first line of its header is one sentence"


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in FILES} - {PACKAGE}), ids=lambda path: path.name
)
def test_a_folder_is_one_sentence(folder: Path) -> None:
    said = ast.parse((folder / "__init__.py").read_text("utf-8"))
    assert len(said.body) == 1, "what is imported from it would import more than was asked for"
    assert "\n" not in (ast.get_docstring(said) or "")


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_has_one_task(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_imports_point_one_way(path: Path) -> None:
    room = _room(_name(path))
    below = set(ROOMS[ROOMS.index(room) + 1 :]) | ({room} - APART)
    used = {name for name in _used(path) if _room(name) not in below}
    assert not used, f"{_name(path)} may not use {used}"


def test_no_imports_run_in_a_circle() -> None:
    uses = {_name(path): _used(path) for path in FILES}
    assert len(list(TopologicalSorter(uses).static_order())) == len(NAMES)


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_what_is_imported_is_named(path: Path) -> None:
    """The commands are the exception: only the one that is asked for is imported."""
    made_up = re.search(r"import_module|__import__", path.read_text("utf-8"))
    assert not made_up or _name(path) == "cli.program"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_what_is_outside_has_one_door(path: Path) -> None:
    outside = {name.partition(".")[0] for name in _imported(path)}
    for thing, doors in DOORS.items():
        assert thing not in outside or _name(path) in doors, f"{_name(path)} goes around the door to {thing}"


@pytest.mark.parametrize("path", [path for path in FILES if _name(path) != "terminal.export"], ids=_name)
def test_the_name_of_the_package_is_written_once(path: Path) -> None:
    """In pyproject.toml; the code takes it from `about`, and imports."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = [
        node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    ]
    said = {ast.get_docstring(node, clean=False) for node in documented}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in texts if PACKAGE.name in text and text not in said]


@pytest.mark.parametrize("path", [path for path in FILES if _name(path) not in WRITERS], ids=_name)
def test_only_the_doors_write(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    for call in calls:
        function = ast.unparse(call.func)
        name = function.rpartition(".")[2]
        modes = [str(word.value) for word in call.args if isinstance(word, ast.Constant)]
        opens = name == "open" and (function == "os.open" or set("".join(modes)) & set("wax+"))
        writes = WRITES.fullmatch(name) or function == "os.replace" or opens
        assert not writes or "os.devnull" in ast.unparse(call), f"line {call.lineno}: {function}"


@pytest.mark.parametrize("path", [path for path in FILES if _name(path) != "cli.main"], ids=_name)
def test_there_is_one_exit(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "sys.exit" not in text
    assert "SystemExit" not in text


def test_the_tables_speak_of_what_exists() -> None:
    assert {_room(name) for name in NAMES} == set(ROOMS)
    assert set().union(*DOORS.values(), WRITERS) <= NAMES
