"""How a person sets up a project with the tools that are here."""

import os
import re
import shutil
import sys
from pathlib import Path


def first_steps(project: Path, python_min: str) -> list[str]:
    """Return the commands that set up `project`, which needs the Python `python_min`, and run its tests."""
    if (project / "justfile").exists() and shutil.which("just"):
        return ["just setup", "just test"]
    if shutil.which("uv"):
        return ["uv sync", "uv run pytest"]
    python = Path(".venv", *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
    return [
        f"{_interpreter(python_min)} -m venv .venv",
        f"{python} -m pip install --upgrade pip",
        f"{python} -m pip install --group dev --editable .",
        f"{python} -m pytest",
    ]


def _interpreter(python_min: str) -> str:
    """Return how to start a Python that is new enough; what just starts may be as old as ours."""
    needed = re.fullmatch(r"3\.(\d+)", python_min)
    if needed and int(needed[1]) > sys.version_info.minor:
        return f"py -{python_min}" if os.name == "nt" else f"python{python_min}"
    return "python" if os.name == "nt" else "python3"
