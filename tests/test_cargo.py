"""Cargo has a limited time to write a lock file, and its workspaces are known without starting it."""

import os
from pathlib import Path

import pytest

from ironwheel.tools import cargo


def test_cargo_has_a_limited_time(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "fake" / "cargo"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(cargo, "_SECONDS", 0.2)
    assert not cargo.lock(machine)


def test_only_a_workspace_is_a_workspace(machine: Path) -> None:
    (machine / "Cargo.toml").write_text('[package]\nname = "x"\n# [workspace]\n')
    assert cargo.surrounding(machine / "thing") is None
    (machine / "Cargo.toml").write_text('[package]\nname = "x"\n  [ workspace.package ]\n')
    assert cargo.surrounding(machine / "deep" / "thing") == (machine, False)


def test_what_a_workspace_names_is_known(machine: Path) -> None:
    (machine / "Cargo.toml").write_text(
        "[workspace]\nmembers = ['./crates/*', 'one/']\nexclude = ['apart', 'crates']\n"
    )
    assert cargo.surrounding(machine / "crates" / "x") == (machine, True)
    assert cargo.surrounding(machine / "one") == (machine, True)
    assert cargo.surrounding(machine / "other") == (machine, False)
    assert cargo.surrounding(machine / "deep" / "one") == (machine, False)
    assert cargo.surrounding(machine / "apart" / "x") is None
    assert cargo.surrounding(machine / "crates" / "x" / "y") is None
