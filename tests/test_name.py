"""The package has one name, written once in each language, and no trace of an earlier one is left."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUNDLE = next((ROOT / "python").rglob("template.bundle"))
# Never written out, or this file would be a trace itself.
EARLIER = re.compile("ferris" + "wheel", re.IGNORECASE)
# What is the name of something else than the package: documentation, and modules that are imported.
CODE = {".py": re.compile(r'"[^"\n]*ironwheel[^"\n]*"'), ".rs": re.compile(r'"[^"\n]*ironwheel[^"\n]*"')}


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


@pytest.mark.parametrize("suffix", CODE)
def test_code_takes_the_name_from_the_metadata(suffix: str) -> None:
    source = ROOT / ("src" if suffix == ".rs" else "python")
    for path in sorted(source.rglob(f"*{suffix}")):
        lines = path.read_text("utf-8").splitlines()
        code = [line for line in lines if not re.match(r"\s*(//|#|\"\"\")", line)]
        assert not [line for line in code if CODE[suffix].search(line)], path.relative_to(ROOT)
