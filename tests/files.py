"""Files that tests write, and commands that they run beside them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts, as they are, to their paths below a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8", newline="")


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command that must succeed, and give what it said."""
    result = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=os.environ | {"PYO3_PYTHON": sys.executable} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}"
    return result.stdout
