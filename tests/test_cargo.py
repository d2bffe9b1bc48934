"""Cargo has a limited time to write a lock file, and which crate is in which workspace is known as cargo knows it."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Run
from files import write
from ironwheel import _core
from ironwheel.tools import cargo
from worlds import CRATE

CARGO, HOME = shutil.which("cargo"), Path.home()


def package(name: str, more: str = "") -> str:
    """The manifest of a crate, which needs no sources to be looked at."""
    return (
        f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2021"\n{more}\n[lib]\npath = "lib.rs"\n'
    )


HERON = package("heron")
ASKS = "[dependencies]\nheron = { path = '%s' }\n"
# What stands around a crate, by folder, and the folder of the crate, whose manifest is the plain one if none is given.
LAYOUTS: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({}, "heron"),
    "a crate alone": ({".": package("top")}, "heron"),
    "not listed": ({".": "[workspace]\nmembers = []"}, "heron"),
    "no list": ({".": "[workspace]"}, "crates/heron"),
    "listed": ({".": "[workspace]\nmembers = ['crates/heron']"}, "crates/heron"),
    "listed, in other words": ({".": "[workspace]\nmembers = ['./crates/./heron/']"}, "crates/heron"),
    "a pattern": ({".": "[workspace]\nmembers = ['crates/*']"}, "crates/heron"),
    "a pattern is not deep": (
        {".": "[workspace]\nmembers = ['crates/*']", "crates/a": package("a")},
        "crates/a/heron",
    ),
    "a pattern that is deep": (
        {".": "[workspace]\nmembers = ['crates/**']", "crates/a": package("a")},
        "crates/a/heron",
    ),
    "a pattern of letters": ({".": "[workspace]\nmembers = ['crates/[gh]er?n']"}, "crates/heron"),
    "a pattern of other letters": (
        {".": "[workspace]\nmembers = ['crates/[!h]*']", "crates/a": package("a")},
        "crates/heron",
    ),
    "a part of a pattern": (
        {".": "[workspace]\nmembers = ['*']", "crates": package("above")},
        "crates/heron",
    ),
    "braces": (
        {".": "[workspace]\nmembers = ['c*/{heron,egret}']", "crates/{heron,egret}": package("both")},
        "crates/heron",
    ),
    "a pattern and an exclusion": (
        {".": "[workspace]\nmembers = ['crates/*']\nexclude = ['crates/heron']"},
        "crates/heron",
    ),
    "an exclusion of more": (
        {".": "[workspace]\nmembers = ['crates/*']\nexclude = ['crates']"},
        "crates/heron",
    ),
    "an exclusion of another": (
        {".": "[workspace]\nmembers = ['crates/*']\nexclude = ['crates/her']"},
        "crates/heron",
    ),
    "an exclusion is no pattern": (
        {".": "[workspace]\nmembers = ['crates/*']\nexclude = ['crates/h*']"},
        "crates/heron",
    ),
    "an exclusion of all": ({".": "[workspace]\nexclude = ['.']"}, "crates/heron"),
    "listed and excluded": (
        {".": "[workspace]\nmembers = ['crates/heron']\nexclude = ['crates']"},
        "crates/heron",
    ),
    "excluded inside of what is listed": (
        {".": "[workspace]\nmembers = ['heron']\nexclude = ['heron/sub']", "heron": package("above")},
        "heron/sub",
    ),
    "asked for by the root": ({".": package("top", ASKS % "crates/heron") + "[workspace]"}, "crates/heron"),
    "asked for by its tests": (
        {".": package("top", ASKS.replace("dep", "dev-dep") % "heron") + "[workspace]"},
        "heron",
    ),
    "asked for on one system": (
        {".": package("top", ASKS.replace("dep", "target.'cfg(unix)'.build-dep") % "heron") + "[workspace]"},
        "heron",
    ),
    "asked for by a member": (
        {".": "[workspace]\nmembers = ['a']", "a": package("a", ASKS % "../heron")},
        "heron",
    ),
    "asked for by what a member asks for": (
        {
            ".": "[workspace]\nmembers = ['a*']",
            "a": package("a", "[dependencies]\nb = { path = '../b' }"),
            "b": package("b", ASKS % "../heron"),
        },
        "heron",
    ),
    "asked for as the workspace has it": (
        {
            ".": "[workspace]\nmembers = ['a']\n[workspace.dependencies]\nheron = { path = 'heron' }",
            "a": package("a", "[dependencies]\nheron.workspace = true"),
        },
        "heron",
    ),
    "had by the workspace, and asked for by nobody": (
        {".": "[workspace]\n[workspace.dependencies]\nheron = { path = 'heron' }"},
        "heron",
    ),
    "asked for and excluded": (
        {".": package("top", ASKS % "heron") + "[workspace]\nexclude = ['heron']"},
        "heron",
    ),
    "asked for by what is excluded": (
        {
            ".": "[workspace]\nmembers = ['crates/*']\nexclude = ['crates/a']",
            "crates/a": package("a", ASKS % "../../heron"),
        },
        "heron",
    ),
    "asked for from elsewhere": ({"a": package("a", ASKS % "../heron") + "[workspace]"}, "heron"),
    "a patch": (
        {".": package("top") + "[workspace]\n[patch.crates-io]\nheron = { path = 'heron' }"},
        "heron",
    ),
    "excluded below, claimed above": (
        {".": "[workspace]\nmembers = ['a/heron']", "a": "[workspace]\nexclude = ['heron']"},
        "a/heron",
    ),
    "the nearest counts": (
        {".": "[workspace]\nmembers = ['a/heron']", "a": "[workspace]"},
        "a/heron",
    ),
    "the root of its own": (
        {".": "[workspace]\nmembers = ['heron']", "heron": HERON + "[workspace]"},
        "heron",
    ),
    "it names its workspace": (
        {"a": "[workspace]\nmembers = ['../heron']", "heron": package("heron", "workspace = '../a'")},
        "heron",
    ),
    "it names a workspace that does not know it": (
        {"a": "[workspace]\nmembers = []", "heron": package("heron", "workspace = '../a'")},
        "heron",
    ),
    "what is above names its workspace": (
        {
            "a": "[workspace]\nmembers = ['../b']",
            "b": package("b", "workspace = '../a'"),
        },
        "b/heron",
    ),
}


def _as_cargo_says(folder: Path) -> tuple[Path, bool] | None:
    done = subprocess.run(
        ["cargo", "metadata", "--no-deps", "--offline", "--format-version=1"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        root = Path(json.loads(done.stdout)["workspace_root"])
        return None if root == folder else (root, True)
    claimed = re.search(
        r"believes it's in a workspace when it's not:\n.*\nworkspace: (.*)/Cargo.toml", done.stderr
    )
    assert claimed, done.stderr
    return Path(claimed[1]), False


@pytest.mark.slow
@pytest.mark.skipif(not CARGO, reason="there is no cargo to compare with")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_crate_is_in_the_workspace_that_cargo_finds(tmp_path: Path, layout: str) -> None:
    around, place = LAYOUTS[layout]
    crate = tmp_path / place
    for folder, manifest in {place: HERON, **around}.items():
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "Cargo.toml").write_text(manifest)
        (tmp_path / folder / "lib.rs").touch()
    manifest = (crate / "Cargo.toml").read_text()
    expected = _as_cargo_says(crate)
    assert _core.workspace(crate, manifest) == expected
    # The same is known before it is there.
    shutil.rmtree(crate)
    assert _core.workspace(crate, manifest) == expected


def test_only_a_workspace_is_a_workspace(tmp_path: Path) -> None:
    for text in (f"{package('x')}# [workspace]\n", "not TOML", ""):
        (tmp_path / "Cargo.toml").write_text(text)
        assert _core.workspace(tmp_path / "thing", HERON) is None
    (tmp_path / "Cargo.toml").write_text(f"{package('x')}[ workspace.package ]\n")
    assert _core.workspace(tmp_path / "deep" / "thing", HERON) == (tmp_path, False)
    assert _core.workspace(tmp_path / "thing", "not TOML") is None


def test_cargo_has_a_limited_time(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "fake" / "cargo"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    (machine / "Cargo.toml").write_text(HERON)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(cargo, "_SECONDS", 0.2)
    assert cargo.lock(machine) == "cargo was stopped after 0.2 seconds"


@pytest.mark.skipif(not CARGO, reason="there is no cargo to lock with")
@pytest.mark.parametrize("excluded", ["crates/heron", "crates"])
def test_what_a_workspace_excludes_gets_a_lock_of_its_own(
    scaffold: Run, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, excluded: str
) -> None:
    for path, text in {"copier.yml": "_subdirectory: template\n", **CRATE}.items():
        file = tmp_path / "house" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo"))
    monkeypatch.setenv("RUSTUP_HOME", os.environ.get("RUSTUP_HOME", str(HOME / ".rustup")))
    (tmp_path / "programs" / "cargo").symlink_to(str(CARGO))
    (machine / "Cargo.toml").write_text(f"[workspace]\nmembers = ['crates/*']\nexclude = ['{excluded}']\n")
    (machine / "crates").mkdir()
    arguments = ("new", "crates/heron", "--template", str(tmp_path / "house"), "--vcs", "none")
    assert "Would create Cargo.lock with cargo" in scaffold(*arguments, "--dry-run").stdout
    done = scaffold(*arguments)
    assert done.returncode == 0, done.stderr
    assert "✓ Cargo.lock" in done.stdout
    crate = machine / "crates" / "heron"
    assert 'name = "demo"' in (crate / "Cargo.lock").read_text()
    assert (crate / "Cargo.toml").read_text() == CRATE["template/Cargo.toml"]
    assert sorted(path.name for path in machine.iterdir()) == ["Cargo.toml", "crates"]


@pytest.fixture
def trap(machine: Path, tmp_path: Path) -> Path:
    """What is planted above the folder to work in: a program that stands for the compiler, and a toolchain of its own."""
    canary, programs = tmp_path / "canary", tmp_path / "toolchain" / "bin"
    programs.mkdir(parents=True)
    for name in ("cargo", "rustc"):
        (programs / name).write_text(f'#!/bin/sh\n: >{canary}\nexec "$@"\n')
        (programs / name).chmod(0o755)
    for folder in (machine, machine.parent):
        (folder / ".cargo").mkdir()
        wrapper = f"[build]\nrustc-wrapper = '{programs / 'rustc'}'\nrustc = '{programs / 'rustc'}'\n"
        (folder / ".cargo" / "config.toml").write_text(wrapper)
        (folder / "rust-toolchain.toml").write_text(f"[toolchain]\npath = '{programs.parent}'\n")
    return canary


@pytest.mark.skipif(not CARGO, reason="there is no cargo to lock with")
@pytest.mark.parametrize("planted", [".cargo", "rust-toolchain.toml"])
def test_nothing_that_lies_above_is_started(
    scaffold: Run, machine: Path, trap: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    for folder in (machine, machine.parent):
        (folder / ".cargo").rename(folder / "cargo") if planted != ".cargo" else None
        (folder / "rust-toolchain.toml").unlink() if planted == ".cargo" else None
    house = machine.parent / "house"
    # To resolve this one, cargo asks the compiler for its version.
    manifest = CRATE["template/Cargo.toml"].replace("2021", "2024")
    template = {"copier.yml": "_subdirectory: template\n", **CRATE, "template/Cargo.toml": manifest}
    write(house, template)
    monkeypatch.setenv("CARGO_HOME", str(machine.parent / "registry"))
    monkeypatch.setenv("RUSTUP_HOME", os.environ.get("RUSTUP_HOME", str(HOME / ".rustup")))
    (machine.parent / "programs" / "cargo").symlink_to(str(CARGO))
    subprocess.run(
        [str(CARGO), "generate-lockfile", "--offline", "--quiet"], cwd=house / "template", check=False
    )
    if not trap.exists():
        pytest.skip("this cargo does not obey what is planted")
    trap.unlink()
    done = scaffold("new", "thing", "--template", house, "--vcs", "none")
    assert "✓ Cargo.lock" in done.stdout, done
    assert not trap.exists()


def test_cargo_works_in_a_neutral_folder_and_rustup_downloads_nothing(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "programs" / "cargo"
    program.write_text(
        f'#!/bin/sh\n{{ pwd; echo "$RUSTUP_AUTO_INSTALL" "$@"; }} >{tmp_path}/told\n: >"${{4%.toml}}.lock"\n'
    )
    program.chmod(0o755)
    (machine / "Cargo.toml").write_text(HERON)
    monkeypatch.setenv("RUSTUP_AUTO_INSTALL", "1")
    assert cargo.lock(machine) is None
    asked = f"0 generate-lockfile --quiet --manifest-path {machine / 'Cargo.toml'}"
    assert (tmp_path / "told").read_text().splitlines() == ["/", asked]
