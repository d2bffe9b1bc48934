"""Render a version of a template from answers (door: copier)."""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ironwheel import about, files, git, stamp
from ironwheel.errors import AnswerError, TemplateError, ToolError, nearest

_QUESTIONS = ("copier.yml", "copier.yaml")

# How Copier names a question: only inside its message.
_EXPLANATIONS = {
    r"Validation error for question '(\w+)': (.*)": "",
    r'Question "(\w+)" is required': "there is no answer and no default",
}


class Template(NamedTuple):
    """What is rendered: the template at `source`, at the tag or commit `ref` (None: its newest tag).

    The project says that it comes from `address`, if that is another.
    """

    source: str
    ref: str | None
    address: str = ""

    @property
    def label(self) -> str:
        """What people call it."""
        return f"template {self.ref}".replace(" v", " ") if self.ref else self.source

    @property
    def is_own(self) -> bool:
        """Whether it is ours, and not a fork or somebody's house template."""
        return self.source == str(about.BUNDLE)


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
    return Template(str(about.BUNDLE), f"v{version}", about.address("Repository"))


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
    if any(path.name.lower() == ".git" for path in folder.rglob("*")):
        raise TemplateError(
            f"the template {template.source} writes into git's own folder",
            "only files of a project are written",
        )
    # All questions are stored: what is not there was never asked.
    known = stamp.answers(folder)
    for name in given:
        if known and name not in known:
            raise AnswerError(f"the template asks no question `{name}`", nearest(name, known), name)
    if template.address:
        _set_source(folder, template.address)


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
    for text in git.texts(folder, template.source, template.ref, _QUESTIONS, own_config=not template.is_own):
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

    own_config = not template.is_own
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


def _set_source(folder: Path, address: str) -> None:
    """Name the public repository as the source, not the file of this machine that stands in for it."""
    before = (folder / stamp.ANSWERS).read_bytes()
    source = f"_src_path: {address}".encode()
    # YAML breaks a long path, and goes on in lines that start with a space.
    after = re.sub(rb"(?m)^_src_path:.*(?:\n[ \t].*)*", lambda _: source, before)
    files.carry_out(files.Plan(folder, [{"path": stamp.ANSWERS, "before": before, "after": after}]))
