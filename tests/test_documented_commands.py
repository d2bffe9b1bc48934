"""Every command of ours in the documentation can be run as it stands there, in a new project.

docs/first-hour.md is one story, and has a test of its own.
"""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run
from ironwheel.cli import program

ROOT = Path(__file__).parent.parent
PAGES = {
    page.relative_to(ROOT).as_posix(): page.read_text("utf-8")
    for page in sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
    if page.name != "first-hour.md"
}
OURS = re.compile(
    r"^(?:\$ )?(?:.*\| )?((?:scaffold|uvx ironwheel|pipx run ironwheel)(?: .*)?)$", re.MULTILINE
)


def _lines() -> list[tuple[str, str]]:
    """The command lines of ours in blocks for a shell: the page, and the line with its comment."""
    return [
        (page, line)
        for page, text in PAGES.items()
        for block in re.findall(r"^```(?:console|sh)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        for line in OURS.findall(block)
    ]


def _inline() -> list[tuple[str, str]]:
    """The commands of ours that stand in a sentence, whole: no `…`, no NAME to put in."""
    found = {
        (page, command)
        for page, text in PAGES.items()
        for command in re.findall(r"`(scaffold [a-z][^`|\n]*)(?:\|[^`]*)?`", text)
        if not re.search(r"…|\b[A-Z]{3,}\b|[$<>\\]", command)
    }
    return sorted(found)


def _given(line: str) -> list[str]:
    words = shlex.split(line, comments=True)
    return words[words.index("ironwheel") + 1 :] if "ironwheel" in words else words[1:]


@pytest.fixture
def project(scaffold: Run, machine: Path) -> Path:
    """A new project with all that the commands may name."""
    assert scaffold("new", "my-package", "--defaults").returncode == 0
    place = machine / "my-package"
    (place / "build.log").write_text("error: linker `cc` not found\n")
    shutil.copytree(ROOT / "tests" / "rendered" / "standard", place / "clones" / "one")
    (place / ".git" / "info").mkdir(exist_ok=True)
    (place / ".git" / "info" / "exclude").write_text("/build.log\n/clones\n")
    return place


def _prepare(command: list[str], project: Path, scaffold: Run) -> None:
    """Bring about what the person has before this command."""
    if command[0] == "adopt":
        (project / ".copier-answers.yml").unlink()
        git = ["git", "-C", project]
        subprocess.run([*git, "commit", "--quiet", "--all", "--message=Leave the template"], check=True)
    if command[0] == "audit":
        shutil.copy(_sdist(project), project / "dist")
    if "--abort" in command:
        assert scaffold("update", "--data", "python_min=3.12", cwd=project).returncode == 0


def _sdist(project: Path) -> Path:
    dist = project / "dist"
    dist.mkdir()
    # A source distribution of nothing: what is found in it is not the question here.
    place = project / "my_package-0.1.0"
    place.mkdir()
    (place / "PKG-INFO").write_text("Metadata-Version: 2.4\nName: my-package\nVersion: 0.1.0\n")
    return Path(shutil.make_archive(str(place), "gztar", project, place.name))


@pytest.mark.parametrize(
    ("page", "line"), _lines(), ids=lambda text: re.sub(r"\s+", "-", text.partition("#")[0].strip())
)
def test_the_line_runs(page: str, line: str, project: Path, scaffold: Run) -> None:
    command = _given(line)
    _prepare(command, project, scaffold)
    done = scaffold(*command, cwd=project)
    # 1 is a finding, or a machine that is not fit; 2 is a command that could not do its work.
    assert done.returncode in (0, 1), f"{page}\n{done.stdout}{done.stderr}"


def test_the_commands_in_sentences_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["scaffold"])
    commands = _inline()
    assert len(commands) > 20
    for page, command in commands:
        try:
            program._parse(shlex.split(command)[1:])
        except program.UsageError as error:
            pytest.fail(f"{page}: `{command}`: {error.message}")
