"""The part of the bench that compares packages: that of a standard project with that of `maturin new`, and with preset full."""

import os
import resource
import statistics
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 100


@dataclass
class Package:
    """What a project is built to."""

    build: float
    """CPU seconds of a release build with nothing compiled before."""
    size: int
    """Bytes of the wheel."""
    imported: float
    """Seconds of an import: the median."""


def packages(place: Path, standard: Path, full: Path) -> None:
    """Print how a standard project's build, wheel and import compare with `maturin new`'s, and those of preset full with them.

    All are built for release and installed into one environment; each import is timed inside a fresh interpreter, the
    packages taking turns.

    Args:
        place: A folder to build in.
        standard: The standard project.
        full: The project of the preset *full*.
    """
    theirs = place / "theirs"
    new: list[str | Path] = [sys.executable, "-m", "maturin", "new", "--mixed", "--bindings=pyo3", theirs]
    subprocess.run(new, check=True, capture_output=True)
    mine, other, more = _measured(place, [standard, theirs, full])
    print(
        f"\nThe generated package is imported in {mine.imported * 1000:.2f} ms,"
        f" {mine.imported / other.imported:.2f} times what `maturin new`'s takes (aim: ≤ 1.3)."
        f" Its wheel has {mine.size / 1000:.0f} kB, {mine.size / other.size:.2f} times that of the other."
    )
    print(
        f"\nWith the preset *full*, it is built in {more.build / mine.build:.2f} times the CPU time"
        f" ({more.build:.0f} s), its wheel has {more.size / mine.size:.2f} times the bytes,"
        f" and it is imported in {more.imported / mine.imported:.2f} times the time.\n"
    )


def _measured(place: Path, projects: list[Path]) -> list[Package]:
    """Build, install and import the packages of projects."""
    folder = place / "imports"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    maturin: list[str | Path] = [sys.executable, "-m", "maturin", "build", "--release", "--out=dist"]
    builds, sizes, modules = [], [], []
    for project in projects:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [*maturin, "--interpreter", python, "--target-dir", project / "cold"]
        subprocess.run(command, cwd=project, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        builds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        (wheel,) = (project / "dist").glob("*.whl")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True)
        sizes.append(wheel.stat().st_size)
        modules.append(next((project / "python").iterdir()).name)
    # The first round warms up.
    rounds = [[_once(python, module) for module in modules] for _ in range(ROUNDS)][1:]
    imports = [statistics.median(times) for times in zip(*rounds, strict=True)]
    return [Package(*figures) for figures in zip(builds, sizes, imports, strict=True)]


def _once(python: Path, module: str) -> float:
    """Seconds of one import in a fresh interpreter."""
    code = f"import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"
    return float(subprocess.run([python, "-c", code], check=True, capture_output=True).stdout)
