"""`scaffold doctor`: machines that are made wrong on purpose, and one on which nothing is."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import PROGRAM, Run, tree
from ironwheel import _core
from traced import NEEDS_STRACE, changes

ROOT = Path(__file__).parent.parent
PYPROJECT = """
[build-system]
requires = ["maturin>=1.9,<2"]
build-backend = "maturin"
[project]
name = "demo"
version = "0.1.0"
requires-python = ">=3.9"
"""
CARGO = """
[package]
name = "demo"
version = "0.1.0"
edition = "2024"
rust-version = "1.90"
[lib]
crate-type = ["cdylib"]
[dependencies]
pyo3 = "0.30"
"""
LOCK = 'version = 4\n[[package]]\nname = "demo"\nversion = "0.1.0"\n[[package]]\nname = "pyo3"\nversion = "0.30.1"\n'
VERSIONS = {
    "cargo": "cargo 1.95.0 (5f94df478 2026-03-27)",
    "rustc": "rustc 1.95.0 (59807616e 2026-04-14)",
    "maturin": "maturin 1.16.0",
    "uv": "uv 0.13.9",
}


class Bench:
    """A machine with a project, on which one may break something."""

    def __init__(self, folder: Path) -> None:
        """Put programs on it that only tell their versions."""
        self.project = folder / "project"
        self.programs = folder.parent / "programs"
        (self.project / "src").mkdir(parents=True)
        for name, text in (
            ("pyproject.toml", PYPROJECT),
            ("Cargo.toml", CARGO),
            ("Cargo.lock", LOCK),
            ("src/lib.rs", ""),
        ):
            (self.project / name).write_text(text, encoding="utf-8")
        for name, said in VERSIONS.items():
            self.program(name, f"echo '{said}'")
        self.program("rustup", "echo 'stable-x86_64-unknown-linux-gnu (default)'")
        self.program("cc", 'case "$1" in -print*) echo /usr/lib/crt1.o;; *) echo "cc 12.2.0";; esac')

    def program(self, name: str, script: str) -> Path:
        """Install a program."""
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a file of the project."""
        text = (self.project / name).read_text("utf-8")
        assert old in text
        (self.project / name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def bench(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name in list(os.environ):
        if name.startswith(
            ("CARGO", "RUST", "PYO3", "VIRTUAL_ENV", "CONDA", "MATURIN", "PIP_", "LD_LIBRARY")
        ):
            monkeypatch.delenv(name)
    made = Bench(machine)
    # Of what is really installed here, only Python and what scripts need.
    for name in ("sh", "python3", "git"):
        found = shutil.which(name)
        assert found
        if not (made.programs / name).exists():
            (made.programs / name).symlink_to(
                os.path.realpath(found) if name != "python3" else sys.executable
            )
    monkeypatch.setenv("PATH", str(made.programs))
    return made


Told = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def told(scaffold: Run, bench: Bench) -> Told:
    """Says what doctor finds that is not good: grades and phrases."""

    def run() -> list[tuple[str, str]]:
        done = scaffold("doctor", "project", "--output-format", "json")
        document = json.loads(done.stdout)
        assert document["version"] == 1
        assert done.returncode == int(not document["fit"])
        assert document["fit"] == all(row["grade"] != "error" for row in document["rows"])
        return [(row["grade"], row["found"]) for row in document["rows"] if row["grade"] != "good"]

    return run


def _only(told: Told, grade: str = "error") -> str:
    [(found_grade, found)] = told()
    assert found_grade == grade, found
    return found


def test_on_a_good_machine_nothing_is_said(scaffold: Run, told: Told) -> None:
    assert told() == []
    done = scaffold("doctor", "project")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "✓ the project can be built and tested here (-v lists 5 checks)\n"
    every = scaffold("doctor", "-v", "project")
    assert len(every.stdout.splitlines()) == 5


def test_it_works_from_a_folder_of_the_project(scaffold: Run, bench: Bench) -> None:
    assert scaffold("doctor", "project/src").returncode == 0
    outside = scaffold("doctor", "/")
    assert outside.returncode == 2
    assert "no maturin project in `/`" in outside.stderr


def test_the_environment_of_the_project_is_found(scaffold: Run, bench: Bench) -> None:
    environment = bench.project / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    for folder in (bench.project, bench.project / "src"):
        done = scaffold("doctor", "-v", cwd=folder)
        assert f"`{environment / 'bin' / 'python3'}` (from .venv)" in done.stdout
        assert done.returncode == 0


def test_no_cargo(bench: Bench, told: Told) -> None:
    (bench.programs / "cargo").unlink()
    assert _only(told) == "`cargo` is not installed, or not in PATH"


def test_broken_rust(bench: Bench, told: Told) -> None:
    bench.program("rustc", "echo 'error: component missing' >&2; exit 1")
    assert _only(told) == "`rustc` does not work: error: component missing"


def test_no_default_toolchain(scaffold: Run, bench: Bench, told: Told) -> None:
    said = "error: rustup could not choose a version of cargo to run, because one was not specified"
    bench.program("cargo", f"echo '{said}' >&2; exit 1")
    assert "could not choose" in _only(told)
    assert "`rustup default stable`" in scaffold("doctor", "project").stdout


@pytest.mark.parametrize(
    ("version", "said"), [("1.89.0", "older than `rust-version` asks for: 1.90"), ("1.63.0", "1.63.0")]
)
def test_old_rust(bench: Bench, told: Told, version: str, said: str) -> None:
    bench.program("rustc", f"echo 'rustc {version}'")
    assert said in _only(told)


def test_old_rust_for_the_edition(bench: Bench, told: Told) -> None:
    bench.replace("Cargo.toml", 'rust-version = "1.90"\n', "")
    bench.program("rustc", "echo 'rustc 1.84.1'")
    assert _only(told) == "rustc 1.84.1 does not know the edition 2024, which takes 1.85"


def test_old_cargo_for_the_lock(bench: Bench, told: Told) -> None:
    bench.program("cargo", "echo 'cargo 1.66.0'")
    assert "cargo 1.66.0 does not read Cargo.lock, whose format is 4" in _only(told)


def test_a_toolchain_that_is_not_installed(bench: Bench, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    (bench.project / "rust-toolchain.toml").write_text('[toolchain]\nchannel = "1.70.0"\n', encoding="utf-8")
    missing = "the toolchain `1.70.0` that rust-toolchain.toml asks for is not installed"
    assert _only(told, "warning") == missing  # rustup fetches it
    monkeypatch.setenv("RUSTUP_AUTO_INSTALL", "0")
    assert _only(told) == missing
    (bench.project / "rust-toolchain.toml").write_text('[toolchain]\nchannel = "stable"\n', encoding="utf-8")
    assert told() == []


def test_no_linker(bench: Bench, told: Told) -> None:
    (bench.programs / "cc").unlink()
    assert _only(told) == "there is no C compiler `cc`, with which Rust links"


def test_a_broken_linker(bench: Bench, told: Told) -> None:
    bench.program("cc", "echo 'cc: fatal error: cannot execute cc1' >&2; exit 1")
    assert "does not work: cc: fatal error: cannot execute cc1" in _only(told)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the start of a program is found otherwise")
def test_a_compiler_without_a_c_library(bench: Bench, told: Told) -> None:
    bench.program("cc", 'case "$1" in -print*) echo crt1.o;; *) echo "cc 12.2.0";; esac')
    assert _only(told) == "the C compiler finds no C library to link with (`crt1.o`)"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("RUSTC_WRAPPER", "sccache", "RUSTC_WRAPPER tells cargo to start rustc through `sccache`"),
        ("RUSTC", "/nowhere/rustc", "RUSTC tells cargo to compile with `/nowhere/rustc`"),
        ("PYO3_PYTHON", "/nowhere/python", "PYO3_PYTHON leads to `/nowhere/python`, which is not there"),
        ("VIRTUAL_ENV", "/nowhere/venv", "VIRTUAL_ENV leads to `/nowhere/venv`, which is not there"),
    ],
)
def test_a_variable_astray(
    told: Told, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert _only(told).startswith(said)


def test_flags_that_ask_for_a_linker(bench: Bench, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSTFLAGS", "-C link-arg=-fuse-ld=mold")
    assert told()[0] == ("error", "RUSTFLAGS tells cargo to link with `mold`, which is not installed")
    bench.program("mold", "echo 'mold 2.40'")
    assert [grade for grade, _ in told()] == ["note"]


def test_a_configuration_that_asks_for_a_program(bench: Bench, told: Told) -> None:
    (bench.project / ".cargo").mkdir()
    (bench.project / ".cargo" / "config.toml").write_text(
        '[build]\nrustc-wrapper = "sccache"\n', encoding="utf-8"
    )
    assert _only(told).startswith(".cargo/config.toml tells cargo to start rustc through `sccache`")


HOST = "echo 'rustc 1.95.0'; echo 'host: x86_64-unknown-linux-gnu'"


def test_a_linker_for_the_target(bench: Bench, told: Told) -> None:
    bench.program("rustc", HOST)
    (bench.project / ".cargo").mkdir()
    configuration = bench.project / ".cargo" / "config.toml"
    for target, is_told in (
        ("x86_64-unknown-linux-gnu", True),
        ("aarch64-unknown-linux-gnu", False),  # nobody builds for it here
        ("'cfg(unix)'", False),
    ):
        configuration.write_text(f'[target.{target}]\nlinker = "clang-99"\n', encoding="utf-8")
        found = [found for grade, found in told() if grade == "error"]
        said = ".cargo/config.toml tells cargo to link with `clang-99`, which is not installed"
        assert found == [said] * is_told, target
    configuration.write_text(
        '[build]\ntarget = "aarch64-unknown-linux-gnu"\n[target.aarch64-unknown-linux-gnu]\nlinker = "tools/ld"\n',
        encoding="utf-8",
    )
    assert any("link with `tools/ld`" in found for _, found in told())
    (bench.project / "tools").mkdir()
    (bench.project / "tools" / "ld").touch()
    assert not any("link with" in found for _, found in told())


def test_flags_for_the_target(bench: Bench, told: Told) -> None:
    bench.program("rustc", HOST)
    (bench.project / ".cargo").mkdir()
    (bench.project / ".cargo" / "config.toml").write_text(
        '[target.x86_64-unknown-linux-gnu]\nrustflags = ["-C", "link-arg=-fuse-ld=mold"]\n', encoding="utf-8"
    )
    assert ".cargo/config.toml tells cargo to link with `mold`, which is not installed" in [
        found for _, found in told()
    ]


def test_a_linker_in_a_variable(bench: Bench, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.program("rustc", HOST)
    name = "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER"
    monkeypatch.setenv(name, "clang-99")
    assert ("error", f"{name} tells cargo to link with `clang-99`, which is not installed") in told()


@pytest.mark.parametrize(
    ("variable", "value", "grade", "said"),
    [
        ("PYO3_PRINT_CONFIG", "1", "error", "PYO3_PRINT_CONFIG lets PyO3 print its configuration and stop"),
        ("PYO3_NO_PYTHON", "1", "warning", "PYO3_NO_PYTHON forbids PyO3 to ask a Python"),
        ("PYO3_CROSS", "1", "note", "PYO3_CROSS is `1`: PyO3 takes each build for one for another system"),
        ("PYO3_CROSS_PYTHON_VERSION", "3.12", "note", "PYO3_CROSS_PYTHON_VERSION is `3.12`"),
        ("UV_PYTHON", "3.12", "note", "UV_PYTHON is `3.12`: uv takes this Python"),
        ("CARGO_NET_OFFLINE", "true", "note", "CARGO_NET_OFFLINE is `true`: cargo may not use the network"),
    ],
)
def test_a_variable_that_changes_a_build(
    told: Told, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, grade: str, said: str
) -> None:
    monkeypatch.delenv("UV_PYTHON", raising=False)
    monkeypatch.setenv(variable, value)
    assert _only(told, grade).startswith(said)


def test_a_python_of_uv_that_is_gone(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_PYTHON", "/nowhere/python3")
    assert _only(told, "warning") == "UV_PYTHON leads to `/nowhere/python3`, which is not there"


def test_no_python_is_needed_for_the_stable_abi(
    bench: Bench, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.replace("Cargo.toml", 'pyo3 = "0.30"', 'pyo3 = { version = "0.30", features = ["abi3-py39"] }')
    monkeypatch.setenv("PYO3_NO_PYTHON", "1")
    assert told() == []


def test_the_wrong_python(bench: Bench, told: Told) -> None:
    bench.replace("pyproject.toml", ">=3.9", ">=3.99")
    assert "is none that `requires-python` wants: `>=3.99`" in _only(told)


def _python(bench: Bench, version: str, pip: str = "26.0") -> None:
    facts = {"version": version, "implementation": "CPython", "pip": pip}
    (bench.programs / "python3").unlink()
    bench.program("python3", f"echo '{json.dumps(facts)}'")


@pytest.mark.parametrize(
    ("version", "pyo3", "said"),
    [
        ("3.13.0", "0.21.2", "Python 3.13.0 is newer than the PyO3 0.21 in use takes"),
        ("3.8.18", "0.30.1", "Python 3.8.18 is older than the PyO3 0.30 in use takes: 3.9"),
    ],
)
def test_a_python_that_pyo3_does_not_take(
    bench: Bench, told: Told, version: str, pyo3: str, said: str
) -> None:
    bench.replace("Cargo.lock", "0.30.1", pyo3)
    bench.replace("pyproject.toml", 'requires-python = ">=3.9"\n', "")
    _python(bench, version)
    assert _only(told) == said


def test_an_old_pip(bench: Bench, told: Told) -> None:
    _python(bench, "3.11.7", "19.3.1")
    assert told() == []  # uv installs
    (bench.programs / "uv").unlink()
    assert _only(told, "warning") == "pip 19.3.1 is too old for an editable install: that takes 21.3"


def test_a_broken_python(bench: Bench, told: Told) -> None:
    (bench.programs / "python3").unlink()
    bench.program("python3", "echo 'Fatal Python error: init_fs_encoding' >&2; exit 1")
    assert "does not start: Fatal Python error: init_fs_encoding" in _only(told)


@pytest.mark.skipif(os.name == "nt", reason="a copy of Python is made there")
def test_an_environment_whose_python_is_gone(
    bench: Bench, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = bench.project.parent / "environment" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.symlink_to("/nowhere/python3")
    monkeypatch.setenv("VIRTUAL_ENV", str(python.parent.parent))
    assert _only(told).startswith(f"the Python `{python}` (from VIRTUAL_ENV) does not start: ")


def test_a_lock_that_is_behind(bench: Bench, told: Told) -> None:
    bench.replace("Cargo.toml", "[dependencies]\n", '[dependencies]\nserde = "1"\n')
    said = "Cargo.lock does not have `serde`, which Cargo.toml asks for: builds with `--locked` fail"
    assert told() == [("warning", said)]


def test_a_broken_maturin(bench: Bench, told: Told) -> None:
    bench.program("maturin", "exit 132")
    assert "does not work: exit code 132" in _only(told)


def test_a_maturin_out_of_bounds(bench: Bench, told: Told) -> None:
    bench.program("maturin", "echo 'maturin 1.8.7'")
    assert "is none that `[build-system] requires` asks for" in _only(told, "warning")


def test_without_maturin_pip_fetches_one(bench: Bench, told: Told) -> None:
    (bench.programs / "maturin").unlink()
    assert told() == []


def test_an_environment_of_conda_beside_another(
    machine: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("venv", "conda"):
        (machine / name / "bin").mkdir(parents=True)
        (machine / name / "bin" / "python3").symlink_to(sys.executable)
    monkeypatch.setenv("VIRTUAL_ENV", str(machine / "venv"))
    monkeypatch.setenv("CONDA_PREFIX", str(machine / "conda"))
    assert _only(told, "warning").startswith("two environments are active")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_target_that_may_not_be_written(bench: Bench, told: Told) -> None:
    (bench.project / "target").mkdir(mode=0o555)
    assert "may not be written by this user" in _only(told)


def test_a_program_that_hangs_is_one_line(bench: Bench, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    from ironwheel.tools import machine

    monkeypatch.setattr(machine, "_SECONDS", 0.2)
    bench.program("maturin", "exec sleep 60")
    (bench.programs / "sleep").symlink_to(shutil.which("sleep", path="/bin:/usr/bin") or "/bin/sleep")
    assert "does not work" in _only(told)


def test_secrets_are_not_told(scaffold: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARGO_REGISTRY_TOKEN", "hunter2")
    monkeypatch.setenv("UV_INDEX_URL", "https://me:hunter2@example.org")
    done = scaffold("doctor", "-v", "project", "--output-format", "json")
    assert "hunter2" not in done.stdout + done.stderr


def test_nothing_is_written(scaffold: Run, machine: Path, bench: Bench) -> None:
    before = tree(machine)
    scaffold("doctor", "project")
    scaffold("doctor", "project", "--import")
    assert tree(machine) == before


@pytest.mark.slow
@NEEDS_STRACE
def test_the_system_is_asked_for_no_change(tmp_path: Path) -> None:
    """All programs of this machine are asked, and neither they nor we write, remove or fetch anything."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "rendered" / "standard", project)
    assert changes([*PROGRAM, "doctor", str(project)], tmp_path / "trace") == []


PYTHON = {"path": "/usr/bin/python3", "chosen_by": "PATH", "version": "3.12.1", "implementation": "CPython"}
RUSTC = "rustc 1.95.0 (59807616e 2026-04-14)\nhost: "


@pytest.mark.parametrize(
    ("facts", "grade", "said"),
    [
        (
            {"python": PYTHON | {"machine": "arm64", "bits": 64}, "host": "x86_64-apple-darwin"},
            "warning",
            "rustc builds for the CPU x86_64, and the Python `/usr/bin/python3` is for aarch64",
        ),
        (
            {"python": PYTHON | {"machine": "AMD64", "bits": 32}, "host": "x86_64-pc-windows-gnu"},
            "warning",
            "rustc builds for the CPU x86_64, and the Python `/usr/bin/python3` is for i686",
        ),
        (
            {
                "python": PYTHON
                | {"machine": "x86_64", "bits": 64, "suffix": ".cpython-312-x86_64-linux-musl.so"},
                "host": "x86_64-unknown-linux-gnu",
            },
            "warning",
            "rustc builds for glibc, and the Python `/usr/bin/python3` uses musl",
        ),
        (
            {"system": "win32", "host": "x86_64-pc-windows-msvc", "studio": ""},
            "warning",
            "no Visual Studio with C++ tools is found, with which Rust links",
        ),
        (
            {
                "system": "darwin",
                "cc": {"path": "/usr/bin/cc", "failure": "xcrun: error: invalid active developer path"},
            },
            "error",
            "the C compiler `/usr/bin/cc` does not work: xcrun: error: invalid active developer path",
        ),
        ({"system": "darwin", "cc": {}}, "error", "there is no C compiler `cc`, with which Rust links"),
        (
            {"python": PYTHON | {"path": "/opt/homebrew/bin/python3", "is_managed": True}},
            "note",
            "the Python `/opt/homebrew/bin/python3` belongs to the system: pip installs nothing there",
        ),
        (
            {"environment": {"CARGO_BUILD_TARGET": "wasm32-wasip1"}, "targets": ["x86_64-unknown-linux-gnu"]},
            "error",
            "CARGO_BUILD_TARGET tells cargo to build for `wasm32-wasip1`, whose standard library is not installed",
        ),
    ],
)
def test_what_is_typical_of_a_system(bench: Bench, facts: dict[str, Any], grade: str, said: str) -> None:
    """Facts as they are collected there."""
    assert (grade, said) in [
        (row["grade"], row["found"].removesuffix(": it cannot import what is built"))
        for row in _judged(bench, facts)
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {
            "python": PYTHON | {"machine": "AMD64", "bits": 64},
            "host": "x86_64-pc-windows-msvc",
            "studio": "C:\\VS",
            "system": "win32",
        },
        {
            "python": PYTHON | {"machine": "arm64", "bits": 64},
            "host": "aarch64-apple-darwin",
            "system": "darwin",
        },
        {"python": PYTHON | {"machine": "aarch64", "bits": 32}, "host": "armv7-unknown-linux-gnueabihf"},
        {
            "python": PYTHON
            | {"machine": "x86_64", "bits": 64, "suffix": ".cpython-312-x86_64-linux-gnu.so"},
            "host": "x86_64-unknown-linux-musl",
        },
        {"python": PYTHON | {"is_managed": True, "is_environment": True}},
        {"python": PYTHON | {"machine": "sparc64", "bits": 64}, "host": "sparc64-unknown-linux-gnu"},
        {"system": "win32", "host": "x86_64-pc-windows-gnu"},
        {"system": "win32", "host": "x86_64-pc-windows-msvc", "environment": {"VCINSTALLDIR": "C:\\VC"}},
    ],
)
def test_what_fits_together_is_left_alone(bench: Bench, facts: dict[str, Any]) -> None:
    assert [row for row in _judged(bench, facts) if row["grade"] != "good"] == []


def _judged(bench: Bench, facts: dict[str, Any]) -> "list[_core.Row]":
    """What the core says of facts; Rust is there in each."""
    host, cc = facts.pop("host", ""), facts.pop("cc", None)
    cargo = {"path": "/usr/bin/cargo", "said": "cargo 1.95.0"}
    rustc = {"path": "/usr/bin/rustc", "said": RUSTC + host}
    known = {"programs": {"cargo": cargo, "rustc": rustc} | ({"cc": cc} if cc is not None else {})}
    python = PYTHON | {"pip": "26.0"} | facts.pop("python", {})
    all_facts = {"system": "linux", "python": python} | known | facts
    return _core.diagnose(bench.project, json.dumps(all_facts))["rows"]


def test_a_crate_that_asks_for_a_newer_rust(bench: Bench, machine: Path, told: Told) -> None:
    """Only what every build needs counts: neither what is optional nor what is for another system."""
    index = machine.parent / "home" / ".cargo" / "registry" / "src" / "index.example-1949cf8c6b5b557f"
    lock = 'version = 4\n[[package]]\nname = "demo"\nversion = "0.1.0"\ndependencies = ["pyo3"]\n'
    for name, dependencies in (
        ("pyo3", ["deep", "extra", "windows"]),
        ("deep", []),
        ("extra", []),
        ("windows", []),
    ):
        listed = ", ".join(f'"{each}"' for each in dependencies)
        lock += f'[[package]]\nname = "{name}"\nversion = "0.30.1"\nsource = "registry+https://github.com/example/crates-index"\n'
        lock += f"dependencies = [{listed}]\n"
        asked = {"deep": "1.97", "extra": "1.98", "windows": "1.99"}.get(name, "1.83")
        manifest = f'[package]\nname = "{name}"\nrust-version = "{asked}"\n'
        if name == "pyo3":
            manifest += '[dependencies.deep]\nversion = "0.30"\n[dependencies.extra]\nversion = "0.30"\noptional = true\n'
            manifest += "[target.'cfg(windows)'.dependencies.windows]\nversion = \"0.30\"\n"
        (index / f"{name}-0.30.1").mkdir(parents=True)
        (index / f"{name}-0.30.1" / "Cargo.toml").write_text(manifest, encoding="utf-8")
    (bench.project / "Cargo.lock").write_text(lock, encoding="utf-8")
    assert _only(told) == "rustc 1.95.0 is older than `deep` 0.30.1 in Cargo.lock asks for: 1.97.0"
    bench.program("rustc", "echo 'rustc 1.97.0'")
    assert told() == []


def test_git_where_maturin_asks_it(bench: Bench, told: Told) -> None:
    (bench.programs / "git").unlink()
    assert told() == []
    with (bench.project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('[tool.maturin]\nsdist-generator = "git"\n')
    assert _only(told, "warning").startswith("git does not work or is not installed")


def test_a_command_is_run_and_explained(bench: Bench) -> None:
    script = "echo out; echo 'error: no such command: `zigbuild`' >&2; exit 3"
    command = [*PROGRAM, "doctor", "--", "sh", "-c", script]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("out\n")
    assert "✗ cargo has no command `zigbuild`" in done.stdout
    assert done.stderr == "error: no such command: `zigbuild`\n"


def test_a_command_that_succeeds_is_left_alone(bench: Bench) -> None:
    command = [*PROGRAM, "doctor", "--", "sh", "-c", "read line; echo $line; echo 'error: it is nothing'"]
    done = subprocess.run(command, input="in\n", capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "in\nerror: it is nothing\n", "")


def test_a_command_that_is_not_there_or_dies(bench: Bench) -> None:
    for arguments, said in (
        (["nowhere", "x"], "the program `nowhere` is not installed"),
        (["sh", "-c", "kill -11 $$"], "Python itself dies"),
        (["sh", "-c", "exit 3"], "`sh` ended with 3 and printed nothing"),
    ):
        done = subprocess.run(
            [*PROGRAM, "doctor", "--", *arguments], capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 1
        assert said in done.stdout


def test_the_output_of_a_command_is_no_part_of_the_json(bench: Bench) -> None:
    for code in (0, 1):
        command = [
            *PROGRAM,
            "doctor",
            "--output-format",
            "json",
            "--",
            "sh",
            "-c",
            f"echo hello; exit {code}",
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == code
        assert json.loads(done.stdout)["failed"] == bool(code)
        assert done.stderr == "hello\n"
