"""Start a repository and ask git who we are, under no configuration but the person's own (door: git)."""

import functools
import io
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ironwheel import programs
from ironwheel.errors import ToolError

# Whatever a configuration says: nothing of it is run, signed, ignored or asked for.
_SETTINGS = {
    "commit.gpgSign": "false",
    "core.excludesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.safecrlf": "false",
    "user.useConfigOnly": "true",
}

# What a hook or an alias that started us may have set: it speaks of another repository, or of other files and attributes.
_FOREIGN = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_ATTR_SOURCE",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
}

# So long is an id by this hash.
_SHA256 = 64

# How git begins the line that tells why it failed, and those that only go around it.
_FAILURES = ("fatal: ", "error: ", "ERROR: ", "remote: ERROR", "ssh: ")
_AROUND = (
    "Cloning into ",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
    "fatal: Could not read from remote repository.",
    "fatal: the remote end hung up",
    "hint: ",
    "warning: ",
    "Warning: ",
)

# A repository on some host, without whoever is to log in there.
_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/]+@)?|[^@/:]+@)(?P<host>[\w.-]+)(?::\d+)?[:/]/*(?P<path>\S+?)(?:\.git)?/*"
)


def environment(folder: Path, *, own_config: bool = True) -> dict[str, str]:
    """Return the environment in which git works in `folder` and sees no repository above it.

    Args:
        folder: Where git is going to work.
        own_config: Whether the person's and the system's configuration count.

    Raises:
        ToolError: `GIT_CONFIG_COUNT` is no number, with which git would not work either.
    """
    found = {name: value for name, value in programs.surroundings().items() if name not in _FOREIGN}
    # Added to what is there, which may hold the key to a private template.
    count = found.get("GIT_CONFIG_COUNT") or "0"
    if not re.fullmatch("[0-9]{1,9}", count):
        raise ToolError(f"the variable GIT_CONFIG_COUNT is `{count}`, which is not a number", "unset it")
    first = int(count)
    for index, (key, value) in enumerate(_SETTINGS.items(), first):
        found[f"GIT_CONFIG_KEY_{index}"] = key
        found[f"GIT_CONFIG_VALUE_{index}"] = value
    found |= {
        "LC_ALL": "C",  # What it says is read.
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
    return programs.find("git") is not None


@functools.cache
def version() -> tuple[int, ...]:
    """Return the version of git."""
    found = re.match(rb"git version (\d+)\.(\d+)", run(programs.NEUTRAL, "version"))
    return tuple(map(int, found.groups())) if found else ()


def identity(folder: Path, role: str = "AUTHOR") -> tuple[str, str] | None:
    """Return the name and e-mail address that git would put on a commit as `role`, if it knows them."""
    done = _git(folder, "var", f"GIT_{role}_IDENT")
    found = re.fullmatch(r"(.+) <(.+)> \d+ [+-]\d+", done.stdout.decode("utf-8", "backslashreplace").strip())
    return (found[1], found[2]) if done.returncode == 0 and found else None


def surrounding(folder: Path) -> Path | None:
    """Return the root of the repository that `folder` is in, existing or not, without starting git."""
    above = (folder, *folder.parents)
    return next((root for root in above if (root / ".git").exists()), None)


def remote(folder: Path, config: Path) -> str:
    """Return the public address of the repository that the file `config` calls `origin`, or nothing."""
    url = run(
        folder, "config", "--file", str(config), "--no-includes", "--get", "remote.origin.url", fails_with=1
    )
    found = _REMOTE.fullmatch(url.decode("utf-8", "replace").strip())
    return f"https://{found['host']}/{found['path']}" if found else ""


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
        try:
            run(folder, *step)
        except ToolError as error:
            error.hint = "use `--vcs none` to create no git repository"
            raise
    return committed


def tags(source: str) -> list[str]:
    """Return the tags of the repository at `source`, as far as they are Unicode.

    Raises:
        ToolError: It cannot be read.
    """
    listed = run(programs.NEUTRAL, "ls-remote", "--quiet", "--tags", "--refs", "--", source)
    names = (line.partition(b"\trefs/tags/")[2] for line in listed.splitlines())
    return [name.decode("utf-8", "replace") for name in names]


def texts(
    folder: Path, source: str, ref: str | None, paths: Sequence[str], *, own_config: bool
) -> list[bytes]:
    """Return the files of `paths` that the repository at `source` has at `ref`, or at its newest commit.

    Args:
        folder: An empty folder to work in.
        source: The repository, a bundle or an address.
        ref: A tag, branch or commit.
        paths: The files.
        own_config: Whether the person's configuration counts, which may be needed to get there.

    Raises:
        ToolError: The repository cannot be read.
    """
    config = environment(folder, own_config=own_config)
    listed = run(folder, "ls-remote", "--quiet", "--", source, environment=config).partition(b"\t")[0]
    hashing = "sha256" if len(listed) == _SHA256 else "sha1"
    config["GIT_DIR"] = str(folder)  # A person may forbid git to find it by itself.
    run(folder, "init", "--quiet", "--bare", f"--object-format={hashing}", environment=config)
    run(folder, "fetch", "--quiet", "--depth=1", "--", source, ref or "HEAD", environment=config)
    asked = "".join(f"FETCH_HEAD:{path}\n" for path in paths).encode()
    stream = io.BytesIO(run(folder, "cat-file", "--batch", given=asked, environment=config))
    found = []
    while line := stream.readline().split():
        if line[1:2] == [b"blob"]:
            found.append(stream.read(int(line[2])))
            stream.read(1)
    return found


def run(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    fails_with: int = 0,
) -> bytes:
    """Return what git prints in `folder`, in which it runs nothing that a configuration names.

    Args:
        folder: Where it works.
        arguments: What it is asked.
        given: What it reads.
        environment: What else it is told.
        fails_with: An exit code that is no failure either.

    Raises:
        ToolError: It failed.
    """
    done = _git(folder, *arguments, given=given, more=environment)
    if done.returncode not in (0, fails_with):
        raise _failed(done, arguments)
    return done.stdout


def run_as_configured(folder: Path, *arguments: str) -> None:
    """Let git do in `folder` what changes its history, with the hooks and signatures that the person has configured.

    Raises:
        ToolError: It, or a hook, failed.
    """
    told = {name: value for name, value in programs.surroundings().items() if name not in _FOREIGN}
    done = _start(folder, arguments, told | {"GIT_EDITOR": ":", "GIT_TERMINAL_PROMPT": "0"})
    if done.returncode:
        raise _failed(done, arguments)


def _failed(done: programs.Done, arguments: Sequence[str]) -> ToolError:
    # That there is nothing to commit stands at the end of what it prints otherwise.
    said = (done.stderr or done.stdout.rstrip().rpartition(b"\n")[2]).decode("utf-8", "backslashreplace")
    command = next(word for word in arguments if not word.startswith("-") and "=" not in word)
    return ToolError(f"`git {command}` failed: {reason(said)}", advice(said))


def reason(said: str) -> str:
    """Return the line that tells why git failed, of all that it said."""
    lines = [line.strip() for line in said.splitlines()]
    telling = [line for line in lines if line and not line.startswith(_AROUND)]
    return next((line for line in telling if line.startswith(_FAILURES)), (telling or lines or [""])[0])


def advice(said: str) -> str:
    """Return what to do where git distrusts the owner of a repository, or finds a lock."""
    if found := re.search(r"^\s*(git config --global --add safe\.directory .+)$", said, re.MULTILINE):
        return f"if you trust it, run `{found[1]}`"
    if found := re.search(r"Unable to create '(.+\.lock)': File exists", said):
        return f"another git process seems to run; if there is none, remove {found[1]}"
    return ""


def _git(
    folder: Path, *arguments: str, given: bytes = b"", more: Mapping[str, str] | None = None
) -> programs.Done:
    return _start(folder, arguments, environment(folder) | dict(more or {}), given)


def _start(
    folder: Path, arguments: Sequence[str], told: Mapping[str, str], given: bytes = b""
) -> programs.Done:
    try:
        return programs.run("git", *arguments, folder=folder, environment=told, given=given)
    except OSError as error:
        raise ToolError(f"git could not be started: {error.strerror}", "install git") from error
