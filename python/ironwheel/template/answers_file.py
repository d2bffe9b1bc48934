"""Read the answers that a project or a file holds, trusting nothing in it (door: yaml)."""

import codecs
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ironwheel.errors import AnswerError
from ironwheel.vcs import git

if TYPE_CHECKING:
    import yaml

NAME = ".copier-answers.yml"
# What people call it where there are several templates.
_OTHER = ".copier-answers*.y*ml"
_FEW = 8
# What `scaffold adopt` notes: the files of the template that a project has taken, with commas between them.
_TAKEN = "adopted_files"
_LARGEST = 64 * 1024
_DEEPEST = 8

# A line of what Copier writes: a question and its answer, an item of one, or more of a text that has begun.
_LINE = re.compile(
    rb"""\#.* | --- | (?:\w+: | -) (?:[ ]+(?P<value>
        \[\] | \{\} | '(?:[^']|'')*'? | "(?:[^"\\]|\\.)*\\?"?
        | (?![-?:][ ]) [^\s&*!|>{}[\]%@`'"\#,] (?:(?!:[ ]|[ ]\#).)*
    ))? | [ \t]+(?P<more>\S.*) |""",
    re.VERBOSE,
)
# What could be taken for an option of git's is no name of a version.
_COMMIT = re.compile(rb"_commit: ('?)[0-9A-Za-z][0-9A-Za-z._/+-]*\1")


class Origin(NamedTuple):
    """What a project says about the template that it came from.

    Args:
        source: Where the template is.
        commit: Its version.
        answers: The answers to its questions.
        taken: The files that an adopted project has taken of it; None for all.
    """

    source: str
    commit: str
    answers: dict[str, Any]
    taken: list[str] | None


def located(path: Path, name: str | None) -> tuple[Path, str]:
    """Return the folder of the project that `path` is in, and the name of its answers file.

    Args:
        path: A folder, or a file in it.
        name: What the person calls the answers file, from the folder of the project; otherwise it has Copier's
            name, or one like it.

    Raises:
        AnswerError: There are several, or it is outside of the project.
    """
    if name and (os.path.isabs(name) or ".." in Path(name).parts):
        raise AnswerError(
            f"{name} is not a path inside the project", "name it from the folder of the project"
        )
    start = path.parent if path.is_file() else path
    top = git.surrounding(start.resolve()) or start.resolve()
    for folder in (start, *start.resolve().parents):
        if not folder.resolve().is_relative_to(top):
            break
        if os.path.lexists(folder / (name or NAME)):
            return folder, Path(name or NAME).as_posix()
        others = [] if name else sorted(each.name for each in folder.glob(_OTHER))
        if len(others) > 1:
            raise AnswerError(
                f"there are several answers files in {folder}: {', '.join(others)}",
                "choose one with `--answers-file`",
            )
        if others:
            return folder, others[0]
    return start, name or NAME


def answers(folder: Path, name: str = NAME) -> dict[str, Any]:
    """Return the answers that the project in `folder` was rendered from, if it says so."""
    path = folder / name
    return _asked(_table(path)) if path.is_file() else {}


def read(folder: Path, name: str = NAME) -> Origin:
    """Return what the project in `folder` says about its template.

    Raises:
        AnswerError: It says nothing, or what it says is not what Copier writes.
    """
    path = folder / name
    if path.is_symlink():
        raise AnswerError(f"{path} is a symbolic link", "replace it with the file itself")
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise AnswerError(
            f"{path} is missing: the project was not made from a template, or its answers were not kept",
            elsewhere(folder),
        ) from None
    except OSError as error:
        raise AnswerError(f"{path}: {error.strerror}") from error
    _expect_plain(path, text)
    found = _table(path)
    source, commit = found.get("_src_path"), found.get("_commit")
    if not (isinstance(source, str) and isinstance(commit, str)):
        raise AnswerError(f"{path} does not say which version of which template it was made from")
    taken = found.get(_TAKEN)
    if not (taken is None or isinstance(taken, str)):
        raise AnswerError(f"{path}: {_TAKEN} is a list or a table", "write it as a string, `a,b,c`")
    return Origin(source, commit, _asked(found), None if taken is None else taken.split(","))


def with_taken(text: bytes, taken: Collection[str] | None) -> bytes:
    """Return the answers in `text`, which Copier has written, with a note of the files that the project has taken."""
    import yaml

    if taken is None:
        return text
    # In the order of their names, as Copier would write it.
    lines = text.splitlines(keepends=True)
    keys = ((at, re.match(rb"\w+(?=:)", line)) for at, line in enumerate(lines))
    at = next((at for at, key in keys if key and key[0] > _TAKEN.encode()), len(lines))
    note = yaml.safe_dump({_TAKEN: ",".join(sorted(taken))}, width=_LARGEST, allow_unicode=True).encode()
    return b"".join([*lines[:at], note, *lines[at:]])


def elsewhere(folder: Path) -> str:
    """Return a hint that names the projects below `folder`."""
    found = sorted({path.parent for depth in ("*", "*/*") for path in folder.glob(f"{depth}/{_OTHER}")})
    names = [path.relative_to(folder).as_posix() for path in found if ".git" not in path.parts]
    return f"name the project: {', '.join(names[:_FEW])}" if names else ""


def _expect_plain(path: Path, text: bytes) -> None:
    """Refuse what Copier would not have written, before anything that follows YAML's tricks sees it."""
    if len(text) > _LARGEST:
        raise AnswerError(f"{path} is larger than {_LARGEST // 1024} KiB", "check that it is an answers file")
    has_value = False
    lines = text.removeprefix(codecs.BOM_UTF8).split(b"\n")
    for number, line in enumerate((each.rstrip(b"\r") for each in lines), 1):
        found = _LINE.fullmatch(line)
        is_commit = line.startswith(b"_commit:")
        if not found or (found["more"] and not has_value) or (is_commit and not _COMMIT.fullmatch(line)):
            raise AnswerError(f"{path}:{number}: Copier does not write such a line")
        if line.strip():
            has_value = not is_commit and bool(found["value"] or found["more"])


def read_data_file(path: Path, lists: Collection[str]) -> dict[str, str]:
    """Read a file of answers, YAML or JSON, in which every value is a text.

    Args:
        path: Where it is.
        lists: The questions that a list may answer, too: it becomes `a,b,c`.

    Raises:
        AnswerError: It cannot be read, or is not a plain table of answers.
    """
    found = _asked(_table(path, takes_null=False))
    for name, value in found.items():
        if name in lists and isinstance(value, list) and all(isinstance(item, str) for item in value):
            found[name] = ",".join(value)
        elif not isinstance(value, str):
            raise AnswerError(
                f"{path}: the answer to {name} is a list or a table", "write the answer as a string", name
            )
    return found


def _table(path: Path, *, takes_null: bool = True) -> dict[str, Any]:
    import yaml

    try:
        text = path.read_bytes()
        if len(text) > _LARGEST:
            raise AnswerError(
                f"{path} is larger than {_LARGEST // 1024} KiB", "check that it is an answers file"
            )
        depth = 0
        for event in yaml.parse(text, yaml.BaseLoader):
            # What a few bytes could blow up or bring to life.
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if getattr(event, "anchor", None) or getattr(event, "tag", None) or depth > _DEEPEST:
                place = _place(path, event.start_mark)
                raise AnswerError(
                    f"{place}: anchors, tags and deep nesting are not allowed",
                    "write the answers as plain strings",
                )
            if not takes_null and isinstance(event, yaml.ScalarEvent) and _is_null(event):
                raise AnswerError(
                    f"{_place(path, event.start_mark)}: null is no answer",
                    "leave the question out, or write '' for an empty answer",
                )
        found = yaml.load(text, yaml.BaseLoader)
    except OSError as error:
        raise AnswerError(f"{path}: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        raise AnswerError(f"{_place(path, error.problem_mark)}: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise AnswerError(f"{path} is not YAML: {error}") from error
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise AnswerError(f"{path} is not a table of answers", "write each line as `question: answer`")
    return found


def _is_null(event: "yaml.ScalarEvent") -> bool:
    return event.implicit[0] and event.value.lower() in ("", "~", "null")


def _asked(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to questions; what Copier and adopting note about the template is none."""
    return {key: value for key, value in found.items() if not key.startswith("_") and key != _TAKEN}


def _place(path: Path, mark: "yaml.Mark | yaml._yaml.Mark | None") -> str:
    return f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
