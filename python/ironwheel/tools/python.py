"""How a person sets up a project with the tools that are here."""

import os
import re
import sys
from collections.abc import Collection
from pathlib import Path

from ironwheel import programs


def first_steps(paths: Collection[str], python_min: str) -> dict[str, list[str]]:
    """Return the commands that set up a project and run its tests, by the tool that they need; first the tools that are here.

    Args:
        paths: The files of the project.
        python_min: The lowest Python that it runs on.
    """
    python = Path(".venv", *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
    # A core that is a distribution of its own is installed together with the package that pins it.
    core = "--editable ./core " if "core/pyproject.toml" in paths else ""
    ways = {
        "just": ["just setup", "just test"],
        "make": ["make setup", "make test"],
        "uv": ["uv sync", "uv run pytest"],
        "pip": [
            f"{_interpreter(python_min)} -m venv .venv",
            f"{python} -m pip install --upgrade pip",
            f"{python} -m pip install --group dev {core}--editable .",
            f"{python} -m pytest",
        ],
    }
    for runner, file in {"just": "justfile", "make": "Makefile"}.items():
        if file not in paths:
            del ways[runner]
    return dict(sorted(ways.items(), key=lambda way: way[0] != "pip" and programs.find(way[0]) is None))


def _interpreter(python_min: str) -> str:
    """Return how to start a Python that is new enough; what just starts may be as old as ours."""
    needed = re.fullmatch(r"3\.(\d+)", python_min)
    if needed and int(needed[1]) > sys.version_info.minor:
        return f"py -{python_min}" if os.name == "nt" else f"python{python_min}"
    return "python" if os.name == "nt" else "python3"
