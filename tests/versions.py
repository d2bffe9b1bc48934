"""A template with versions, and projects that come from it, for the tests of updates."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import copier

from files import write

# What a version is made of: paths with their texts; a path that ends in `.jinja` is rendered, and so are paths.
Version = Mapping[str, str]
QUESTIONS = """\
_subdirectory: template
_skip_if_exists: [/seed.txt, "/python/"]
package:
  type: str
  default: demo
"""
ANSWERS = "{{ _copier_conf.answers_file }}.jinja"
COMMON = {
    f"template/{ANSWERS}": "# Changes here will be overwritten by Copier\n{{ _copier_answers | to_nice_yaml -}}\n",
    "copier.yml": QUESTIONS,
}


def git(folder: Path, *arguments: str) -> str:
    """What git answers, as somebody."""
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def release(folder: Path, *versions: Version) -> Path:
    """A template at `folder` with the tags v1.0.0, v2.0.0, … ."""
    folder.mkdir()
    git(folder, "init", "--quiet")
    for number, version in enumerate(versions, 1):
        git(folder, "rm", "-rfq", "--ignore-unmatch", ".")
        write(folder, {**COMMON, **version})
        git(folder, "add", "--all", "--force")
        git(folder, "commit", "--quiet", "--allow-empty", "-m", f"v{number}")
        git(folder, "tag", f"v{number}.0.0")
    return folder


def fresh(template: Path, folder: Path, ref: str | None = "v1.0.0", **data: Any) -> Path:
    """What stock Copier makes of the template, not yet in git."""
    copier.run_copy(
        str(template), folder, data=data, vcs_ref=ref, defaults=True, quiet=True, settings=copier.Settings()
    )
    return folder


def start(template: Path, folder: Path, ref: str = "v1.0.0", **data: Any) -> Path:
    """A project of a version, in git."""
    fresh(template, folder, ref, **data)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Everything in `folder`, committed."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "work")


def stock(folder: Path, **data: Any) -> None:
    """What `copier update` does."""
    copier.run_update(
        folder, data=data, defaults=True, overwrite=True, quiet=True, settings=copier.Settings()
    )
