"""`scaffold doctor --explain`: what it makes of real logs, from a file and from a pipe."""

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from conftest import PROGRAM, Run
from ironwheel import _core

ROOT = Path(__file__).parent.parent
# Logs of real failures may lie beside the checkout; each names its cause in words, which this table knows by ours.
LOGS = ROOT.parent / "shared" / "logs"

LINKER = """\
   Compiling proc-macro2 v1.0.107
error: linker `cc` not found
  |
  = note: No such file or directory (os error 2)

error: could not compile `proc-macro2` (build script) due to 1 previous error
💥 maturin failed
  Caused by: Failed to build a native library through cargo
"""
# A wall of warnings, and a function that quotes an error.
FINE = """\
warning: use of deprecated function `old`: error: do not use
  --> src/lib.rs:15:13
   |
13 | fn never() -> Result<(), String> { Err("error: linker `cc` not found".into()) }
   |    ^^^^^
warning: demo@0.1.0: fatal error: all is well
warning: spurious network error (2 tries remaining): [6] Could not resolve host
    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.74s
📦 Built wheel for CPython 3.11 to target/wheels/demo-0.1.0-cp311-cp311-linux_x86_64.whl
"""


@pytest.fixture
def explain(machine: Path, scaffold: Run) -> Run:
    """Runs the program on a log."""

    def run(log: str) -> subprocess.CompletedProcess[str]:
        (machine / "build.log").write_text(log, encoding="utf-8")
        return scaffold("doctor", "--explain", "build.log")

    return run


def _explained(log: str) -> tuple[bool, list[str]]:
    verdict = _core.explain(log.encode())
    return verdict["failed"], [cause["id"] for cause in verdict["causes"]]


def test_a_file_and_a_pipe_are_explained(machine: Path, scaffold: Run) -> None:
    (machine / "build.log").write_text(LINKER, encoding="utf-8")
    done = scaffold("doctor", "--explain", "build.log")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "✗ there is no C compiler: rustc links with `cc`, which is not installed",
        "  line 2    error: linker `cc` not found",
    ]
    command = [*PROGRAM, "doctor", "--explain", "-"]
    piped = subprocess.run(command, input=LINKER, capture_output=True, encoding="utf-8", check=False)
    assert (piped.returncode, piped.stdout) == (1, done.stdout)


def test_json_names_the_cause_and_its_line(machine: Path, scaffold: Run) -> None:
    (machine / "build.log").write_text(LINKER, encoding="utf-8")
    done = scaffold("doctor", "--explain", "build.log", "--output-format", "json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["version"] == 1
    assert [(cause["id"], cause["line"]) for cause in told["causes"]] == [("linker/missing", 2)]
    assert set(told["causes"][0]) == {"id", "title", "mend", "line", "text"}


@pytest.mark.parametrize(
    ("log", "failed"),
    [
        (FINE, False),
        ("demo 3\n", False),
        ("E       assert 1 == 2\nFAILED test_a.py::test_a - assert 1 == 2\n", True),
        ("make: *** No rule to make target 'wheel'.  Stop.\n", True),
        ("   Compiling quote v1.0.47\n   Compiling libc v0.2.191\n", True),
        ("", True),
    ],
)
def test_what_is_not_known_is_not_guessed(explain: Run, log: str, failed: bool) -> None:
    assert _explained(log) == (failed, [])
    done = explain(log)
    assert done.returncode == int(failed)
    assert ("not known" in done.stdout) == failed


def test_the_first_line_of_an_unknown_failure_is_shown(explain: Run) -> None:
    log = "Running x\ntar: a.tar: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\n"
    assert "line 2    tar: a.tar: Cannot open" in explain(log).stdout


def test_a_log_that_cannot_be_read_is_an_error(machine: Path, scaffold: Run) -> None:
    for name in ("missing.log", "."):
        done = scaffold("doctor", "--explain", name)
        assert done.returncode == 2
        assert done.stderr.startswith("error: ")
        assert not done.stdout


def test_what_a_check_finds_is_told_with_the_cause(machine: Path, scaffold: Run) -> None:
    shutil.copytree(ROOT / "tests" / "rendered" / "standard", machine / "project")
    manifest = machine / "project" / "pyproject.toml"
    text = manifest.read_text("utf-8")
    assert 'features = ["python"]' in text
    manifest.write_text(text.replace('features = ["python"]', 'features = ["pyhton"]'), "utf-8")
    (machine / "build.log").write_text(
        "error: the package 'my-package' does not contain this feature: pyhton\n", "utf-8"
    )
    done = scaffold("doctor", "project", "--explain", "build.log", "--output-format", "json")
    told = json.loads(done.stdout)
    assert [cause["id"] for cause in told["causes"]] == ["cargo/feature-unknown"]
    assert [finding["rule"] for finding in told["findings"]] == ["cargo/feature-undefined"]
    assert "cargo/feature-undefined" in scaffold("doctor", "project", "--explain", "build.log").stdout
    (machine / "elsewhere").mkdir()
    other = scaffold("doctor", "--explain", "../build.log", cwd=machine / "elsewhere")
    assert "cargo/feature-undefined" not in other.stdout


def test_nothing_of_a_log_steers_a_terminal(explain: Run) -> None:
    log = "error: linker `cc\x07\u202e` not found\nerror: no such command: `\x9b2J\u2066`\n"
    done = explain(log)
    assert done.returncode == 1
    assert not set("\x07\x9b\u202e\u2066\x1b") & set(done.stdout)


@pytest.mark.parametrize(
    "padding", ["   Compiling quote v1.0.47\n", "error: it is\n", "\x1b[1m\x1b[33mwarning\x1b[0m: it is\n"]
)
def test_a_long_log_is_read_in_two_seconds(padding: str) -> None:
    size = 50_000_000
    log = (padding * (size // len(padding) // 2)).encode()
    log += LINKER.encode() + log
    began = time.process_time()
    verdict = _core.explain(log)
    assert verdict["causes"][0]["id"] == "linker/missing"
    assert time.process_time() - began < 2


# The cause that each log names, by its file.
CAUSES = {
    "01-linker-missing": "linker/missing",
    "02-cargo-missing": "cargo/missing",
    "04-rust-version-own": "rustc/too-old",
    "06-edition-unknown": "cargo/edition",
    "07-locked-no-lock": "cargo/lock-missing",
    "10-target-missing-cargo": "pyo3/cross-version",
    "100-old-twine-metadata": "index/twine-too-old",
    "101-upload-file-exists": "index/file-exists",
    "105-upload-classifier": "index/classifier",
    "106-upload-too-big": "index/too-large",
    "108-upload-404": "index/not-found",
    "11-interpreter-not-exist": "maturin/interpreter-by-name",
    "110-uv-publish-exists": "index/file-exists",
    "111-maturin-upload": "index/file-exists",
    "122-libpython-runtime": "linker/libpython-at-run",
    "123-libpython-link": "linker/libpython-missing",
    "125-config-linker-missing": "linker/configured-missing",
    "127-auditwheel-lib-not-found": "maturin/patchelf",
    "129-native-lib-missing": "maturin/library-not-found",
    "13-pyo3-python-wrong": "pyo3/interpreter",
    "131-lib-name-hyphen": "cargo/library-name",
    "133-path-dep-missing": "cargo/path-missing",
    "134-workspace-believes": "cargo/workspace-outside",
    "137-sigkill": "machine/memory",
    "138-permission-target": "machine/permission",
    "14-no-venv": "maturin/no-environment",
    "142-c-header-missing": "native/header",
    "150-lockfile-v4-old-cargo": "cargo/lock-too-new",
    "152-rust-version-old-wording": "rustc/too-old",
    "154-old-cargo-dep-edition": "cargo/network",
    "155-old-maturin-license": "maturin/license-text",
    "159-wheel-target-musl": "rustc/crate-type",
    "16-virtualenv-gone": "maturin/interpreter-missing",
    "160-not-a-maturin-project": "cargo/manifest-missing",
    "164-command-not-found-cargo": "cargo/missing",
    "166-pyenv-shim-maturin": "maturin/missing",
    "167-python-m-maturin": "maturin/missing",
    "168-uv-locked-no-lock": "uv/lock-missing",
    "17-py-too-new": "pyo3/python-too-new",
    "170-uv-python-missing": "uv/python-missing",
    "171-pytest-import-fail": "python/extension-missing",
    "172-actions-prefixed": "linker/missing",
    "174-ansi-coloured": "rustc/too-old",
    "175-clippy-missing": "cargo/component-missing",
    "177-python2": "maturin/python-too-old",
    "179-python37-pyo3": "pyo3/python-too-old",
    "183-cargo-config-broken": "cargo/config-invalid",
    "184-vendor-missing": "cargo/vendor-missing",
    "186-lock-merge-conflict": "cargo/lock-broken",
    "190-no-build-system-installs-nothing": "pip/nothing-installed",
    "20-two-pyo3-links": "cargo/links",
    "23-module-name-mismatch-import": "python/init-name",
    "25-panic-in-init": "python/panic",
    "26-offline-crate-missing": "cargo/offline",
    "27-crate-unknown": "cargo/crate-unknown",
    "29-feature-unknown": "cargo/feature-unknown",
    "30-network-down": "cargo/network",
    "31-rustc-wrapper-missing": "rustc/wrapper-missing",
    "33-rustflags-bad-arg": "rustc/flags",
    "34-rustflags-crt-static": "maturin/interpreter-unversioned",
    "35-toolchain-missing": "cargo/toolchain-missing",
    "36-rust-code-error": "rustc/code",
    "38-maturin-bounds": "pip/maturin-unavailable",
    "40-pyproject-invalid": "maturin/pyproject-invalid",
    "42-readme-missing": "maturin/readme-missing",
    "43-python-source-missing": "maturin/python-source",
    "44-disk-full": "machine/disk-full",
    "44b-disk-full-cargo": "machine/disk-full",
    "52-so-not-elf": "python/not-a-library",
    "52b-so-text-file": "python/not-a-library",
    "53-so-other-arch": "python/other-cpu",
    "55-so-macho-on-linux": "python/not-a-library",
    "56-so-other-python": "python/not-installed",
    "58-no-extension-file": "python/extension-missing",
    "59-namespace-package-shadow": "python/attribute-missing",
    "60-source-folder-shadows": "python/shadowed",
    "62-pyinit-other-name": "python/init-name",
    "63-no-pyinit": "python/init-name",
    "64-missing-shared-lib": "python/library-missing",
    "65-glibc-too-new": "python/c-library-too-old",
    "66-undefined-python-symbol": "python/python-symbol",
    "68-segfault-on-import": "python/crash",
    "69-so-permission": "python/unreadable",
    "71-stale-extension": "python/stale",
    "72-editable-so-deleted": "python/extension-missing",
    "74-not-installed": "python/not-installed",
    "75-init-imports-missing-dep": "python/dependency-missing",
    "76-externally-managed": "pip/externally-managed",
    "78-wheel-wrong-arch": "pip/wheel-not-for-here",
    "79-wheel-glibc-too-new": "pip/wheel-not-for-here",
    "80-wheel-bad-name": "pip/wheel-name",
    "81-no-matching-distribution": "pip/nothing-for-this-python",
    "83-requires-python": "pip/requires-python",
    "85-uv-no-venv": "uv/no-environment",
    "86-uv-build-rust-error": "pip/backend-missing",
    "87-uv-build-rust-error2": "rustc/code",
    "89-backend-missing": "pip/backend-missing",
    "90-uv-backend-missing": "pip/backend-missing",
    "91-pip-cargo-missing": "linker/missing",
    "93-pip-linker-missing": "maturin/missing",
    "94-old-pip-editable": "pip/too-old-editable",
    "96-old-pip-manylinux": "pip/wheel-not-for-here",
    "97-develop-no-pip": "maturin/no-pip",
    "98-dep-not-found": "pip/version-unavailable",
    "99-require-virtualenv": "pip/environment-required",
}


@pytest.mark.skipif(not LOGS.is_dir(), reason="there are no logs beside the checkout")
def test_the_logs_beside_the_checkout_are_explained() -> None:
    for line in (LOGS / "index.tsv").read_text("utf-8").splitlines()[1:]:
        file, verdict, *_ = line.split("\t")
        told = _core.explain((LOGS / file).read_bytes())
        causes = [cause["id"] for cause in told["causes"]]
        if verdict == "known":
            assert causes == [CAUSES[file.removesuffix(".txt")]], file
        else:
            assert (told["failed"], causes) == (not verdict.startswith("ok"), []), file
