"""Render a version of a template from answers (door: copier)."""

import json
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ironwheel.disk import writer
from ironwheel.disk.plan import Plan
from ironwheel.errors import AnswerError, TemplateError, choices, nearest
from ironwheel.template import answers_file
from ironwheel.template.sources import Template
from ironwheel.vcs import git

if TYPE_CHECKING:
    from ironwheel.terminal.ask import Questionnaire

_QUESTIONS = ("copier.yml", "copier.yaml")

# How Copier names a question: only inside its message.
_EXPLANATIONS = {
    r"Validation error for question '(\w+)': (.*)": "",
    r'Question "(\w+)" is required': "an answer is needed; there is no default",
}


def render(
    template: Template,
    folder: Path,
    *,
    given: Mapping[str, Any],
    suggested: Mapping[str, str],
    ask: "Questionnaire | None" = None,
) -> None:
    """Render `template` into the new folder `folder`.

    Args:
        template: What to render.
        folder: Where to, in a folder of ours, by its whole path; nothing else is written.
        given: Answers that stand.
        suggested: Answers offered in place of the template's own defaults.
        ask: Who asks the person; otherwise defaults answer.

    Raises:
        AnswerError: An answer is unknown, refused or missing.
        TemplateError: The template cannot be had or is broken.
        KeyboardInterrupt: The person does not want to answer.
    """
    plain, computed = dict(suggested), dict[str, str]()
    if template.is_own and {"author_name", "author_email"} <= plain.keys():
        computed["author_email"] = _address(plain["author_name"], plain.pop("author_email"))
    while True:
        try:
            with _copier(template, folder) as copier, ask.asking() if ask else nullcontext():
                copier.run_copy(
                    template.source,
                    folder,
                    answers_file=template.answers,
                    data=dict(given),
                    user_defaults=plain,
                    vcs_ref=template.ref,
                    defaults=ask is None,
                    quiet=True,
                    settings=copier.Settings(defaults=computed),
                )
            break
        except KeyboardInterrupt:
            if ask is None or not ask.goes_back():
                raise
    if any(path.name.lower() == ".git" for path in folder.rglob("*")):
        raise TemplateError(
            f"the template {template.name} writes into `.git`",
            "use a template that writes project files only",
        )
    # All questions are stored: what is not there was never asked.
    known = answers_file.answers(folder, template.answers)
    for name in given:
        if known and name not in known:
            raise AnswerError(f"the template has no question `{name}`", nearest(name, known), name)
    if template.address and known:
        _set_source(folder, template)


def _address(author: str, address: str) -> str:
    """Return the default for an e-mail address that belongs to nobody but `author`, as Copier renders it."""
    author, address = (json.dumps(text, ensure_ascii=False) for text in (author, address))
    return f"{{{{ {address} if author_name == {author} else '' }}}}"


def is_seed(template: Template, folder: Path) -> Callable[[str], bool]:
    """Return what tells whether a file of `template` is the person's own as soon as it is there.

    Copier calls it `_skip_if_exists`. A pattern that has to be rendered first is passed over: that file is merged.

    Args:
        template: The template.
        folder: An empty folder to read it in.
    """
    import pathspec
    import yaml

    patterns: list[str] = []
    for text in git.texts(folder, template.place, template.ref, _QUESTIONS, own_config=not template.is_own):
        for document in yaml.load_all(text, yaml.BaseLoader):
            patterns = (document or {}).get("_skip_if_exists", patterns)
    return pathspec.GitIgnoreSpec.from_lines(pattern for pattern in patterns if "{" not in pattern).match_file


@contextmanager
def _copier(template: Template, folder: Path) -> Iterator[Any]:
    """Give Copier, kept away from configuration, its warnings from the screen, and its errors made ours."""
    # Slow to import: only where something is rendered.
    import copier
    import jinja2
    import yaml
    from copier.errors import CopierError, InteractiveSessionError, UnsafeTemplateError
    from plumbum import ProcessExecutionError, local

    # Where the person is may be somebody else's repository, whose configuration would count.
    empty = folder.parent
    with warnings.catch_warnings(), local.env(), local.cwd(empty):
        warnings.simplefilter("ignore")
        local.env.clear()
        local.env.update(git.environment(empty, own_config=not template.is_own))
        try:
            yield copier
        except (KeyboardInterrupt, InteractiveSessionError) as error:
            # The key for it, or the end of the input: nobody is going to answer.
            raise KeyboardInterrupt from error
        except UnsafeTemplateError as error:
            message = f"the template {template.name} contains code to be run"
            raise TemplateError(message, "use a template that runs no code") from error
        except ProcessExecutionError as error:
            said = str(error.stderr)
            raise TemplateError(
                f"git cannot read the template {template.name}: {git.reason(said)}", git.advice(said)
            ) from error
        except (CopierError, jinja2.TemplateError, yaml.YAMLError, TypeError, ValueError) as error:
            raise _explained(error, template) from error


def _explained(error: Exception, template: Template) -> AnswerError | TemplateError:
    """Return Copier's `error` in our words."""
    message = str(error)
    if found := re.fullmatch(r"Invalid choice for '(\w+)': (.+) is not in \[(.+)\]", message, re.DOTALL):
        question, value, listed = found.groups()
        hint = choices(value.strip("'"), [choice.strip("'") for choice in listed.split(", ")])
        return AnswerError(f"{question}: {value} is not one of the choices", hint, question)
    for pattern, explanation in _EXPLANATIONS.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            question, *reason = found.groups()
            text = f"{question}: {' '.join(reason) or explanation}".strip()
            return AnswerError(text, f"answer with `--data {question}=…`", question)
    return TemplateError(f"the template {template.name} cannot be rendered: {message}")


def _set_source(folder: Path, template: Template) -> None:
    """Name as the source what the person has named, or the public repository, not the place where it was read."""
    import yaml

    address, name = template.address, template.answers
    before = (folder / name).read_bytes()
    source = (
        yaml.safe_dump({"_src_path": address}, width=len(address) * 2, allow_unicode=True).strip().encode()
    )
    # YAML breaks a long path, and goes on in lines that start with a space.
    after = re.sub(rb"(?m)^_src_path:.*(?:\n[ \t].*)*", lambda _: source, before)
    writer.carry_out(Plan(folder, [{"path": name, "before": before, "after": after}]))
