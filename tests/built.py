"""Builds rendered projects with the real tools, and finds Pythons to install them into."""

import functools
import os
import subprocess
import sys
from pathlib import Path

import files
from render import ROOT

TARGET = Path(os.environ.get("IRONWHEEL_TARGET_DIR", ROOT / "target" / "generated"))


ENVIRONMENT = {"CARGO_TARGET_DIR": str(TARGET)}

# A release build that takes no longer than it must.
QUICK = {"CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_PROFILE_RELEASE_OPT_LEVEL": "0"}

# Runs a command that must succeed, and gives what it said.
run = functools.partial(files.run, **ENVIRONMENT)


def python_at_hand(version: str) -> Path | None:
    """Find an interpreter that really runs: a shim of pyenv need not."""
    candidates = [
        Path(sys.executable),
        *(Path(folder, f"python{version}") for folder in os.get_exec_path()),
        *sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")),
    ]
    for candidate in filter(Path.is_file, candidates):
        say = [candidate, "-c", "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"]
        result = subprocess.run(say, check=False, capture_output=True, text=True)
        if result.returncode == 0 and result.stdout.strip() == version:
            return candidate
    return None


AT_HAND = [version for version in ("3.11", "3.12", "3.13", "3.14", "3.15") if python_at_hand(version)]


def install(python: Path, *what: str | Path) -> None:
    """Let our pip install for another Python."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python]
    run(*pip, "install", *what, cwd=python.parent)
