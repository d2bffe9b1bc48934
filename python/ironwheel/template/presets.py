"""What a person has chosen beside a preset, when the preset changes."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ironwheel.template import answers_file, questions

if TYPE_CHECKING:
    from ironwheel.template.sources import Template


def follows(old: "Template", stored: Mapping[str, Any], folder: Path) -> set[str]:
    """Return the questions whose stored answers are those of the stored preset: nobody has chosen them.

    Args:
        old: The template that the project has, which is ours.
        stored: The answers of the project.
        folder: A new folder of ours to render in.

    Raises:
        TemplateError: The template cannot be had.
    """
    from ironwheel.template import render

    custom = {question.key for question in questions.known() if question.is_custom}
    asked = {key: answer for key, answer in stored.items() if key not in custom}
    render.render(old, folder, given=asked, suggested={})
    usual = answers_file.answers(folder, old.answers)
    return {key for key in custom & usual.keys() & stored.keys() if stored[key] == usual[key]}
