"""Which template in which version: one that is released with the package, or somebody else's."""

import os
from pathlib import Path
from typing import NamedTuple

from ironwheel import about
from ironwheel.errors import TemplateError, ToolError, choices
from ironwheel.template import bundle
from ironwheel.vcs import git


class Template(NamedTuple):
    """What is rendered: the template at `source`, at the tag or commit `ref` (None: its newest tag).

    The project says that it comes from `address`, if that is another.
    """

    source: str
    ref: str | None
    address: str = ""

    @property
    def name(self) -> str:
        """Where it comes from, as the person has said it."""
        return self.address or self.source

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
    return Template(str(bundle.BUNDLE), f"v{version}", about.address("Repository"))


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
