"""`scaffold adopt`: put an existing project under the template, and overwrite nothing of it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ironwheel import _core, about
from ironwheel.change import proposal
from ironwheel.disk import places
from ironwheel.errors import AnswerError, TemplateError, UsageError
from ironwheel.template import answers_file, questions
from ironwheel.vcs import git

if TYPE_CHECKING:
    from ironwheel.change.adoption import Sorted
    from ironwheel.template.sources import Template
    from ironwheel.terminal.screen import Screen
    from ironwheel.vcs.repository import Repository

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
    parser.add_argument(
        "--tools",
        action="store_true",
        help="set up tools the template's way even if the project already uses them",
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
    from ironwheel.change import adoption, merge
    from ironwheel.disk import folders
    from ironwheel.template import render
    from ironwheel.vcs.merging import ScratchRepository

    source = _source(given, where)
    with folders.temporary_files(), folders.staging() as staging, folders.staging() as scratch_folder:
        rendered, notes = _render(given, source, where, staging)
        with folders.staging() as reading:
            is_seed = render.is_seed(source, reading)
        found = adoption.sort(
            where, rendered, is_seed, source.label, conflicts=given.conflicts, tools=given.tools
        )
        scratch = ScratchRepository(scratch_folder, where)
        merged = merge.merge(where, scratch, found.renders)
        if not given.diff:
            _show(given.screen, found, answers_file.answers(rendered), notes, source.label)
        return proposal.carry_out(given, where, scratch, merged, "adoption", source.label)


def _source(given: argparse.Namespace, where: "Repository") -> "Template":
    """Return the template, which is the one that the project is under if it is under one.

    Raises:
        TemplateError: It is under another one, or another version.
    """
    from ironwheel.template import sources

    if given.template:
        source = sources.other(given.template, given.vcs_ref, where.project)
    else:
        source = sources.released(given.vcs_ref)
    if (where.project / answers_file.NAME).exists():
        origin = answers_file.read(where.project)
        is_same = origin.source == given.template if given.template else about.is_ours(origin.source)
        if not is_same:
            raise TemplateError(
                f"the project already uses the template {origin.source}",
                "a project can have only one template",
            )
        if source.is_own and origin.commit != source.ref:
            raise TemplateError(
                f"the project already uses template {origin.commit.removeprefix('v')}",
                f"to get a newer version, run `{given.program} update`",
            )
    return source


def _render(
    given: argparse.Namespace, source: "Template", where: "Repository", staging: Path
) -> tuple[Path, dict[str, str]]:
    """Render what the template makes of the project's answers, and say what it did not take of them."""
    from ironwheel.template import render

    data = questions.answers(given)
    inferred, refused = _inferred(where), dict[str, str]()
    with given.screen.working(f"Reading the project and {source.label}"):
        for attempt in range(len(inferred) + 1):
            rendered = staging / f"rendered{attempt}"
            try:
                render.render(source, rendered, given=inferred | data, suggested=_SILENT)
                break
            except AnswerError as error:
                name = error.question
                if name in data or name not in inferred or name == "project_name":
                    raise
                refused[name] = f"{inferred.pop(name)}: {error.message.removeprefix(f'{name}: ')}"
    if questions.are_asked(given):
        from ironwheel.terminal.ask import Questionnaire

        given.screen.title(f"Questions of {source.label} that the project's files do not answer\n")
        rendered = staging / "asked"
        suggested = _SILENT | _who(staging)
        render.render(source, rendered, given=inferred | data, suggested=suggested, ask=Questionnaire())
        refused = {}
    answers_file.read(rendered)
    return rendered, refused


def _inferred(where: "Repository") -> dict[str, Any]:
    """Return what the project has answered before, or else what its files and its repository say."""
    if stored := answers_file.answers(where.project):
        return stored
    try:
        found = _core.answers(where.project)
    except _core.ProjectNotFoundError as error:
        raise UsageError(str(error)) from error
    if "repository_url" not in found and (
        address := git.remote(where.project, where.objects.parent / "config")
    ):
        found["repository_url"] = address
    return dict(found)


def _who(folder: Path) -> dict[str, str]:
    author = git.identity(folder)
    return {"author_name": author[0], "author_email": author[1]} if author else {}


def _show(
    screen: "Screen", found: "Sorted", final: dict[str, Any], refused: dict[str, str], label: str
) -> None:
    """Show the answers, what becomes of each file, and what the project does otherwise."""
    screen.title(f"Answers for {label}")
    width = max(map(len, final))
    for name, answer in final.items():
        why = f"   (rejected {refused[name]})" if name in refused else ""
        screen.line(f"  {name:{width}}  {answer}{why}")
    screen.title("\nFiles")
    width = max(len(row.path) for row in found.rows)
    for row in found.rows:
        screen.line(f"  {row.path:{width}}  {row.state:9}  {row.fate}")
    if others := found.adoption["otherwise"]:
        screen.title("\nWhere the project differs from what the template expects")
        for other in others:
            mark = "*" if other["is_ground"] else "-"
            screen.line(f"  {mark} {other['what']}")
            screen.line(f"      {other['how']}")
        if any(other["is_ground"] for other in others):
            screen.line("  (* the waiting files need this: change it, then run adopt again)")
    screen.line()
