"""`scaffold new`: ask, render the template, leave a project that builds, tests and checks clean."""

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ironwheel.about import NAME
from ironwheel.change import creation, proposal
from ironwheel.change.creation import Creation
from ironwheel.disk import places
from ironwheel.errors import AnswerError, UsageError
from ironwheel.template import questions
from ironwheel.vcs import git

if TYPE_CHECKING:
    from ironwheel.template.sources import Template
    from ironwheel.terminal.screen import Screen

_DEFAULTS = {"project_name": "DEST's name", "author_name": "as git", "author_email": "as git"}
_YES, _CHANGE, _NO = "yes", "change", "no"


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "dest",
        metavar="DEST",
        nargs="?",
        help="the folder to create or fill (default: the project's name; of init: .)",
    )
    questions.options(parser, _DEFAULTS)
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
    from ironwheel.template import sources

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
        suggested = _suggested(target, staging)
        folder = staging / "tried"
        with screen.working(f"Reading {source.label}"):
            _render(source, folder, data, suggested, asking=asking)
        if asking:
            made = _ask(given, target, source, staging, data, suggested)
        else:
            made = _made(given, folder, target, source)
        if looking:
            _look(screen, made, given)
            return 0
        screen.done(f"{made.name}: {len(made.paths)} files from {made.label}")
        steps = creation.lock(screen, made)
        subject = "a template" if given.template else f"the {NAME} {made.label}"
        if given.vcs == "git":
            creation.start_repository(screen, made, subject)
        folders.publish(made.folder, made.target)
        if given.vcs == "git":
            creation.commit(screen, made, subject, staging / "index")
    creation.conclude(screen, made, steps)
    return 0


def _suggested(target: Path | None, folder: Path) -> dict[str, str]:
    """Return what the surroundings say: the name of the folder, whom git knows, and where a clone came from."""
    suggested = {} if target is None else {"project_name": target.name}
    if (author := git.identity(folder)) is not None:
        suggested["author_name"], suggested["author_email"] = author
    if target is not None and (address := git.remote(folder, target / ".git" / "config")):
        suggested["repository_url"] = address
    return suggested


def _render(
    source: "Template",
    folder: Path,
    data: dict[str, Any],
    suggested: dict[str, str],
    *,
    asking: bool,
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


def _made(given: argparse.Namespace, folder: Path, target: Path | None, source: "Template") -> Creation:
    """Return what was rendered into `folder`, which comes to `target`, or to a folder of the project's name."""
    from ironwheel.disk import folders
    from ironwheel.template import answers_file

    answers = answers_file.answers(folder)
    dest = Path(given.dest or answers.get("project_name", ""))
    target = target or folders.vacant(dest)
    kept = folders.leave_out_kept(folder, target)
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return Creation(
        folder, target, places.named(dest), paths, answers, source.label, kept, git.surrounding(target)
    )


def _ask(
    given: argparse.Namespace,
    target: Path | None,
    source: "Template",
    staging: Path,
    data: dict[str, Any],
    suggested: dict[str, str],
) -> Creation:
    """Ask for what is not given, until the person agrees to what comes of it.

    Raises:
        KeyboardInterrupt: The person does not want it.
    """
    from ironwheel.template import answers_file, render
    from ironwheel.terminal.ask import Questionnaire, picked

    screen, person = given.screen, Questionnaire()
    usual = answers_file.answers(staging / "tried")
    screen.title(f"A new Python package with a Rust core, from {source.label}\n")
    for attempt in range(1000):
        folder = staging / f"project{attempt}"
        render.render(source, folder, given=data, suggested=suggested, ask=person)
        made = _made(given, folder, target, source)
        if given.dry_run or given.diff:
            return made
        screen.title(f"\n{made.name}")
        screen.rows(creation.summary(made))
        screen.line("The same without questions:")
        silent = {question.key for question in questions.known() if question.help not in person.answers}
        final = {
            key: answer
            for key, answer in made.answers.items()
            if key in data or (usual.get(key) != answer and key not in silent)
        }
        screen.commands([_command(given, made, final)])
        decisions = {_YES: "yes", _CHANGE: "change an answer", _NO: "no"}
        if not person.answers:
            del decisions[_CHANGE]
        screen.line()
        decision = picked("Create it?", decisions, by_letter=True)
        if decision == _YES:
            return made
        if decision == _NO:
            break
        answers = {
            question: f"{question}  {questions.written(answer)}"
            for question, answer in person.answers.items()
        }
        person.change(picked("Which answer?", answers))
    raise KeyboardInterrupt("Nothing was created.")


def _command(given: argparse.Namespace, made: Creation, final: dict[str, Any]) -> str:
    """Return the command line that makes `made` with the answers `final`, and asks nothing."""
    if not given.dest or final.get("project_name") == Path(given.dest).name:
        final.pop("project_name", None)
    words = [*given.program.split(" "), given.command, shlex.quote(given.dest or made.name), "--defaults"]
    for option in ("template", "vcs_ref"):
        if value := getattr(given, option):
            words += [f"--{option.replace('_', '-')}", shlex.quote(value)]
    if given.vcs != "git":
        words += ["--vcs", given.vcs]
    return " ".join([*words, *questions.words(final)])


def _look(screen: "Screen", made: Creation, given: argparse.Namespace) -> None:
    if not given.diff:
        creation.preview(screen, made, is_whole=bool(given.verbose), vcs=given.vcs)
        return
    created = ((path, (made.folder / path).read_bytes()) for path in made.paths)
    screen.patch(made.name, [{"path": path, "before": None, "after": content} for path, content in created])
