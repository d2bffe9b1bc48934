"""What becomes of seeds in an update: files that the template gives once, and that are the person's own from then on."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ironwheel.disk import folders
from ironwheel.errors import AnswerError
from ironwheel.template import render, tree
from ironwheel.template.sources import Template
from ironwheel.template.tree import File

Tree = dict[str, File]


def follow(
    versions: tuple[Template, Template],
    answers: tuple[Mapping[str, Any], Mapping[str, Any]],
    changed: Mapping[str, tuple[str, str]],
    renders: tuple[Tree, Tree],
    folder: Path,
    *,
    is_chosen: bool,
) -> tuple[Tree, Tree, dict[str, str], Callable[[str], bool]]:
    """Let the seeds follow the answers, and not the version.

    The old version says what another answer makes of them. Of a question that it does not have, the new one says it: a seed
    is brought, or merged, where the answer makes a difference to it.

    Args:
        versions: The old and the new version.
        answers: The old and the new answers.
        changed: The old and the new answer to each question of the old version whose answer has changed.
        renders: What the old version makes of the old answers, and the new one of the new answers.
        folder: Where to render, in a folder of ours.
        is_chosen: Whether somebody has answered a question that the old version does not have.

    Returns:
        Both renders with the seeds that are to be compared, the old path of each moved file or folder with its new one, and
        what tells whether a path is that of a seed.

    Raises:
        TemplateError: A version cannot be had or is broken.
    """
    (old, new), (before, after), (base, theirs) = versions, answers, map(dict, renders)
    with folders.staging() as reading:
        is_seed = render.is_seed(new, reading)
    shared = {name: after.get(name, answer) for name, answer in before.items()}
    seeds = _render(old, shared, folder / "seeds") if changed else base
    moves = tree.moves(base, seeds, changed) if seeds else {}
    mine = {path: file for path, file in (seeds or base).items() if is_seed(path)}
    result = {path: file for path, file in theirs.items() if not is_seed(path)} | mine
    known = {name: answer for name, answer in shared.items() if name in after}
    plain = (_render(new, known, folder / "plain") if is_chosen else None) or theirs
    for path in plain.keys() | theirs.keys():
        if is_seed(path) and path not in moves.values() and plain.get(path) != theirs.get(path):
            for side, made in ((base, plain), (result, theirs)):
                side.pop(path, None)
                side.update({path: made[path]} if path in made else {})
    return base, result, moves, is_seed


def _render(version: Template, answers: Mapping[str, Any], folder: Path) -> Tree | None:
    """What a version makes of answers; None where it takes no such answer: what is the person's own stays as it is."""
    try:
        render.render(version, folder, given=answers, suggested={})
    except AnswerError:
        return None
    return tree.read(folder)
