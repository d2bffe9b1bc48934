"""`scaffold new`: ask, render the template, leave a project that builds, tests and checks clean."""

import argparse
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ironwheel import _core, programs
from ironwheel.about import NAME
from ironwheel.change import proposal
from ironwheel.errors import AnswerError, UsageError
from ironwheel.template import questions
from ironwheel.tools import cargo, python
from ironwheel.vcs import git

if TYPE_CHECKING:
    from ironwheel._core import Fact
    from ironwheel.template.sources import Template
    from ironwheel.terminal.screen import Screen


class _Made(NamedTuple):
    """A rendered project: the folder that it is in until it comes to its target, and its files."""

    folder: Path
    target: Path
    name: str
    paths: list[str]
    answers: dict[str, Any]
    label: str


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "dest", metavar="DEST", nargs="?", help="the folder to create (default: the project's name)"
    )
    group = questions.options(parser)
    group.add_argument(
        "--preset", metavar="NAME", action="append", dest="data", type=_preset, help="minimal or standard"
    )
    source = parser.add_argument_group("template")
    source.add_argument(
        "--template", metavar="PATH_OR_URL", help="use this template instead of the built-in one"
    )
    source.add_argument(
        "--vcs-ref", metavar="REF", help="template version, tag or commit (default: the newest version)"
    )
    parser.add_argument(
        "--vcs",
        choices=("git", "none"),
        default="git",
        help="create a git repository (git, the default) or none",
    )
    proposal.options(parser, "be created")


def run(given: argparse.Namespace) -> int:
    """Make the project, or show what would be made.

    Raises:
        ScaffoldError: It cannot be made; nothing was.
        KeyboardInterrupt: The person does not want it; nothing was made.
    """
    from ironwheel.disk import folders
    from ironwheel.template import answers_file, render, sources
    from ironwheel.terminal.screen import named

    screen = given.screen
    asking = questions.are_asked(given)
    looking = given.dry_run or given.diff
    data = questions.answers(given)
    if not given.dest and not asking and "project_name" not in data:
        raise UsageError("DEST is missing", f"give the folder to create: `{given.program} new my-package`")
    if given.dest and not looking and folders.recover_around(Path(given.dest)):
        screen.done(f"{given.dest}: finished the interrupted run that creates it")
        return 0
    target = folders.vacant(Path(given.dest)) if given.dest else None
    ground = target or Path.cwd()
    ground = next(place for place in (ground, *ground.parents) if place.exists())
    if given.template:
        source = sources.other(given.template, given.vcs_ref, ground)
    else:
        source = sources.released(given.vcs_ref)
    with folders.temporary_files(), folders.staging(None if looking else ground) as staging:
        folder = staging / "project"
        suggested = _suggested(target, staging)
        with screen.working(f"Reading {source.label}"):
            _render(source, staging / "tried" if asking else folder, data, suggested, asking=asking)
        if asking:
            screen.title(f"A new Python package with a Rust core, from {source.label}\n")
            render.render(source, folder, given=data, suggested=suggested, ask=True)
        answers = answers_file.answers(folder)
        dest = Path(given.dest or answers.get("project_name", ""))
        target = target or folders.vacant(dest)
        paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        made = _Made(folder, target, named(dest), paths, answers, source.label)
        if looking:
            _look(screen, made, given)
            return 1
        if asking:
            _confirm(screen, made)
        screen.done(f"{made.name}: {len(made.paths)} files from {made.label}")
        steps = _lock(screen, made)
        _start_repository(screen, made, given)
        folders.publish(folder, target)
    _conclude(screen, made, steps)
    return 0


def _preset(name: str) -> tuple[str, str]:
    return "preset", name


def _suggested(target: Path | None, folder: Path) -> dict[str, str]:
    """Return what the surroundings say: the name of the folder, and whom git knows."""
    suggested = {} if target is None else {"project_name": target.name}
    if (author := git.identity(folder)) is not None:
        suggested["author_name"], suggested["author_email"] = author
    return suggested


def _render(
    source: "Template", folder: Path, data: dict[str, Any], suggested: dict[str, str], *, asking: bool
) -> None:
    """Render from what is given and suggested; if the person is asked later, to see what is accepted.

    A suggestion that the template refuses is dropped: nobody made it. The name of the folder is the
    exception: who is not asked has chosen it.
    """
    from ironwheel.template import render

    while True:
        try:
            render.render(source, folder, given=data, suggested=suggested)
        except AnswerError as error:
            if error.question in suggested and (asking or error.question != "project_name"):
                del suggested[error.question]
                continue
            if not asking or error.question in data:
                raise
        return


def _confirm(screen: "Screen", made: _Made) -> None:
    from ironwheel.terminal import ask

    screen.overview(made.name, made.paths, _wheels(made.folder))
    if not ask.agreed("Create it?"):
        raise KeyboardInterrupt("Nothing was created.")


def _wheels(folder: Path) -> "list[Fact]":
    """Return what is known of the wheels that the workflows of the project will make."""
    try:
        facts = _core.truth(folder)
    except _core.ProjectNotFoundError:  # Another template may make others.
        return []
    return [fact for fact in facts if fact["name"] == "wheel" and fact["value"]]


def _look(screen: "Screen", made: _Made, given: argparse.Namespace) -> None:
    if given.diff:
        created = ((path, (made.folder / path).read_bytes()) for path in made.paths)
        screen.patch(
            made.name, [{"path": path, "before": None, "after": content} for path, content in created]
        )
        return
    screen.line(f"Would create {made.name} from {made.label}, {len(made.paths)} files:")
    for path in made.paths:
        screen.line(f"  {path}")
    if _lacks_lock(made) and _workspace(made) is None:
        screen.line("Would create Cargo.lock with cargo")
    if given.vcs == "git" and git.surrounding(made.target) is None:
        screen.line("Would create a git repository with all these files")


def _lacks_lock(made: _Made) -> bool:
    return "Cargo.toml" in made.paths and "Cargo.lock" not in made.paths


def _workspace(made: _Made) -> tuple[Path, bool] | None:
    """Return the cargo workspace that claims the project where it comes to, and whether it is a member."""
    manifest = (made.folder / "Cargo.toml").read_text("utf-8", "replace")
    return _core.workspace(made.target.resolve(), manifest)


def _lock(screen: "Screen", made: _Made) -> list[str]:
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
    with screen.working("Resolving dependencies with cargo"):
        locked = cargo.lock(made.folder)
    if locked:
        screen.done("Cargo.lock")
        return []
    has_cargo = programs.find("cargo") is not None
    why = "cargo could not write it" if has_cargo else "cargo is not installed"
    screen.warning(f"no Cargo.lock yet: {why}")
    first = [] if has_cargo else ["# install Rust: https://www.rust-lang.org/tools/install"]
    return [*first, "cargo generate-lockfile"]


def _start_repository(screen: "Screen", made: _Made, given: argparse.Namespace) -> None:
    if given.vcs == "none":
        return
    if (repository := git.surrounding(made.target)) is not None:
        screen.warning(f"no new git repository: the project is inside the repository {repository}")
        return
    subject = "a template" if given.template else f"the {NAME} {made.label}"
    if git.start(made.folder, f"Start from {subject}"):
        screen.done("git repository with a first commit")
    else:
        screen.warning(
            "git repository without a commit: git does not know your name and e-mail address; set them:"
        )
        screen.commands([f"git config --global user.{key} …" for key in ("name", "email")])


def _conclude(screen: "Screen", made: _Made, steps: list[str]) -> None:
    proposal.check(screen, made.target, made.name)
    way = [] if made.target == Path.cwd() else [f"cd {shlex.quote(made.name)}"]
    screen.title("\nNext:")
    screen.commands(way + steps + python.first_steps(made.target, str(made.answers.get("python_min", ""))))
