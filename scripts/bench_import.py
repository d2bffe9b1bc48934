"""The part of the bench that compares imports and wheels: the package of a standard project against that of `maturin new`."""

import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path

ROUNDS = 100


def package(place: Path, standard: Path) -> None:
    """Print how long the import of a standard project's package takes, and how large its wheel is, against `maturin new`'s.

    Both are built for release and installed into an environment of their own; each import is timed inside a fresh
    interpreter, the two taking turns.

    Args:
        place: A folder to build in.
        standard: The standard project.
    """
    theirs = place / "theirs"
    new: list[str | Path] = [sys.executable, "-m", "maturin", "new", "--mixed", "--bindings=pyo3", theirs]
    subprocess.run(new, check=True, capture_output=True)
    folder = place / "imports"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    modules, sizes = {}, {}
    for project in (standard, theirs):
        build: list[str | Path] = [
            sys.executable,
            "-m",
            "maturin",
            "build",
            "--release",
            "--out=dist",
            "--interpreter",
            python,
        ]
        subprocess.run(build, cwd=project, check=True, capture_output=True)
        (wheel,) = (project / "dist").glob("*.whl")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True)
        sizes[project] = wheel.stat().st_size
        modules[project] = next((project / "python").iterdir()).name
    # The first pair warms up.
    pairs = [(_once(python, modules[standard]), _once(python, modules[theirs])) for _ in range(ROUNDS)][1:]
    mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"\nThe generated package is imported in {mine * 1000:.2f} ms,"
        f" {mine / other:.2f} times what `maturin new`'s takes (aim: ≤ 1.3)."
        f" Its wheel has {sizes[standard] / 1000:.0f} kB, {sizes[standard] / sizes[theirs]:.2f} times that of the other.\n"
    )


def _once(python: Path, module: str) -> float:
    """Seconds of one import in a fresh interpreter."""
    code = f"import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"
    return float(subprocess.run([python, "-c", code], check=True, capture_output=True).stdout)
