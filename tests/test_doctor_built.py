"""`scaffold doctor --import`: what maturin has really built and installed, broken in the ways that people know.

There is one build and one that has the module under another name; each test breaks a copy of what they made.
"""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from built import TARGET, run
from conftest import Run, tree
from ironwheel import _core
from ironwheel.tools import installed, interpreter
from traced import NEEDS_STRACE, changes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the libraries are broken as ELF"),
]

SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
LIBRARY = f"demo/_core{SUFFIX}"
PROJECT = {
    "pyproject.toml": """\
[build-system]
requires = ["maturin>=1.9,<2"]
build-backend = "maturin"
[project]
name = "demo"
version = "0.1.0"
requires-python = ">=3.11"
[tool.maturin]
module-name = "demo._core"
python-source = "python"
""",
    "Cargo.toml": """\
[package]
name = "demo"
version = "0.1.0"
edition = "2024"
[lib]
name = "_core"
crate-type = ["cdylib"]
[features]
fast = []
renamed = []
[dependencies]
pyo3 = "0.30"
[profile.dev]
debug = false
[workspace]
""",
    "python/demo/__init__.py": "from ._core import answer\n",
    "src/lib.rs": """\
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

#[pymodule]
#[cfg_attr(feature = "renamed", pyo3(name = "_other"))]
mod _core {
    use super::*;

    #[pyfunction]
    fn answer() -> u32 {
        42
    }

    #[pymodule_init]
    fn init(_module: &Bound<'_, PyModule>) -> PyResult<()> {
        match std::env::var("DEMO_INIT").as_deref() {
            Ok("panic") => panic!("no table"),
            Ok("raise") => Err(PyValueError::new_err("no table")),
            Ok("abort") => std::process::abort(),
            Ok("hang") => loop {
                std::thread::park();
            },
            _ => Ok(()),
        }
    }
}
""",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project; beside it the environments `venv`, with its wheel, and `editable`; and a library of another name."""
    root = tmp_path_factory.mktemp("built")
    project = root / "project"
    for path, text in PROJECT.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    maturin = [sys.executable, "-m", "maturin"]
    wheels = [*maturin, "build", "--quiet", "--compatibility=linux", "--interpreter", sys.executable]
    run(*wheels, "--features=renamed", "--out", root / "renamed", cwd=project)
    run(*wheels, "--out", root / "wheels", cwd=project)
    (renamed,) = (root / "renamed").glob("*.whl")
    with zipfile.ZipFile(renamed) as archive:
        (root / "other.so").write_bytes(archive.read(LIBRARY))
    # The folder is shared; only what this build has left there is looked at.
    shutil.copytree(
        TARGET / "debug" / ".fingerprint",
        project / "target" / "debug" / ".fingerprint",
        ignore=lambda folder, names: [
            name for name in names if folder.endswith(".fingerprint") and not name.startswith("demo-")
        ],
    )
    for note in _notes(project):
        if json.loads(note.read_bytes())["features"] != "[]":  # of the other library, or of another test
            note.unlink()
    shutil.copy2(TARGET / "debug" / "lib_core.so", project / "target" / "debug")
    (wheel,) = (root / "wheels").glob("*.whl")
    for name in ("venv", "editable"):
        run(sys.executable, "-m", "venv", "--without-pip", root / name, cwd=root)
    python = root / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python]
    run(*pip, "install", "--no-index", "--no-deps", wheel, cwd=root)
    # What `maturin develop` does, which needs a pip in the environment.
    (site,) = (root / "editable" / "lib").glob("python*/site-packages")
    (site / "demo.pth").write_text(f"{project / 'python'}\n", encoding="utf-8")
    shutil.copytree(_site(root) / "demo-0.1.0.dist-info", site / "demo-0.1.0.dist-info")
    told = {"url": project.as_uri(), "dir_info": {"editable": True}}
    (site / "demo-0.1.0.dist-info" / "direct_url.json").write_text(json.dumps(told), encoding="utf-8")
    (site / "demo-0.1.0.dist-info" / "RECORD").write_text("demo.pth,,\n", encoding="utf-8")
    return root


def _notes(project: Path) -> list[Path]:
    """What cargo has noted of its builds of the library."""
    return list((project / "target" / "debug" / ".fingerprint").glob("demo-*/lib-_core.json"))


def _site(root: Path, name: str = "venv") -> Path:
    (site,) = (root / name / "lib").glob("python*/site-packages")
    return site


class Install:
    """A copy of the project and of an environment in which it is installed."""

    def __init__(self, built: Path, folder: Path, scaffold: Run) -> None:
        """Copy both beside each other."""
        self.built, self.project, self._scaffold = built, folder / "project", scaffold
        shutil.copytree(built, folder, symlinks=True, dirs_exist_ok=True)
        self.site = _site(folder)
        self.library = self.site / LIBRARY

    def edit(self) -> None:
        """Have it installed for editing."""
        self.site = _site(self.project.parent, "editable")
        (self.site / "demo.pth").write_text(f"{self.project / 'python'}\n", encoding="utf-8")
        installed = self.project / "python" / LIBRARY
        shutil.copy2(self.library, installed)
        self.library = installed
        os.environ["VIRTUAL_ENV"] = str(self.project.parent / "editable")

    def replace(self, old: bytes, new: bytes) -> None:
        """Change a name in the library."""
        assert len(old) == len(new)
        content = self.library.read_bytes()
        assert old in content
        self.library.write_bytes(content.replace(old, new))

    def told(self) -> list[tuple[str, str]]:
        """Return what doctor says of the import: grades and phrases."""
        before = tree(self.project.parent)
        done = self._scaffold("doctor", "--import", "project", "--output-format", "json")
        document = json.loads(done.stdout)
        assert done.returncode == int(not document["fit"])
        assert tree(self.project.parent) == before
        return [(row["grade"], row["found"]) for row in document["rows"]]


@pytest.fixture
def install(built: Path, machine: Path, scaffold: Run, monkeypatch: pytest.MonkeyPatch) -> Install:
    monkeypatch.setenv("VIRTUAL_ENV", str(machine / "venv"))
    monkeypatch.setenv("DEMO_INIT", "")
    monkeypatch.delenv("CARGO_TARGET_DIR", raising=False)
    return Install(built, machine, scaffold)


def _works(install: Install) -> None:
    """Nothing."""


def _uninstalled(install: Install) -> None:
    shutil.rmtree(install.site / "demo")
    shutil.rmtree(install.site / "demo-0.1.0.dist-info")


def _files_gone(install: Install) -> None:
    shutil.rmtree(install.site / "demo")


def _never_built(install: Install) -> None:
    shutil.rmtree(install.site / "demo")
    (install.site / "demo-0.1.0.dist-info" / "RECORD").write_text(
        "demo-0.1.0.dist-info/METADATA,,\n", encoding="utf-8"
    )


def _deleted(install: Install) -> None:
    install.library.unlink()


def _cleaned(install: Install) -> None:
    install.edit()
    install.library.unlink()


def _moved(install: Install) -> None:
    install.edit()
    (install.site / "demo.pth").write_text("/home/ada/demo/python\n", encoding="utf-8")


def _other_python(install: Install) -> None:
    install.library.rename(install.library.with_name("_core.cpython-38-x86_64-linux-gnu.so"))


def _other_cpu(install: Install) -> None:
    content = bytearray(install.library.read_bytes())
    content[18:20] = struct.pack("<H", 183 if content[18] != 183 else 62)
    install.library.write_bytes(content)


def _other_system(install: Install) -> None:
    header = struct.pack("<IIIIIIII", 0xFEEDFACF, 0x0100000C, 0, 6, 0, 0, 0, 0)
    install.library.write_bytes(header + bytes(64))


def _cut(part: float) -> Callable[[Install], None]:
    def cut(install: Install) -> None:
        content = install.library.read_bytes()
        install.library.write_bytes(content[: int(len(content) * part)])

    return cut


def _pointer(install: Install) -> None:
    install.library.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")


def _renamed(install: Install) -> None:
    shutil.copy(install.built / "other.so", install.library)


def _needs(old: bytes, new: bytes) -> Callable[[Install], None]:
    return lambda install: install.replace(old, new)


def _newer_system(install: Install) -> None:
    versions = re.findall(rb"\0GLIBC_(2\.\d+)\0", install.library.read_bytes())
    install.replace(b"GLIBC_" + versions[0] + b"\0", b"GLIBC_9" + versions[0][1:] + b"\0")


def _initialised(how: str) -> Callable[[Install], None]:
    return lambda install: os.environ.update(DEMO_INIT=how)


def _no_dependency(install: Install) -> None:
    (install.site / "demo" / "__init__.py").write_text("import never_there\n", encoding="utf-8")


def _old_copy(install: Install) -> None:
    (install.site / "demo" / "__init__.py").write_text("from ._core import more\n", encoding="utf-8")


def _shadowed(install: Install) -> None:
    shutil.copytree(install.project / "python" / "demo", install.project / "demo")


def _empty_folder(install: Install) -> None:
    (install.project / "demo").mkdir()


def _twice(install: Install) -> None:
    other = install.site / "demo_nightly-0.1.0.dist-info"
    shutil.copytree(install.site / "demo-0.1.0.dist-info", other)
    metadata = (other / "METADATA").read_text("utf-8")
    (other / "METADATA").write_text(metadata.replace("Name: demo", "Name: demo-nightly"), encoding="utf-8")


def _stale(install: Install) -> None:
    install.edit()
    later = install.library.stat().st_mtime + 60
    os.utime(install.project / "src" / "lib.rs", (later, later))


def _settings(old: str, new: str) -> Callable[[Install], None]:
    """Change what the project asks for after it was built, in a file that is not newer for it."""

    def change(install: Install) -> None:
        install.edit()
        file = install.project / "pyproject.toml"
        file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")

    return change


CASES: list[tuple[Callable[[Install], None], list[str], str]] = [
    (_works, ["good"], "`import demo._core` works"),
    (_uninstalled, ["error"], "`demo` is not installed in Python"),
    (_files_gone, ["error"], "`demo` 0.1.0 is installed, but its files are gone"),
    (_never_built, ["error"], "is installed without any file: nothing was built"),
    (_deleted, ["error"], "has no library for `demo._core`"),
    (_cleaned, ["error"], "has no library for `demo._core`: it was removed, or never built"),
    (_moved, ["error"], "the editable install leads to `/home/ada/demo/python`, which is not there any more"),
    (_other_python, ["error"], "is for another Python: CPython"),
    (_other_cpu, ["error"], "is for the CPU"),
    (_other_system, ["error"], "is a library for macOS"),
    (_cut(0.01), ["error"], "is cut off or damaged"),
    (_cut(0.5), ["error"], "is cut off or damaged"),
    (_cut(0), ["error"], "is no library"),
    (_pointer, ["error"], "is a pointer of git-lfs"),
    (_renamed, ["error"], "cannot be imported as `demo._core`: its `#[pymodule]` is `_other`"),
    (_needs(b"libgcc_s.so.1", b"libgcc_x.so.1"), ["error"], "needs the shared library `libgcc_x.so.1`"),
    (_needs(b"PyModuleDef_Init", b"PyModuleDef_Unit"), ["error"], "which this Python does not have"),
    (_newer_system, ["error"], "and the libraries of this system are older"),
    (_initialised("panic"), ["error"], "the Rust code panics, at `src/lib.rs:17"),
    (_initialised("raise"), ["error"], "fails while it is imported: ValueError: no table"),
    (_initialised("abort"), ["error"], "Python itself dies"),
    (_no_dependency, ["error"], "imports `never_there`, which is not installed"),
    (_old_copy, ["error"], "the library `demo._core` has no `more`"),
    (_shadowed, ["error"], "is imported in the place of the installed `demo`"),
    (_empty_folder, ["good"], "works"),
    (_twice, ["good", "warning"], "two distributions have `demo`: `demo"),
    (_stale, ["good", "note"], "is older than"),
    (
        _settings("[tool.maturin]\n", '[tool.maturin]\nfeatures = ["fast"]\n'),
        ["good", "note"],
        "was built without the feature `fast`, for which the project asks",
    ),
    (
        _settings("[tool.maturin]\n", '[tool.maturin]\neditable-profile = "release"\n'),
        ["good", "note"],
        "was built in `target/debug`, and `editable-profile` asks for the profile `release`",
    ),
]


@pytest.mark.parametrize(("spoil", "grades", "said"), CASES)
def test_it_says_what_is_broken(
    install: Install, spoil: Callable[[Install], None], grades: list[str], said: str
) -> None:
    spoil(install)
    told = install.told()
    assert [grade for grade, _ in told] == grades, told
    assert said in told[-1][1]


def test_an_import_without_end(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "_SECONDS", 2)
    monkeypatch.setenv("DEMO_INIT", "hang")
    python = interpreter.ask(install.project)
    facts, libraries = installed.look(install.project, "demo._core", "demo", python)
    told = _core.imported(install.project, json.dumps(facts), libraries)
    assert [row["found"] for row in told["rows"]] == ["`import demo._core` does not come to an end"]


def test_what_a_check_finds_is_told_with_it(install: Install, scaffold: Run) -> None:
    _renamed(install)
    source = install.project / "src" / "lib.rs"
    text = source.read_text("utf-8").replace("mod _core", "mod _other")
    source.write_text(re.sub(r"#\[cfg_attr.*\n", "", text), encoding="utf-8")
    done = scaffold("doctor", "--import", "project")
    assert "its `#[pymodule]` is `_other`" in done.stdout
    assert "(module/name-mismatch)" in done.stdout


def test_plain_doctor_looks_at_the_import_too(install: Install, scaffold: Run) -> None:
    def warnings() -> list[str]:
        document = json.loads(scaffold("doctor", "project", "--output-format", "json").stdout)
        rows = [row for row in document["rows"] if row["topic"] == "import"]
        assert all(row["grade"] != "error" for row in rows)  # a build mends it
        return [row["found"] for row in rows if row["grade"] != "good"]

    assert warnings() == []
    _pointer(install)
    [found] = warnings()
    assert "is a pointer of git-lfs" in found
    _uninstalled(install)
    assert warnings() == []


@NEEDS_STRACE
@pytest.mark.parametrize("how", [[], ["--import"]])
def test_an_import_changes_nothing(install: Install, how: list[str]) -> None:
    """Not even the byte code of the package is written, which has never been imported there."""
    shutil.rmtree(install.site / "demo" / "__pycache__", ignore_errors=True)
    command = [sys.executable, "-m", "ironwheel", "doctor", "project", *how]
    assert changes(command, install.project.parent.parent / "trace") == []


def test_of_features_nothing_is_said_where_cargo_has_built_the_library_with_others_too(
    install: Install,
) -> None:
    _settings("[tool.maturin]\n", '[tool.maturin]\nfeatures = ["fast"]\n')(install)
    (said,) = [found for _, found in install.told() if "the installed library was built" in found]
    assert "without the feature `fast`" in said
    note = _notes(install.project)[0]
    other = note.parent.with_name("demo-of-a-test") / note.name
    other.parent.mkdir()
    content = json.loads(note.read_bytes()) | {"features": '["fast"]'}
    other.write_text(json.dumps(content), encoding="utf-8")
    assert not any("the installed library was built" in found for _, found in install.told())


def test_our_own_name_stands_in_the_hints(install: Install) -> None:
    _initialised("abort")(install)
    done = subprocess.run(
        [sys.executable, "-m", "ironwheel", "doctor", "--import", "project"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "-m ironwheel doctor --import`" in done.stdout
    assert "`scaffold " not in done.stdout
