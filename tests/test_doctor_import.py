"""`scaffold doctor --import`: installs that are broken on purpose, each by the fault that it is named for."""

import json
import os
import shutil
import struct
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("cc"),
    reason="the libraries are made by a C compiler, for Linux",
)

SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
SOURCE = """
#include <Python.h>
%(before)s
static int fill(PyObject *module) { %(fill)s return PyModule_AddIntConstant(module, "answer", 42); }
static PyModuleDef_Slot slots[] = {{Py_mod_exec, fill}, {0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "%(name)s", NULL, 0, NULL, slots};
PyMODINIT_FUNC PyInit_%(name)s(void) { return PyModuleDef_Init(&definition); }
"""
PYPROJECT = """
[build-system]
requires = ["maturin>=1.9,<2"]
build-backend = "maturin"
[project]
name = "demo"
version = "0.1.0"
[tool.maturin]
module-name = "demo._core"
python-source = "python"
"""
CARGO = '[package]\nname = "demo"\nversion = "0.1.0"\n[lib]\nname = "_core"\ncrate-type = ["cdylib"]\n'
INSTALLED = "demo-0.1.0.dist-info"


def _library(path: Path, *flags: str, name: str = "_core", before: str = "", fill: str = "") -> Path:
    source = path.with_suffix(".c")
    source.write_text(SOURCE % {"name": name, "before": before, "fill": fill}, encoding="utf-8")
    include = sysconfig.get_path("include")
    command = ["cc", "-shared", "-fPIC", f"-I{include}", str(source), "-o", str(path), *flags]
    subprocess.run(command, check=True, capture_output=True)
    source.unlink()
    return path


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, and beside it an environment in which it is installed."""
    root = tmp_path_factory.mktemp("pristine")
    package = root / "project" / "python" / "demo"
    package.mkdir(parents=True)
    (root / "project" / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (root / "project" / "Cargo.toml").write_text(CARGO, encoding="utf-8")
    (root / "project" / "src").mkdir()
    (root / "project" / "src" / "lib.rs").write_text("", encoding="utf-8")
    (package / "__init__.py").write_text("from ._core import answer\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root / "venv")], check=True)
    site = _site(root)
    shutil.copytree(package, site / "demo")
    _library(site / "demo" / f"_core{SUFFIX}")
    _distribution(site, "demo", ["demo/__init__.py", f"demo/_core{SUFFIX}"])
    return root


def _site(root: Path) -> Path:
    return next((root / "venv" / "lib").glob("python*")) / "site-packages"


def _distribution(site: Path, name: str, files: list[str], *, editable: bool = False) -> None:
    folder = site / f"{name}-0.1.0.dist-info"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n", encoding="utf-8"
    )
    record = [*files, f"{folder.name}/METADATA", f"{folder.name}/RECORD"]
    (folder / "RECORD").write_text("".join(f"{file},,\n" for file in record), encoding="utf-8")
    if editable:
        told = {"url": "file:///x", "dir_info": {"editable": True}}
        (folder / "direct_url.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture
def site(pristine: Path, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site-packages of a copy of it, in which one may break something."""
    shutil.copytree(pristine, machine, symlinks=True, dirs_exist_ok=True)
    monkeypatch.setenv("VIRTUAL_ENV", str(machine / "venv"))
    return _site(machine)


Told = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def told(machine: Path, scaffold: Run, site: Path) -> Told:
    """Says what doctor finds: grades and phrases."""

    def run() -> list[tuple[str, str]]:
        done = scaffold("doctor", "--import", "project", "--output-format", "json")
        document = json.loads(done.stdout)
        assert done.returncode == int(not document["fit"])
        return [(row["grade"], row["found"]) for row in document["rows"]]

    return run


def _only(told: Told) -> str:
    """The one thing that is wrong."""
    [(grade, found)] = told()
    assert grade == "error", found
    return found


def _lib(site: Path) -> Path:
    return site / "demo" / f"_core{SUFFIX}"


def test_nothing_is_wrong(told: Told) -> None:
    [(grade, found)] = told()
    assert grade == "good"
    assert found.startswith("`import demo._core` works")


def test_not_installed(site: Path, told: Told) -> None:
    shutil.rmtree(site / "demo")
    shutil.rmtree(site / INSTALLED)
    assert "`demo` is not installed in Python" in _only(told)


def test_the_files_are_gone(site: Path, told: Told) -> None:
    shutil.rmtree(site / "demo")
    assert _only(told) == "`demo` 0.1.0 is installed, but its files are gone"


def test_nothing_was_built(site: Path, told: Told) -> None:
    shutil.rmtree(site / "demo")
    _distribution(site, "demo", [])
    assert _only(told) == "`demo` 0.1.0 is installed without any file: nothing was built"


def test_no_library(site: Path, told: Told) -> None:
    _lib(site).unlink()
    assert "has no library for `demo._core`" in _only(told)


def test_an_editable_library_was_removed(machine: Path, site: Path, told: Told) -> None:
    shutil.rmtree(site / "demo")
    (site / "demo.pth").write_text(f"{machine / 'project' / 'python'}\n", encoding="utf-8")
    _distribution(site, "demo", ["demo.pth"], editable=True)
    assert _only(told).endswith("has no library for `demo._core`: it was removed, or never built")


def test_an_editable_project_was_moved(machine: Path, site: Path, told: Told) -> None:
    shutil.rmtree(site / "demo")
    (site / "demo.pth").write_text(f"{machine / 'moved'}\n", encoding="utf-8")
    _distribution(site, "demo", ["demo.pth"], editable=True)
    assert _only(told).startswith("the editable install leads to `")


def test_for_another_python(site: Path, told: Told) -> None:
    _lib(site).rename(site / "demo" / "_core.cpython-38-x86_64-linux-gnu.so")
    assert "is for another Python: CPython" in _only(told)


def test_for_another_cpu(site: Path, told: Told) -> None:
    content = bytearray(_lib(site).read_bytes())
    content[18:20] = struct.pack("<H", 183 if content[18] != 183 else 62)
    _lib(site).write_bytes(content)
    assert "is for the CPU" in _only(told)


@pytest.mark.parametrize("part", [0.02, 0.5])
def test_cut_off(site: Path, told: Told, part: float) -> None:
    content = _lib(site).read_bytes()
    _lib(site).write_bytes(content[: int(len(content) * part)])
    assert "is cut off or damaged" in _only(told)


def test_a_pointer(site: Path, told: Told) -> None:
    _lib(site).write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", encoding="utf-8"
    )
    assert "is a pointer of git-lfs" in _only(told)


@pytest.mark.parametrize("content", [b"", b"hello\n" * 99])
def test_no_library_at_all(site: Path, told: Told, content: bytes) -> None:
    _lib(site).write_bytes(content)
    assert _only(told).endswith("is no library")


def test_for_another_system(site: Path, told: Told) -> None:
    header = struct.pack("<IIIIIIII", 0xFEEDFACF, 0x0100000C, 0, 6, 0, 0, 0, 0)
    _lib(site).write_bytes(header + bytes(64))
    assert _only(told).endswith("is a library for macOS")


def test_another_name(site: Path, told: Told) -> None:
    _library(_lib(site), name="_other")
    assert _only(told).endswith("cannot be imported as `demo._core`: its `#[pymodule]` is `_other`")


def test_no_module(site: Path, told: Told) -> None:
    (site / "empty.c").write_text("int nothing;\n", encoding="utf-8")
    subprocess.run(["cc", "-shared", "-fPIC", str(site / "empty.c"), "-o", str(_lib(site))], check=True)
    assert _only(told).endswith("it has no `#[pymodule]` at all")


def test_a_missing_library(site: Path, told: Told) -> None:
    (site / "dep.c").write_text("int dep(void) { return 1; }\n", encoding="utf-8")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-o", str(site / "libdep9.so"), str(site / "dep.c")], check=True
    )
    _library(_lib(site), f"-L{site}", "-ldep9", before="int dep(void);", fill="dep();")
    (site / "libdep9.so").unlink()
    assert _only(told) == "the extension needs the shared library `libdep9.so`, which is not there"


@pytest.mark.parametrize(
    ("symbol", "said"), [("PyNever_There", "which this Python does not have"), ("never", "no library has")]
)
def test_a_missing_symbol(site: Path, told: Told, symbol: str, said: str) -> None:
    _library(_lib(site), before=f"int {symbol}(void);", fill=f"{symbol}();")
    found = _only(told)
    assert f"`{symbol}`" in found
    assert said in found


def test_a_crash(site: Path, told: Told) -> None:
    _library(_lib(site), fill="*(volatile int *)0 = 1;")
    assert "Python itself dies" in _only(told)


def test_an_exception_in_its_own_code(site: Path, told: Told) -> None:
    _library(_lib(site), fill='PyErr_SetString(PyExc_ValueError, "no such table"); return -1;')
    assert _only(told) == "the code of the module fails while it is imported: ValueError: no such table"


def test_a_missing_dependency(site: Path, told: Told) -> None:
    (site / "demo" / "__init__.py").write_text("import never_there\n", encoding="utf-8")
    assert _only(told) == "`demo` is there and imports `never_there`, which is not installed"


def test_older_than_the_code_in_python(site: Path, told: Told) -> None:
    (site / "demo" / "__init__.py").write_text("from ._core import other\n", encoding="utf-8")
    assert _only(told).startswith("the library `demo._core` has no `other`")


def test_a_folder_shadows_it(machine: Path, site: Path, told: Told) -> None:
    shutil.copytree(machine / "project" / "python" / "demo", machine / "project" / "demo")
    assert "is imported in the place of the installed `demo`" in _only(told)


def test_a_folder_without_a_file_shadows_nothing(machine: Path, site: Path, told: Told) -> None:
    (machine / "project" / "demo").mkdir()
    assert [grade for grade, _ in told()] == ["good"]


def test_two_distributions(site: Path, told: Told) -> None:
    _distribution(site, "demo-nightly", ["demo/__init__.py"])
    assert [grade for grade, _ in told()] == ["good", "warning"]


def test_sources_that_are_newer(machine: Path, site: Path, told: Told) -> None:
    _distribution(site, "demo", ["demo/__init__.py", f"demo/_core{SUFFIX}"], editable=True)
    later = _lib(site).stat().st_mtime + 60
    os.utime(machine / "project" / "src" / "lib.rs", (later, later))
    assert [grade for grade, _ in told()] == ["good", "note"]


def test_a_library_that_may_not_be_read(site: Path, told: Told) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    _lib(site).chmod(0)
    assert _only(told).endswith("may not be read by this user")


def test_an_environment_whose_python_is_gone(machine: Path, site: Path, told: Told) -> None:
    for name in ("python", "python3"):
        program = machine / "venv" / "bin" / name
        program.unlink()
        program.write_text("#!/nowhere\n", encoding="utf-8")
        program.chmod(0o755)
    assert "does not start" in _only(told)
