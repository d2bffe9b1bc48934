"""Start a repository and ask git who we are, under no configuration but the person's own (door: git)."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from ferriswheel.errors import ToolError

# Whatever a configuration says: nothing of it is run, signed, ignored or asked for.
_SETTINGS = {
    "commit.gpgSign": "false",
    "core.excludesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.safecrlf": "false",
    "user.useConfigOnly": "true",
}

# What a hook or an alias that started us may have set: it speaks of another repository.
_FOREIGN = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
)


def environment(folder: Path, *, own_config: bool = True) -> dict[str, str]:
    """Return the environment in which git works in `folder` and sees no repository above it.

    Args:
        folder: Where git is going to work.
        own_config: Whether the person's and the system's configuration count.
    """
    found = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    # Added to what is there, which may hold the key to a private template.
    first = int(found.get("GIT_CONFIG_COUNT") or 0)
    for index, (key, value) in enumerate(_SETTINGS.items(), first):
        found[f"GIT_CONFIG_KEY_{index}"] = key
        found[f"GIT_CONFIG_VALUE_{index}"] = value
    found |= {
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "GIT_CONFIG_COUNT": str(first + len(_SETTINGS)),
        "GIT_TEMPLATE_DIR": "",
        "GIT_TERMINAL_PROMPT": "0",
    }
    if not own_config:
        found |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return found


def available() -> bool:
    """Return whether there is a git to start."""
    return shutil.which("git") is not None


def identity(folder: Path, role: str = "AUTHOR") -> tuple[str, str] | None:
    """Return the name and e-mail address that git would put on a commit as `role`, if it knows them."""
    done = _git(folder, "var", f"GIT_{role}_IDENT")
    found = re.fullmatch(r"(.+) <(.+)> \d+ [+-]\d+", done.stdout.strip())
    return (found[1], found[2]) if done.returncode == 0 and found else None


def surrounding(folder: Path) -> Path | None:
    """Return the root of the repository that `folder` is in, existing or not, without starting git."""
    above = (folder, *folder.parents)
    return next((root for root in above if (root / ".git").exists()), None)


def start(folder: Path, message: str) -> bool:
    """Make `folder` a repository with everything added, and committed if git knows by whom.

    Returns:
        Whether there is a commit.

    Raises:
        ToolError: git failed.
    """
    # `main` whatever the person's default is: the workflows listen to it.
    steps = [("init", "--quiet", "--initial-branch=main"), ("add", "--all")]
    committed = all(identity(folder, role) for role in ("AUTHOR", "COMMITTER"))
    if committed:
        steps.append(("commit", "--quiet", "--no-verify", f"--message={message}"))
    for step in steps:
        done = _git(folder, *step)
        if done.returncode != 0:
            reason = done.stderr.strip().rpartition("\n")[2]
            raise ToolError(f"`git {step[0]}` failed: {reason}", "`--vcs none` leaves git out")
    return committed


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
        )
    except OSError as error:
        raise ToolError(f"git could not be started: {error.strerror}", "install git") from error
