"""`scaffold adopt`: put an existing project under the template, and overwrite nothing of it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ironwheel import _core, about
from ironwheel.change import proposal
from ironwheel.disk import places
from ironwheel.errors import AnswerError, TemplateError, UsageError, choices
from ironwheel.template import answers_file, questions
from ironwheel.vcs import git

if TYPE_CHECKING:
    from ironwheel.change.adoption import Sorted, Wishes
    from ironwheel.template.answers_file import Origin
    from ironwheel.template.sources import Template
    from ironwheel.vcs.repository import Repository

# What sets up tools.
_TOOLS = ("clippy", "editorconfig", "groups", "mypy", "pytest", "ruff", "uv")

# Where the project does not say, nobody is named and no licence is given.
_SILENT = {"author_name": "", "author_email": "", "license": "none"}


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("path", metavar="PATH", nargs="?", default=".", help="the project (default: .)")
    questions.options(parser)
    source = parser.add_argument_group("template")
    source.add_argument(
        "--template", metavar="PATH_OR_URL", help="use this template instead of the built-in one"
    )
    source.add_argument(
        "--vcs-ref", metavar="REF", help="template version, tag or commit (default: the newest version)"
    )
    source.add_argument(
        "--answers-file", metavar="FILE", help=f"where to keep the answers (default: {answers_file.NAME})"
    )
    taking = parser.add_argument_group("parts")
    names = ", ".join(name for name, _, _ in _core.parts())
    taking.add_argument(
        "--with",
        metavar="PART",
        action="append",
        default=[],
        dest="parts",
        type=_part,
        help=f"take this part of the template too (repeatable): {names}",
    )
    taking.add_argument(
        "--without", metavar="PART", action="append", default=[], type=_part, help="leave this part out"
    )
    taking.add_argument(
        "--all", action="store_true", help="take all parts, for a project that nobody uses yet"
    )
    taking.add_argument(
        "--tools",
        action="store_true",
        help=f"the same as `--with` each of {', '.join(_TOOLS)}",
    )
    parser.add_argument(
        "--conflicts",
        action="store_true",
        help="write both versions, with conflict markers, into files that differ",
    )
    proposal.options(parser, "change")
    parser.add_argument("--abort", action="store_true", help="undo the adoption")


def run(given: argparse.Namespace) -> int:
    """Adopt the project, or show what would change.

    Raises:
        ScaffoldError: It cannot be adopted; nothing was changed.
        KeyboardInterrupt: The person does not want it; nothing was changed.
    """
    given.path = places.project(given.path)
    with proposal.begun(given, "adoption") as where:
        return 0 if where is None else _adopt(given, where)


def _adopt(given: argparse.Namespace, where: "Repository") -> int:
    from ironwheel.change import adoption, merge, offers
    from ironwheel.disk import folders
    from ironwheel.template import render
    from ironwheel.vcs.merging import ScratchRepository

    _, name = answers_file.located(where.project, given.answers_file or answers_file.NAME)
    origin = answers_file.read(where.project, name) if (where.project / name).exists() else None
    source = _source(given, where, origin)._replace(answers=name)
    with folders.temporary_files(), folders.staging() as staging, folders.staging() as scratch_folder:
        with folders.staging() as reading:
            is_seed = render.is_seed(source, reading)
        parts = [*given.parts, *(_TOOLS if given.tools else [])]
        wishes = adoption.Wishes(parts, given.without, given.all, given.conflicts)

        def sorted_by(wishes: "Wishes") -> "Sorted":
            return adoption.sort(where, rendered, is_seed, source, origin, wishes)

        asking = questions.are_asked(given)
        choosing = asking and not (given.all or given.diff or given.dry_run)
        rendered, said, notes = _render(given, source, where, staging)
        found = sorted_by(wishes._replace(all=False))
        is_fresh = found.adoption["is_fresh"]
        is_new = is_fresh and (given.all or (choosing and _is_to_be_new()))
        wishes = wishes._replace(all=given.all or is_new)
        if asking or is_new:
            rendered, said, notes = _render(given, source, where, staging, is_new=is_new, asking=asking)
        if asking or wishes.all:
            found = sorted_by(wishes)
        if choosing and not is_new:
            wishes = _chosen(given, found, wishes)
            found = sorted_by(wishes)
        scratch = ScratchRepository(scratch_folder, where)
        merged = merge.merge(where, scratch, found.renders)
        if not given.diff:
            offers.show(given.screen, found, answers_file.answers(rendered, name), said, notes, source.label)
            if is_fresh and not (wishes.all or choosing):
                back = "" if given.dry_run else f", after `{given.program} adopt --abort`"
                given.screen.warning(
                    "nobody has worked on this project yet: "
                    f"`{given.program} adopt --all` makes of it what `{given.program} new` makes{back}"
                )
        return proposal.carry_out(given, where, scratch, merged, "adoption", source.label)


def _source(given: argparse.Namespace, where: "Repository", origin: "Origin | None") -> "Template":
    """Return the template, which is the one that the project is under if it is under one.

    Raises:
        TemplateError: It is under another one, or another version.
    """
    from ironwheel.template import sources

    if given.template:
        source = sources.tagged(sources.other(given.template, given.vcs_ref, where.project))
    else:
        source = sources.released(given.vcs_ref)
    if origin:
        is_same = origin.source == given.template if given.template else about.is_ours(origin.source)
        if not is_same:
            raise TemplateError(
                f"the project already uses the template {origin.source}",
                f"to use both, keep these answers in another file: `--answers-file .copier-answers.{about.NAME}.yml`",
            )
        if source.is_own and origin.commit != source.ref:
            raise TemplateError(
                f"the project already uses template {origin.commit.removeprefix('v')}",
                f"to get a newer version, run `{given.program} update`",
            )
    return source


def _render(
    given: argparse.Namespace,
    source: "Template",
    where: "Repository",
    staging: Path,
    *,
    is_new: bool = False,
    asking: bool = False,
) -> tuple[Path, set[str], dict[str, str]]:
    """Render what the template makes of the project's answers; say which those are, and what it did not take of them.

    Args:
        given: The command line.
        source: The template.
        where: The repository of the project.
        staging: Where to render, in a folder of its own.
        is_new: Whether what nobody has said is answered as for a new project.
        asking: Whether the person is asked for it.
    """
    from ironwheel.template import render

    data = questions.answers(given)
    inferred, refused = (
        _inferred(where, source.answers, is_shaped=not given.all and not is_new),
        dict[str, str](),
    )
    # A sentence about every project would be true of none.
    silent = _SILENT | {"description": str(inferred.get("project_name", where.project.name))}
    if is_new:
        silent = _who(staging)
    with given.screen.working(f"Reading the project and {source.label}"):
        for attempt in range(len(inferred) + 1):
            rendered = staging / f"{'wanted' if is_new or asking else 'found'}{attempt}"
            try:
                render.render(source, rendered, given=inferred | data, suggested=silent)
                break
            except AnswerError as error:
                name = error.question
                if name in data or name not in inferred or name == "project_name":
                    raise
                refused[name] = f"{inferred.pop(name)}: {error.message.removeprefix(f'{name}: ')}"
    if asking:
        from ironwheel.terminal.ask import Questionnaire

        given.screen.title(f"Questions of {source.label} that the project's files do not answer\n")
        rendered = staging / "asked"
        suggested = silent | _who(staging)
        render.render(source, rendered, given=inferred | data, suggested=suggested, ask=Questionnaire())
        refused, inferred = {}, answers_file.answers(rendered, source.answers)
    answers_file.read(rendered, source.answers)
    return rendered, {*inferred, *data, "package_name"}, refused


def _inferred(where: "Repository", name: str, *, is_shaped: bool) -> dict[str, Any]:
    """Return what the project has answered before, or else what its files and its repository say.

    Args:
        where: The repository of the project.
        name: Of the file of answers.
        is_shaped: Whether the project keeps its shape, and does not get that of a new one.
    """
    if stored := answers_file.answers(where.project, name):
        return stored
    try:
        found = _core.answers(where.project)
    except _core.ProjectNotFoundError as error:
        raise UsageError(str(error)) from error
    if "repository_url" not in found and (
        address := git.remote(where.project, where.objects.parent / "config")
    ):
        found["repository_url"] = address
    shape = set() if is_shaped else {question.key for question in questions.known() if question.is_custom}
    return {name: answer for name, answer in found.items() if name not in shape}


def _who(folder: Path) -> dict[str, str]:
    author = git.identity(folder)
    return {"author_name": author[0], "author_email": author[1]} if author else {}


def _is_to_be_new() -> bool:
    """Return whether the person wants a project that nobody has worked on to become what `new` makes."""
    from ironwheel.terminal import ask

    return ask.agreed("Nobody has worked on it yet. Make of it what `new` makes?")


def _chosen(given: argparse.Namespace, found: "Sorted", wishes: "Wishes") -> "Wishes":
    """Return what the person takes of all that is offered."""
    from ironwheel.terminal import ask

    offers = found.adoption["offers"]
    taken = {offer["part"] for offer in offers if offer["is_taken"]}
    offered = {
        name: (f"{name}: {reason}", name in taken)
        for name, reason, _ in _core.parts()
        if any(offer["part"] == name for offer in offers)
    }
    if not offered:
        return wishes
    given.screen.line()
    chosen = ask.marked("What should it take?", offered)
    return wishes._replace(parts=chosen, without=[*given.without, *(offered.keys() - set(chosen))])


def _part(name: str) -> str:
    known = [part for part, _, _ in _core.parts()]
    if name not in known:
        raise argparse.ArgumentTypeError(f"there is no part {name}; {choices(name, known)}")
    return name
