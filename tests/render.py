"""Renders the template of the work tree, quickly and in memory, for the tests that look at what comes out."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import copier

ROOT = Path(__file__).parent.parent
ANSWERS = ".copier-answers.yml"


@cache
def _snapshot() -> TemporaryDirectory[str]:
    """Copy what Copier reads to a folder outside git, so that no render has to clone the repository first."""
    folder = TemporaryDirectory(prefix="template-")
    shutil.copytree(ROOT / "template", Path(folder.name, "template"))
    for file in (ROOT / "copier.yml", *ROOT.glob("*.jinja")):
        shutil.copy(file, folder.name)
    return folder


def render(destination: Path, answers: dict[str, Any]) -> Path:
    """Render a project, with the default for every answer that is not given.

    Args:
        destination: The folder to make.
        answers: Answers by question.

    Returns:
        The destination.

    Raises:
        ValueError: An answer is refused.
    """
    copier.run_copy(
        _snapshot().name,
        destination,
        answers,
        defaults=True,
        overwrite=True,
        quiet=True,
        settings=copier.Settings(),
    )
    return destination


def render_repository(destination: Path, answers: dict[str, Any]) -> Path:
    """Render a project and make it the git repository with one commit that `scaffold new` leaves.

    Args:
        destination: The folder to make.
        answers: Answers by question.

    Returns:
        The destination.
    """
    render(destination, answers)
    git = ["git", "-C", destination, "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message=Start", "--no-verify", "--no-gpg-sign"], check=True)
    return destination


def read(folder: Path) -> dict[str, bytes]:
    """Read a project as one value, without git's own folder and without where the template came from.

    Args:
        folder: The root of the project.

    Returns:
        Contents by path, with `/` between folders.
    """
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
    lines = files[ANSWERS].splitlines(keepends=True)
    files[ANSWERS] = b"".join(line for line in lines if not line.startswith((b"_src_path:", b"_commit:")))
    return files


@cache
def rendered(**answers: Any) -> dict[str, bytes]:
    """Render a project in memory.

    Args:
        **answers: Answers by question.

    Returns:
        Contents by path.

    Raises:
        ValueError: An answer is refused.
    """
    with TemporaryDirectory(prefix="rendered-") as folder:
        return read(render(Path(folder, "project"), answers))
