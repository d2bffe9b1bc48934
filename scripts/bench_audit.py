"""The part of the bench that audits wheels, one and thirty, against four tools one after the other."""

import os
import re
import shutil
import subprocess
import tomllib
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
MANY = 30
# The others are pinned with the tools of the tests.
AUDITWHEEL = "auditwheel==6.8.2"
# As large as wheels usually are: of 355 wheels of public projects, half have less than 1.6 MB.
USUAL = "sudachipy==0.7.0"

Command = Sequence[str | Path]
Compare = Callable[[str, Command, Command, str, Path], None]


def audits(scaffold: Path, place: Path, large: Path, compare: Compare) -> None:
    """Print a row for a wheel of usual size and for a large one, and for releases of as many with other build numbers."""
    folder = _tools(place)
    get: Command = [
        folder / "python",
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        USUAL,
    ]
    subprocess.run([*get, f"--dest={place / 'usual'}"], check=True)
    (usual,) = (place / "usual").iterdir()
    for wheel in (usual, large):
        release = place / f"release-of-{wheel.name}"
        release.mkdir()
        name, version, *tags = wheel.name.split("-")
        for build in range(1, MANY + 1):
            shutil.copy(wheel, release / "-".join([name, version, str(build), *tags]))
        size = f"{wheel.stat().st_size / 1e6:.1f} MB"
        for files, what, aim in (
            (wheel, f"a wheel of {size}", "≤ 0.1"),
            (release, f"{MANY} of them", "≤ 0.034"),
        ):
            ours: Command = [scaffold, "audit", "--exit-zero", "--output-format=concise", files]
            row = f"`scaffold audit`, {what} / auditwheel, abi3audit, check-wheel-contents and twine"
            compare(row, ours, ["sh", "-c", _one_after_the_other(folder, files)], aim, place)


def _one_after_the_other(folder: Path, files: Path) -> str:
    """Each tool on all files, as a person would run them; what they find does not end the row."""
    wheels = f"{files}/*.whl" if files.is_dir() else str(files)
    steps = (
        f"for wheel in {wheels}; do {folder}/auditwheel show $wheel; done",
        f"{folder}/abi3audit {wheels}",
        f"{folder}/check-wheel-contents {wheels}",
        f"{folder}/twine check --strict {wheels}",
        "true",
    )
    return "; ".join(steps)


def _tools(place: Path) -> Path:
    """Install the other tools; the folder of their programs."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["tools"]
    wanted = [pin for pin in tools if re.match("abi3audit=|check-wheel-contents=|twine=", pin)]
    venv.create(place / "auditors", with_pip=True)
    folder = place / "auditors" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([folder / "python", "-m", "pip", "install", "--quiet", AUDITWHEEL, *wanted], check=True)
    subprocess.run([folder / "python", "-m", "compileall", "-q", place / "auditors"], check=False)
    return folder
