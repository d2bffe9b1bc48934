"""Render a version of a template from answers (door: copier)."""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ferriswheel import about, files, git
from ferriswheel.errors import AnswerError, TemplateError, ToolError, nearest

if TYPE_CHECKING:
    import yaml

ANSWERS = ".copier-answers.yml"
_LARGEST = 64 * 1024
_DEEPEST = 8

# How Copier names a question: only inside its message.
_EXPLANATIONS = {
    r"Validation error for question '(\w+)': (.*)": "",
    r'Question "(\w+)" is required': "there is no answer and no default",
}


class Template(NamedTuple):
    """What is rendered: the template at `source`, at the tag or commit `ref` (None: its newest tag)."""

    source: str
    ref: str | None

    @property
    def label(self) -> str:
        """What people call it."""
        return f"template {self.ref}".replace(" v", " ") if self.source == str(about.BUNDLE) else self.source


def released(ref: str | None) -> Template:
    """Return our own template at the version `ref` (`0.1.0` or `v0.1.0`), or at its newest.

    Raises:
        TemplateError: There is no such version.
        ToolError: There is no git to read it with.
    """
    if not git.available():
        raise ToolError("git is not installed, and the template is read with it", "install git")
    known = about.template_versions()
    version = ref.removeprefix("v") if ref else known[-1]
    if version not in known:
        raise TemplateError(f"there is no template version {version}", nearest(version, known))
    return Template(str(about.BUNDLE), f"v{version}")


def other(source: str, ref: str | None, ground: Path) -> Template:
    """Return the template at `source`, for a project somewhere below `ground`.

    Raises:
        TemplateError: `source` is a folder, but no template, or the project would be inside it.
    """
    folder = Path(source)
    if folder.is_dir():
        # What a repository holds, bare or not, depends on `ref`.
        signs = ("copier.yml", "copier.yaml", ".git", "HEAD")
        if not any((folder / sign).exists() for sign in signs):
            raise TemplateError(f"{source} is no template: it has no copier.yml")
        if ground.resolve().is_relative_to(folder.resolve()):
            raise TemplateError(
                f"the project would be inside the template {source}", "choose another destination"
            )
    return Template(source, ref)


def render(
    template: Template,
    folder: Path,
    *,
    given: Mapping[str, Any],
    suggested: Mapping[str, str],
    ask: bool = False,
) -> None:
    """Render `template` into the new folder `folder`.

    Args:
        template: What to render.
        folder: Where to; nothing else is written.
        given: Answers that stand.
        suggested: Answers offered in place of the template's own defaults.
        ask: Whether the person is asked; otherwise defaults answer.

    Raises:
        AnswerError: An answer is unknown, refused or missing.
        TemplateError: The template cannot be had or is broken.
        KeyboardInterrupt: The person does not want to answer.
    """
    with _copier(template, folder) as copier:
        copier.run_copy(
            template.source,
            folder,
            data=dict(given),
            user_defaults=dict(suggested),
            vcs_ref=template.ref,
            defaults=not ask,
            quiet=True,
            settings=copier.Settings(),
        )
    # All questions are stored: what is not there was never asked.
    known = answers(folder)
    for name in given:
        if known and name not in known:
            raise AnswerError(f"the template asks no question `{name}`", nearest(name, known), name)
    if template.source == str(about.BUNDLE):
        _set_source(folder)


def answers(folder: Path) -> dict[str, Any]:
    """Return the answers that the project in `folder` was rendered from, if it says so."""
    path = folder / ANSWERS
    return _table(path) if path.is_file() else {}


def read_answers(path: Path) -> dict[str, str]:
    """Read a file of answers, YAML or JSON, in which every value is a text.

    Raises:
        AnswerError: It cannot be read, or is not a plain table of answers.
    """
    found = _table(path)
    for name, value in found.items():
        if not isinstance(value, str):
            raise AnswerError(
                f"{path}: the answer to {name} is a list or a table", "an answer is a text", name
            )
    return found


def _table(path: Path) -> dict[str, Any]:
    import yaml

    try:
        text = path.read_bytes()
        if len(text) > _LARGEST:
            raise AnswerError(f"{path} is larger than {_LARGEST // 1024} KiB", "a file of answers is small")
        depth = 0
        for event in yaml.parse(text, yaml.BaseLoader):
            # What a few bytes could blow up or bring to life.
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if getattr(event, "anchor", None) or getattr(event, "tag", None) or depth > _DEEPEST:
                place = _place(path, event.start_mark)
                raise AnswerError(f"{place}: an anchor, a tag or too deep a list", "answers are plain texts")
        found = yaml.load(text, yaml.BaseLoader)
    except OSError as error:
        raise AnswerError(f"{path}: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        raise AnswerError(f"{_place(path, error.problem_mark)}: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise AnswerError(f"{path} is not YAML: {error}") from error
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise AnswerError(f"{path} is not a table of answers", "a line of it is `question: answer`")
    # What Copier notes about the template is no answer.
    return {key: value for key, value in found.items() if not key.startswith("_")}


def _place(path: Path, mark: "yaml.Mark | yaml._yaml.Mark | None") -> str:
    return f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)


@contextmanager
def _copier(template: Template, folder: Path) -> Iterator[Any]:
    """Give Copier, kept away from configuration, its warnings from the screen, and its errors made ours."""
    # Slow to import: only where something is rendered.
    import copier
    import jinja2
    import yaml
    from copier.errors import CopierError, InteractiveSessionError, UnsafeTemplateError
    from plumbum import ProcessExecutionError, local

    own_config = template.source != str(about.BUNDLE)
    with warnings.catch_warnings(), local.env():
        warnings.simplefilter("ignore")
        local.env.clear()
        local.env.update(git.environment(folder, own_config=own_config))
        try:
            yield copier
        except (KeyboardInterrupt, InteractiveSessionError) as error:
            # The key for it, or the end of the input: nobody is going to answer.
            raise KeyboardInterrupt from error
        except UnsafeTemplateError as error:
            message = f"the template {template.source} wants to run code of its own"
            raise TemplateError(message, "only templates that run nothing are rendered") from error
        except ProcessExecutionError as error:
            reason = str(error.stderr).strip().rpartition("\n")[2]
            raise TemplateError(f"git cannot read the template {template.source}: {reason}") from error
        except (CopierError, jinja2.TemplateError, yaml.YAMLError, TypeError, ValueError) as error:
            raise _explained(error, template) from error


def _explained(error: Exception, template: Template) -> AnswerError | TemplateError:
    """Return Copier's `error` in our words."""
    message = str(error)
    if found := re.fullmatch(r"Invalid choice for '(\w+)': (.+) is not in \[(.+)\]", message, re.DOTALL):
        question, value, choices = found.groups()
        hint = nearest(value.strip("'"), re.findall(r"'(.*?)'", choices))
        return AnswerError(f"{question}: there is no choice {value}", hint, question)
    for pattern, explanation in _EXPLANATIONS.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            question, *reason = found.groups()
            text = f"{question}: {' '.join(reason) or explanation}".strip()
            return AnswerError(text, f"answer with `--data {question}=…`", question)
    return TemplateError(f"the template {template.source} cannot be rendered: {message}")


def _set_source(folder: Path) -> None:
    """Name the public repository as the source, not the file of this machine that stands in for it."""
    before = (folder / ANSWERS).read_bytes()
    source = f"_src_path: {about.address('Repository')}".encode()
    # YAML breaks a long path, and goes on in lines that start with a space.
    after = re.sub(rb"(?m)^_src_path:.*(?:\n[ \t].*)*", lambda _: source, before)
    files.carry_out(files.Plan(folder, [{"path": ANSWERS, "before": before, "after": after}]))
