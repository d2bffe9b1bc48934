"""Writes what the command line and the documentation say of the template's questions.

Run by `make gen`; tests/test_generated.py fails where it is stale. It reads the newest version in the bundle, which is
the one that people get.
"""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "python" / "ironwheel" / "template" / "template.bundle"
TABLE = BUNDLE.with_name("questions.json")
PAGE = ROOT / "docs" / "questions.md"
_SWITCH = ["true", "false"]
_BEGIN = """\
# Questions

What `scaffold new` asks, in this order. Each answer can be given by its option instead, by `--data KEY=VALUE`, or in a file with
`--data-file`; `--defaults` takes the default for all others. The answers are stored in `.copier-answers.yml`, and
`scaffold update` changes them with the same options.
"""


def asked() -> list[dict[str, Any]]:
    """The questions that people may answer, in their order: key, text, default, and the choices with their texts."""
    with tempfile.TemporaryDirectory() as folder:
        clone = ["git", "clone", "--quiet", "--bare", str(BUNDLE), folder]
        subprocess.run(clone, check=True, capture_output=True)
        show = ["git", "--git-dir", folder, "show", "HEAD:copier.yml"]
        text = subprocess.run(show, check=True, capture_output=True, encoding="utf-8").stdout
    return [
        {
            "key": key,
            "help": question["help"],
            "default": _default(question.get("default", "")),
            "choices": _choices(question.get("choices", _SWITCH if question["type"] == "bool" else {})),
            "is_list": question.get("multiselect", False),
            "is_asked": question.get("ask", True) is not False,
            "is_custom": isinstance(question.get("ask"), str),
        }
        for key, question in yaml.safe_load(text).items()
        if not key.startswith("_") and question.get("when", True) is not False and "default" in question
    ]


def _default(value: Any) -> str | None:
    """The default as a text; None for one that other answers decide."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return None if "{{" in text or "{%" in text else text


def _choices(choices: Any) -> dict[str, str]:
    """What each choice means, by the choice; the same where it needs no word."""
    if not isinstance(choices, dict):
        choices = {choice: choice for choice in choices}
    return {
        str(value["value"] if isinstance(value, dict) else value): str(text)
        for text, value in choices.items()
    }


def table() -> str:
    """The text of `questions.json`."""
    return json.dumps(asked(), indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """The page of the documentation."""
    parts = [_BEGIN]
    for question in asked():
        key, default = question["key"], question["default"]
        said = {None: "it follows from other answers", "": "nothing"}.get(default, f"`{default}`")
        parts += [f"## {key}\n", f"{question['help']}\n"]
        option = f"--{key.replace('_', '-')}" if question["is_asked"] else f"--data {key}=…"
        parts += [f"* Option: `{option}`", f"* Default: {said}"]
        for choice, meaning in question["choices"].items():
            said = meaning.removeprefix(f"{choice}: ")
            parts.append(f"* `{choice}`" if said == choice else f"* `{choice}`: {said}")
        parts.append("")
    return "\n".join(parts)


def generated() -> dict[Path, str]:
    """Each generated file with its text."""
    return {TABLE: table(), PAGE: page()}


def main() -> None:
    """Write the table and the page."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
