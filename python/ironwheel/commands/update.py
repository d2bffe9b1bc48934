"""`scaffold update`: bring a project to a newer template version, or change its answers, and lose nothing."""

import argparse
import functools
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ironwheel import about
from ironwheel.change import proposal
from ironwheel.disk import places
from ironwheel.errors import AnswerError, TemplateError
from ironwheel.template import answers_file, presets, questions
from ironwheel.template.questions import written

if TYPE_CHECKING:
    from ironwheel.change.merge import Merge, Renders
    from ironwheel.template.answers_file import Origin
    from ironwheel.template.sources import Template
    from ironwheel.terminal.screen import Screen
    from ironwheel.vcs.repository import Repository


class _Answers(NamedTuple):
    """What becomes of the answers.

    Args:
        final: All answers that the project would have.
        changed: The old and the new answer where they differ.
        new: The answers to questions that the project was never asked.
        kept: Where the preset changes, the answers that somebody chose beside the old one.
        refused: What the newer version has against an old answer, by question.
    """

    final: dict[str, Any]
    changed: dict[str, tuple[str, str]]
    new: dict[str, str]
    kept: dict[str, str]
    refused: dict[str, str]


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("path", metavar="PATH", nargs="?", default=".", help="the project (default: .)")
    parser.add_argument("--to", metavar="VERSION", help="template version to update to (default: the newest)")
    questions.options(parser)
    source = parser.add_argument_group("template")
    source.add_argument(
        "--template", metavar="PATH_OR_URL", help="the project's template, if it is not the built-in one"
    )
    source.add_argument(
        "--answers-file",
        metavar="FILE",
        help=f"the project's answers, if they are not in {answers_file.NAME}",
    )
    looking = proposal.options(parser, "change", "--preview")
    looking.add_argument("--check", action="store_true", help="only report whether there is a newer version")
    parser.add_argument("--abort", action="store_true", help="undo the last update")


def run(given: argparse.Namespace) -> int:
    """Update the project, or show what would change.

    Raises:
        ScaffoldError: It cannot be updated; nothing was changed.
        KeyboardInterrupt: The person does not want it; nothing was changed.
    """
    folder, given.answers_file = answers_file.located(Path(given.path), given.answers_file)
    given.path = str(folder)
    if not given.abort and not Path(folder, given.answers_file).exists():
        raise AnswerError(
            f"{places.named(folder)} was not made from a template: it has no {given.answers_file}",
            answers_file.elsewhere(folder) or f"to put it under the template, run `{given.program} adopt`",
        )
    if given.check:
        return _compare(given, answers_file.read(folder, given.answers_file))
    with proposal.begun(given, "update") as where:
        return 0 if where is None else _update(given, where)


def _update(given: argparse.Namespace, where: "Repository") -> int:
    from ironwheel.change import adoption, leftovers, merge, respelling
    from ironwheel.disk import folders
    from ironwheel.vcs.merging import ScratchRepository

    origin = answers_file.read(Path(given.path), given.answers_file)
    old, new = (each._replace(answers=given.answers_file) for each in _versions(given, origin))
    if not given.diff and _is_same(given, origin, old, new):
        return proposal.conclude_unchanged(given, where, new.label)
    with folders.temporary_files(), folders.staging() as renders, folders.staging() as scratch_folder:
        answers, sides = _render(given, old, new, origin, renders)
        if origin.taken is not None:
            sides = adoption.taken(sides, origin.taken)
        scratch = ScratchRepository(scratch_folder, where)
        sides = merge.followed(where, scratch, sides)
        merged = merge.merge(where, scratch, sides)
        if merged.plan.changes and not given.diff:
            _preview(given.screen, merged, answers, sides.label)
        names = [
            old
            for old, _ in answers.changed.values()
            if any(re.search(rf"\b{re.escape(old)}\b", source) for source in sides.moves)
        ]
        renamed = respelling.modules(sides.base, sides.theirs)
        if renamed and "." in renamed[0] and not any(renamed[0].startswith(f"{name}.") for name in names):
            names.append(renamed[0])
        report = functools.partial(leftovers.leftovers, where, sides, names)
        return proposal.carry_out(given, where, scratch, merged, "update", sides.label, report)


def _is_same(given: argparse.Namespace, origin: "Origin", old: "Template", new: "Template") -> bool:
    """Return whether the project can be known to stay as it is without a render: one released version, equal answers."""
    from ironwheel.template import bundle

    return (
        new.is_own
        and old.ref == new.ref == f"v{bundle.versions()[-1]}"
        and origin.answers.keys() >= {question.key for question in questions.known()}
        and questions.answers(given).items() <= origin.answers.items()
    )


def _compare(given: argparse.Namespace, origin: "Origin") -> int:
    old, new = _versions(given, origin)
    if old.ref == new.ref:
        given.screen.done(f"{old.label} is the newest version")
        return 0
    given.screen.line(f"{new.label} is newer than {old.label}: run `{given.program} update`")
    return 1


def _versions(given: argparse.Namespace, origin: "Origin") -> "tuple[Template, Template]":
    """Return the template as the project has it, and as it is to have it.

    Raises:
        TemplateError: It is another template than ours, or a version that is not to be had.
    """
    from ironwheel.template import bundle, sources

    if not about.is_ours(origin.source):
        if given.template is None or os.fsencode(given.template) != origin.source.encode():
            raise TemplateError(
                f"the project's template is {origin.source}, not the built-in one",
                f"if you trust it, run `{given.program} update --template {origin.source}`",
            )
        ground = Path(given.path)
        old = sources.other(given.template, origin.commit, ground)
        return _expect_newer(old, sources.tagged(old._replace(ref=given.to)))
    if given.template:
        raise TemplateError("the project uses the built-in template", "leave out `--template`")
    known = bundle.versions()
    commit = origin.commit.removeprefix("v")
    if commit not in known:
        newer = _is_newer(commit, known[-1])
        raise TemplateError(
            f"the project uses template {commit}, but the newest in this {about.NAME} is {known[-1]}"
            if newer
            else f"the project uses template {origin.commit}, which is not a released version",
            f"upgrade {about.NAME}"
            if newer
            else f"set `_commit` in {given.answers_file} to the nearest released version: {', '.join(known)}",
        )
    old = sources.released(commit)._replace(address=origin.source)
    return _expect_newer(old, sources.released(given.to)._replace(address=origin.source))


def _expect_newer(old: "Template", new: "Template") -> "tuple[Template, Template]":
    from ironwheel.template import sources

    if sources.is_older(new, old):
        commit = str(old.ref).removeprefix("v")
        raise TemplateError(
            f"{new.label} is older than the project's template version, {commit}", "choose a newer version"
        )
    return old, new


def _is_newer(commit: str, version: str) -> bool:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(commit) > Version(version)
    except InvalidVersion:  # A branch, a commit, or one that only looks like a number.
        return False


def _render(
    given: argparse.Namespace, old: "Template", new: "Template", origin: "Origin", folder: Path
) -> "tuple[_Answers, Renders]":
    """Render the old version with the old answers, and the new one with the new answers."""
    from ironwheel.change import merge, numbering
    from ironwheel.template import render, seeds, tree

    data = questions.answers(given)
    with given.screen.working(f"Rendering {old.label} and {new.label}"):
        render.render(old, folder / "base", given=origin.answers, suggested={})
        follows: set[str] = set()
        if new.is_own and data.get("preset", origin.answers.get("preset")) != origin.answers.get("preset"):
            follows = presets.follows(old, origin.answers, folder / "preset") - data.keys()
        answers, rendered = _render_newer(new, folder, origin, data, follows)
    is_asked = questions.are_asked(given) and bool(answers.new or answers.refused)
    if is_asked:
        known = {
            name: answer for name, answer in answers.final.items() if name in origin.answers or name in data
        }
        known = {name: answer for name, answer in known.items() if name not in answers.refused}
        from ironwheel.terminal.ask import Questionnaire

        given.screen.title("Questions that are new or need another answer\n")
        render.render(new, folder / "asked", given=known, suggested=answers.new, ask=Questionnaire())
        rendered = folder / "asked"
        answers = _compared(
            origin, answers_file.answers(rendered, new.answers), answers.kept, answers.refused
        )
    new = new._replace(ref=answers_file.read(rendered, new.answers).commit)
    base, theirs, moves, is_seed = seeds.follow(
        (old, new),
        (origin.answers, answers.final),
        answers.changed,
        (tree.read(folder / "base"), tree.read(rendered)),
        folder,
        is_chosen=is_asked or bool(data.keys() - origin.answers.keys()),
    )
    tag = numbering.tag(Path(given.path))
    base, theirs = numbering.numbered(folder / "base", base, tag), numbering.numbered(rendered, theirs, tag)
    return answers, merge.Renders(base, theirs, moves, is_seed, new.answers, new.label)


def _render_newer(
    new: "Template", folder: Path, origin: "Origin", data: Mapping[str, Any], follows: Collection[str]
) -> tuple[_Answers, Path]:
    """Render the new version with as many of the old answers as it takes, but for those that follow from the preset."""
    from ironwheel.template import render

    wanted, refused = {**origin.answers, **data}, dict[str, str]()
    wanted = {name: answer for name, answer in wanted.items() if name not in follows}
    custom = {question.key for question in questions.known() if question.is_custom} if follows else set()
    kept = {name: written(answer) for name, answer in wanted.items() if name in custom - data.keys()}
    for attempt in range(len(wanted) + 1):
        rendered = folder / f"new{attempt}"
        try:
            render.render(new, rendered, given=wanted, suggested={})
            break
        except AnswerError as error:
            if error.question in data or error.question not in wanted:
                raise
            del wanted[error.question]
            refused[error.question] = error.message
    return _compared(origin, answers_file.answers(rendered, new.answers), kept, refused), rendered


def _compared(
    origin: "Origin", final: dict[str, Any], kept: dict[str, str], refused: dict[str, str]
) -> _Answers:
    changed = {
        name: (written(answer), written(final[name]))
        for name, answer in origin.answers.items()
        if name in final and final[name] != answer
    }
    new = {name: written(answer) for name, answer in final.items() if name not in origin.answers}
    return _Answers(final, changed, new, kept, {name: why for name, why in refused.items() if name in final})


def _preview(screen: "Screen", merged: "Merge", answers: _Answers, label: str) -> None:
    """Show what is going to change."""
    screen.title(f"Update to {label}")
    for name, (before, after) in answers.changed.items():
        why = f": {answers.refused[name]}" if name in answers.refused else ""
        screen.entry("answer", f"{name}: {before or 'nothing'} → {after or 'nothing'}{why}")
    for name, answer in answers.kept.items():
        screen.entry("kept", f"{name}: {answer or 'nothing'}")
    for name, answer in answers.new.items():
        screen.entry("question", f"{name}: {answer}")
    sources = merged.sources
    for change in merged.plan.changes:
        path = change["path"]
        outcome = merged.outcomes[path]
        if outcome.source:
            screen.entry("moved", f"{outcome.source} → {path}", "accent")
        elif outcome.conflict or path in sources:
            continue
        elif change["before"] is None:
            screen.entry("added", path, "added")
        elif change["after"] is None:
            screen.entry("removed", path, "removed")
        else:
            screen.entry("changed", path, "accent")
    for path in merged.conflicts:
        screen.entry("conflict", path, "error")
    notes = ((path, outcome.note) for path, outcome in merged.outcomes.items() if outcome.note)
    for path, note in notes:
        screen.entry(note.word, f"{path}{note.text}", "warning")
