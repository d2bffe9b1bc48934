"""Builds rendered projects with the real tools, and finds Pythons to install them into."""

import os
import subprocess
import sys
from pathlib import Path

from render import ROOT

TARGET = Path(os.environ.get("IRONWHEEL_TARGET_DIR", ROOT / "target" / "generated"))


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command that must succeed, and give what it said."""
    result = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=os.environ | {"CARGO_TARGET_DIR": str(TARGET), "PYO3_PYTHON": sys.executable} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}"
    return result.stdout


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
