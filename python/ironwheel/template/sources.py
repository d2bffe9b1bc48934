"""Which template in which version: one that is released with the package, or somebody else's."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ironwheel import about
from ironwheel.errors import TemplateError, ToolError, choices
from ironwheel.template import answers_file, bundle
from ironwheel.vcs import git

if TYPE_CHECKING:
    from packaging.version import Version

# What Copier expands.
_HOSTS = {"gh:": "https://github.com/", "gl:": "https://gitlab.com/"}


class Template(NamedTuple):
    """What is rendered: the template at `source`, at the tag or commit `ref` (None: its newest tag).

    The project says that it comes from `address`, if that is another, and keeps its answers in `answers`.
    """

    source: str
    ref: str | None
    address: str = ""
    answers: str = answers_file.NAME

    @property
    def name(self) -> str:
        """Where it comes from, as the person has said it."""
        return self.address or self.source

    @property
    def place(self) -> str:
        """Where git finds it."""
        for short, host in _HOSTS.items():
            if self.source.startswith(short):
                return f"{host}{self.source.removeprefix(short).strip('/').removesuffix('.git')}.git"
        return self.source.removeprefix("git+")

    @property
    def label(self) -> str:
        """What people call it."""
        return f"template {self.ref}".replace(" v", " ") if self.ref else self.name

    @property
    def is_own(self) -> bool:
        """Whether it is ours, and not a fork or somebody's house template."""
        return self.source == str(bundle.BUNDLE)


def released(ref: str | None) -> Template:
    """Return our own template at the version `ref` (`0.1.0` or `v0.1.0`), or at its newest.

    Raises:
        TemplateError: There is no such version.
        ToolError: There is no git to read it with.
    """
    if not git.available():
        raise ToolError("git is not installed; it is needed to read the template", "install git")
    known = bundle.versions()
    version = ref.removeprefix("v") if ref else known[-1]
    if version not in known:
        raise TemplateError(f"there is no template version {version}", choices(version, known))
    return Template(str(bundle.BUNDLE), f"v{version}", about.REPOSITORY)


def other(source: str, ref: str | None, ground: Path) -> Template:
    """Return the template at `source`, for a project somewhere below `ground`.

    Raises:
        TemplateError: `source` is a folder, but no template, or the project would be inside it.
    """
    folder = Path(os.path.expanduser(source))
    if folder.is_dir():
        # What a repository holds, bare or not, depends on `ref`.
        signs = ("copier.yml", "copier.yaml", ".git", "HEAD")
        if not any((folder / sign).exists() for sign in signs):
            raise TemplateError(f"{source} is not a template: it has no copier.yml")
        if ground.resolve().is_relative_to(folder.resolve()):
            raise TemplateError(
                f"the project would be inside the template {source}", "choose another destination"
            )
    # It is read from another folder than the one where the person is.
    absolute = os.path.abspath(folder) if folder.exists() else source
    return Template(absolute, ref, source if source != absolute else "")


def tagged(template: Template) -> Template:
    """Return the template at the tag that is meant: `0.2.0` may be tagged `v0.2.0`, and nothing means the newest.

    What names no version is taken for a branch or a commit.

    Raises:
        TemplateError: There is no such version.
        ToolError: The template cannot be read.
    """
    tags = git.tags(template.place)
    versions = {version: tag for tag in tags if (version := _version(tag))}
    if template.ref is None:
        released = [version for version in versions if not version.is_prerelease]
        return template._replace(ref=versions[max(released)]) if released else template
    wanted = _version(template.ref)
    if template.ref in tags or wanted is None:
        return template
    if wanted in versions:
        return template._replace(ref=versions[wanted])
    if "." not in template.ref:  # A commit of which the id has no letters.
        return template
    known = [versions[version].removeprefix("v") for version in sorted(versions)]
    hint = choices(template.ref.removeprefix("v"), known) if known else "it has no versions"
    raise TemplateError(f"{template.name} has no version {template.ref}", hint)


def is_older(one: Template, other: Template) -> bool:
    """Return whether `one` is an older version than `other`, as far as both are versions."""
    first, second = _version(one.ref or ""), _version(other.ref or "")
    return bool(first and second and first < second)


def _version(tag: str) -> "Version | None":
    from packaging.version import InvalidVersion, Version

    try:
        return Version(tag)
    except InvalidVersion:
        return None
