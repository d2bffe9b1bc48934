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
    from ironwheel.terminal.screen import Screen
    from ironwheel.vcs.repository import Repository

# So wide is the longest switch that is often there.
_WIDTH = len("--with contributing")

# A seed that the project does not have is nothing to speak of.
_LEFT = ("missing", "left to you")

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
    from ironwheel.change import adoption, merge
    from ironwheel.disk import folders
    from ironwheel.template import render
    from ironwheel.vcs.merging import ScratchRepository

    _, name = answers_file.located(where.project, given.answers_file or answers_file.NAME)
    origin = answers_file.read(where.project, name) if (where.project / name).exists() else None
    source = _source(given, where, origin)._replace(answers=name)
    with folders.temporary_files(), folders.staging() as staging, folders.staging() as scratch_folder:
        rendered, said, notes = _render(given, source, where, staging)
        with folders.staging() as reading:
            is_seed = render.is_seed(source, reading)
        asked = [*given.parts, *(_TOOLS if given.tools else [])]
        wishes = adoption.Wishes(asked, given.without, given.all, given.conflicts)
        found = adoption.sort(where, rendered, is_seed, source, origin, wishes)
        if questions.are_asked(given) and not (given.all or given.diff or given.dry_run):
            wishes = _chosen(given, found, wishes)
            found = adoption.sort(where, rendered, is_seed, source, origin, wishes)
        scratch = ScratchRepository(scratch_folder, where)
        merged = merge.merge(where, scratch, found.renders)
        if not given.diff:
            _show(given.screen, found, answers_file.answers(rendered, name), said, notes, source.label)
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
    given: argparse.Namespace, source: "Template", where: "Repository", staging: Path
) -> tuple[Path, set[str], dict[str, str]]:
    """Render what the template makes of the project's answers; say which those are, and what it did not take of them."""
    from ironwheel.template import render

    data = questions.answers(given)
    inferred, refused = _inferred(where, source.answers), dict[str, str]()
    # A sentence about every project would be true of none.
    silent = _SILENT | {"description": str(inferred.get("project_name", where.project.name))}
    if given.all:  # What nobody uses yet is answered as a new project is, and gets its shape.
        silent = _who(staging)
        shape = {question.key for question in questions.known() if question.is_custom}
        inferred = {name: answer for name, answer in inferred.items() if name not in shape}
    with given.screen.working(f"Reading the project and {source.label}"):
        for attempt in range(len(inferred) + 1):
            rendered = staging / f"rendered{attempt}"
            try:
                render.render(source, rendered, given=inferred | data, suggested=silent)
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
        suggested = silent | _who(staging)
        render.render(source, rendered, given=inferred | data, suggested=suggested, ask=Questionnaire())
        refused, inferred = {}, answers_file.answers(rendered, source.answers)
    answers_file.read(rendered, source.answers)
    return rendered, {*inferred, *data, "package_name"}, refused


def _inferred(where: "Repository", name: str) -> dict[str, Any]:
    """Return what the project has answered before, or else what its files and its repository say."""
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
    return dict(found)


def _who(folder: Path) -> dict[str, str]:
    author = git.identity(folder)
    return {"author_name": author[0], "author_email": author[1]} if author else {}


def _show(
    screen: "Screen",
    found: "Sorted",
    final: dict[str, Any],
    said: set[str],
    refused: dict[str, str],
    label: str,
) -> None:
    """Show the answers, what becomes of each file, and what the project does otherwise."""
    screen.title(f"Answers for {label}")
    custom = {question.key for question in questions.known() if question.is_custom}
    final = {name: answer for name, answer in final.items() if name in said or name not in custom}
    width = max(map(len, final))
    for name, answer in final.items():
        why = f"rejected {refused[name]}" if name in refused else "" if name in said else "not said; assumed"
        screen.line(f"  {name:{width}}  {answer}{f'   ({why})' if why else ''}")
    reasons = {name: reason for name, reason, _ in _core.parts()}
    for title, is_taken in (("Proposed", True), ("Also in the template", False)):
        offers = [offer for offer in found.adoption["offers"] if offer["is_taken"] == is_taken]
        if offers:
            screen.title(f"\n{title}")
        for name in [name for name in reasons if any(offer["part"] == name for offer in offers)]:
            switch = f"--without {name}" if is_taken else f"--with {name}"
            screen.line(f"  {switch:{_WIDTH}}  {reasons[name]}")
            for offer in offers:
                if offer["part"] == name:
                    screen.line(f"      {offer['what']}")
                    for line in offer["added"] if is_taken else []:
                        screen.line(f"        + {line}")
    listed = {offer["what"] for offer in found.adoption["offers"]}
    rows = [row for row in found.rows if row.path not in listed and (row.state, row.fate) != _LEFT]
    if rows:
        screen.title("\nOther files")
    width = max((len(row.path) for row in rows), default=0)
    for row in rows:
        screen.line(f"  {row.path:{width}}  {row.state:9}  {row.fate}")
    waiting = any("waits for" in row.fate for row in found.rows)
    if others := [other for other in found.adoption["otherwise"] if other["is_ground"] and waiting]:
        screen.title("\nWhere the project differs from what the template expects")
        for other in others:
            screen.line(f"  * {other['what']}")
            screen.line(f"      {other['how']}")
        screen.line("  (* the waiting files need this: change it, then run adopt again)")
    screen.line()


def _chosen(given: argparse.Namespace, found: "Sorted", wishes: "Wishes") -> "Wishes":
    """Return what the person takes of all that is offered."""
    from ironwheel.terminal import ask

    if found.adoption["is_fresh"] and ask.agreed("Nobody has worked on it yet. Make of it what `new` makes?"):
        return wishes._replace(all=True)
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
