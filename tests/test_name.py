"""The package has one name, written once in each language, and no trace of an earlier one is left."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUNDLE = next((ROOT / "python").rglob("template.bundle"))
# Never written out, or this file would be a trace itself.
EARLIER = re.compile("ferris" + "wheel", re.IGNORECASE)
NAME = "ironwheel"


def _git(*arguments: str, cwd: Path = ROOT) -> bytes:
    return subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, check=True).stdout


def _tracked() -> list[Path]:
    names = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard").decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_nothing_in_the_tree_has_an_earlier_name() -> None:
    assert not [path for path in _tracked() if EARLIER.search(path.relative_to(ROOT).as_posix())]
    texts = ((path, path.read_bytes().decode("utf-8", "replace")) for path in _tracked())
    assert not [path.relative_to(ROOT).as_posix() for path, text in texts if EARLIER.search(text)]


def test_nothing_in_the_released_templates_has_an_earlier_name(tmp_path: Path) -> None:
    _git("clone", "--quiet", "--bare", str(BUNDLE), str(tmp_path / "bundle"))
    tags = _git("tag", cwd=tmp_path / "bundle").decode().split()
    assert tags
    for tag in tags:
        history = _git("log", "--format=%an %ae %s%n%b", tag, cwd=tmp_path / "bundle")
        files = _git("archive", "--format=tar", tag, cwd=tmp_path / "bundle")
        assert not EARLIER.search(history.decode())
        assert not EARLIER.search(files.decode("utf-8", "replace"))


def _strings(path: Path) -> set[str]:
    """The strings of a source, without its documentation."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)} - docs


@pytest.mark.parametrize("path", sorted((ROOT / "python").rglob("*.py")), ids=lambda path: path.stem)
def test_python_takes_the_name_from_the_metadata(path: Path) -> None:
    assert not [text for text in _strings(path) if NAME in text]


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.rs")), ids=lambda path: path.stem)
def test_rust_takes_the_name_from_the_metadata(path: Path) -> None:
    code = re.sub(r"//.*", "", path.read_text("utf-8").partition("#[cfg(test)]")[0])
    assert not re.findall(rf'"[^"\n]*{NAME}[^"\n]*"', code)
