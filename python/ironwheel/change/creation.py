"""A new project: what is told of it before it is made, its lock file, its repository, and what to do with it next."""

import os
import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ironwheel import _core, programs
from ironwheel.change import proposal
from ironwheel.disk import places
from ironwheel.errors import ToolError, many
from ironwheel.tools import cargo, python
from ironwheel.vcs import commits, git

if TYPE_CHECKING:
    from ironwheel._core import Fact
    from ironwheel.terminal.screen import Screen

_WORKFLOWS = ".github/workflows/"
_BRANCH = "main"  # the workflows listen to it


class Creation(NamedTuple):
    """A rendered project.

    Args:
        folder: Where it is until it comes to its target.
        target: Where it is to be.
        name: What to call that.
        paths: Its files.
        answers: What it was rendered from.
        label: What to call the template.
        kept: The files that are there already and stay as they are, with the lines that they lack of ours.
        repository: The top of the repository that it comes into.
    """

    folder: Path
    target: Path
    name: str
    paths: list[str]
    answers: dict[str, Any]
    label: str
    kept: dict[str, list[str]]
    repository: Path | None


def summary(made: Creation) -> list[tuple[str, str]]:
    """Return what `made` is, in rows of a word and a text that are short enough for any terminal."""
    inside = Counter(path.partition("/")[0] for path in made.paths if "/" in path)
    folders = [f"{folder}/ ({count})" for folder, count in sorted(inside.items())]
    rows = [(many(len(made.paths), "file"), ", ".join(folders + [p for p in made.paths if "/" not in p]))]
    if made.kept:
        rows.append(("kept", ", ".join(made.kept)))
    platforms: dict[tuple[str, str], list[str]] = {}
    for fact in wheels(made.folder):
        platform, _, architectures = str(fact["value"]).partition(" ")
        platforms.setdefault((architectures, fact["note"]), []).append(platform)
    for (architectures, note), names in platforms.items():
        where = f" ({architectures})" if architectures else ""
        rows.append(("wheels", f"{', '.join(names)}{where}{f'; {note}' if note else ''}"))
    return rows


def wheels(folder: Path) -> "list[Fact]":
    """Return what is known of the wheels that the workflows of the project in `folder` will make."""
    try:
        facts = _core.truth(places.nearest(str(folder)))
    except _core.ProjectNotFoundError:  # Another template may make others.
        return []
    return [fact for fact in facts if fact["name"] == "wheel" and fact["value"]]


def preview(screen: "Screen", made: Creation, *, is_whole: bool, vcs: str) -> None:
    """Say what would be made; all of it if that is asked for."""
    screen.title(f"Would create {made.name} from {made.label}")
    screen.rows(summary(made))
    if is_whole:
        screen.overview(made.paths, wheels(made.folder))
    else:
        screen.line("  -v lists all files")
    _warn_of_kept(screen, made)
    if _lacks_lock(made) and _workspace(made) is None:
        screen.line("Would create Cargo.lock with cargo")
    if vcs == "git" and made.repository in (None, made.target):
        what = "a git repository with" if made.repository is None else "a commit of"
        screen.line(f"Would create {what} all these files")


def lock(screen: "Screen", made: Creation) -> list[str]:
    """Let cargo write Cargo.lock, and return what is left to do for it."""
    if not _lacks_lock(made):
        return []
    if (workspace := _workspace(made)) is not None:
        root, is_member = workspace
        if is_member:
            screen.done(f"member of the cargo workspace {root}, which has the Cargo.lock")
            return []
        screen.warning(f"no Cargo.lock: the cargo workspace {root} has its own")
        place = Path(os.path.relpath(made.target.resolve(), root)).as_posix()
        return [f"# add {place} to `members` (or `exclude`) of {root / 'Cargo.toml'}"]
    if programs.find("cargo") is None:
        screen.warning("no Cargo.lock yet: cargo is not installed")
        return ["# install Rust: https://www.rust-lang.org/tools/install", "cargo generate-lockfile"]
    with screen.working("Resolving dependencies with cargo"):
        why = cargo.lock(made.folder)
    if why is None:
        screen.done("Cargo.lock")
        return []
    screen.warning(f"no Cargo.lock yet: {why}")
    return ["cargo generate-lockfile"]


def start_repository(screen: "Screen", made: Creation, subject: str) -> None:
    """Make the folder of `made` a repository with a first commit, unless it comes into one."""
    if (repository := made.repository) is None:
        if git.start(made.folder, _message(subject)):
            screen.done("git repository with a first commit")
        else:
            _say_who(screen, "git repository without a commit")
    elif repository != made.target:
        screen.warning(f"no new git repository: the project is inside the repository {repository}")
        if any(path.startswith(_WORKFLOWS) for path in made.paths):
            place = (repository / _WORKFLOWS).as_posix()
            screen.warning(
                f"its workflows will not run: move them to {place}, and set their `working-directory`"
            )


def commit(screen: "Screen", made: Creation, subject: str, scratch: Path) -> None:
    """Commit the files of `made` if they have come into a repository that was there, with an index at `scratch`."""
    if made.repository != made.target:
        return
    paths = [*made.paths, *(["Cargo.lock"] if (made.target / "Cargo.lock").exists() else [])]
    try:
        branch = commits.commit(made.target, paths, _message(subject), scratch)
    except ToolError as error:
        screen.warning(f"not committed: {error.message}")
        return
    if branch is None:
        _say_who(screen, "not committed")
        return
    screen.done(f"committed on {branch}")
    if branch != _BRANCH and any(path.startswith(_WORKFLOWS) for path in made.paths):
        screen.warning(f"the workflows run on {_BRANCH}: rename the branch with `git branch -m {_BRANCH}`")


def conclude(screen: "Screen", made: Creation, steps: list[str]) -> None:
    """Check the project in its place, and say how to go on."""
    _warn_of_kept(screen, made)
    proposal.check(screen, made.target, made.name)
    way = [] if made.target == Path.cwd() else [f"cd {shlex.quote(made.name)}"]
    screen.title("\nNext:")
    screen.commands(way + steps)
    ways = python.first_steps(made.paths, str(made.answers.get("python_min", "")))
    for number, (tool, commands) in enumerate(ways.items()):
        note = ", whose uv.lock is committed as well" if tool == "uv" else ""
        screen.line(f"  # {'or ' if number else ''}with {tool}{note}")
        screen.commands(commands)


def _warn_of_kept(screen: "Screen", made: Creation) -> None:
    """Say what the files that were there do not do for the project."""
    ignored = [line for line in made.kept.get(".gitignore", []) if line and not line.startswith("#")]
    if ignored:
        screen.warning(f".gitignore is kept, and lacks {', '.join(ignored)}")
    texts = [path for path in made.paths if path.startswith("LICENSE-")]
    for name in made.kept if texts else ():
        if name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
            screen.warning(
                f"{name} is kept beside {' and '.join(texts)}, which are the licence of the answers, "
                f"{made.answers.get('license')}: leave only the texts that hold, "
                "and name them in `license-files` of pyproject.toml"
            )


def _message(subject: str) -> str:
    return f"Start from {subject}"


def _say_who(screen: "Screen", what: str) -> None:
    screen.warning(f"{what}: git does not know your name and e-mail address; set them:")
    screen.commands([f"git config --global user.{key} …" for key in ("name", "email")])


def _lacks_lock(made: Creation) -> bool:
    return "Cargo.toml" in made.paths and "Cargo.lock" not in made.paths


def _workspace(made: Creation) -> tuple[Path, bool] | None:
    """Return the cargo workspace that claims the project where it comes to, and whether it is a member."""
    manifest = (made.folder / "Cargo.toml").read_text("utf-8", "replace")
    return _core.workspace(made.target.resolve(), manifest)
