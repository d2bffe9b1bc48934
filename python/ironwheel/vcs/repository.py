"""Read a project out of its git repository, and put merged files into the index, running nothing that it configures."""

import io
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ironwheel.errors import FilesError, ToolError
from ironwheel.vcs import git

SUBMODULE = 0o160000
# Older ones have no configuration in the environment: what a repository configures would be run.
_OLDEST = (2, 31)
# What git leaves in its folder while something is going on.
_UNDERWAY = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
}


class Entry(NamedTuple):
    """A file as git has it: its mode, and the id of its content."""

    mode: int
    blob: str


class Checkout(NamedTuple):
    """How git writes files into the work tree.

    Args:
        crlf: The files whose lines it ends with CRLF.
        rewritten: The files that it writes otherwise than they are committed, and the attribute that says so.
    """

    crlf: set[str]
    rewritten: dict[str, str]


# In texts, whatever the configuration says of how a search is shown.
_GREP = (
    "grep",
    "-I",
    "--no-color",
    "--no-column",
    "--no-line-number",
    "--no-textconv",
    "--no-recurse-submodules",
)

# By a program that the configuration names, or by itself.
_REWRITING = ("filter", "working-tree-encoding", "ident")


class Repository(NamedTuple):
    """The repository that a project is in.

    Args:
        project: The folder of the project.
        top: The folder of the repository.
        prefix: The way from the top of the repository to the project, empty or with `/` at its end.
        folder: Where git keeps what belongs to this work tree.
        objects: Where it keeps contents.
        hashing: How it names them, `sha1` or `sha256`.
        head: The commit that is checked out.
    """

    project: Path
    top: Path
    prefix: str
    folder: Path
    objects: Path
    hashing: str
    head: str

    def expect_idle(self) -> None:
        """Find that git is not in the middle of something.

        Raises:
            FilesError: It is.
        """
        for name, what in _UNDERWAY.items():
            if (self.folder / name).exists():
                raise FilesError(f"a {what} is in progress in {self.top}", "finish or abort it first")
        if (lock := self.folder / "index.lock").exists():
            raise FilesError(
                f"another git process seems to run in {self.top}", f"if there is none, remove {lock}"
            )

    def files(self) -> dict[str, Entry]:
        """Return the committed files of the project."""
        return entries(self._run("ls-tree", "-r", "-z", self.head, "--", "."))

    def staged(self) -> tuple[dict[str, Entry | None], set[str]]:
        """Return the files of the project in the index, None for one in conflict; and which a sparse checkout leaves out."""
        found: dict[str, Entry | None] = {}
        left_out: set[str] = set()
        for line in filter(None, self._run("ls-files", "-s", "-t", "-z", "--", ".").split(b"\0")):
            about, _, path = line.partition(b"\t")
            tag, mode, blob, stage = about.decode().split(" ")
            name = path.decode("utf-8", "surrogateescape")
            found[name] = Entry(int(mode, 8), blob) if stage == "0" else None
            if tag == "S":
                left_out.add(name)
        return found, left_out

    def checkout(self, paths: Sequence[str]) -> Checkout:
        """Return how git would write these files into the work tree."""
        given = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
        asked = (*_REWRITING, "text", "eol")
        words = self._run("check-attr", "-z", "--stdin", *asked, given=given)
        values = words.decode("utf-8", "surrogateescape").split("\0")
        about: dict[str, dict[str, str]] = {}
        for path, name, value in zip(values[::3], values[1::3], values[2::3], strict=False):
            about.setdefault(path, {})[name] = value
        settings = self._run("config", "--get-regexp", r"^core\.(autocrlf|eol)$", fails_with=1).decode()
        config = dict(line.split(" ", 1) for line in settings.lower().splitlines() if " " in line)
        is_auto = config.get("core.autocrlf") in ("true", "yes", "on", "1")
        usual = {"crlf": True, "lf": False}.get(config.get("core.eol", ""), os.linesep == "\r\n")
        is_usual = is_auto or (usual and config.get("core.autocrlf") != "input")
        crlf, rewritten = set(), {}
        for path, attributes in about.items():
            text, eol = attributes["text"], attributes["eol"]
            if text != "unset" and (
                eol == "crlf" or (eol != "lf" and (is_auto if text == "unspecified" else is_usual))
            ):
                crlf.add(path)
            for name in _REWRITING:
                if attributes[name] not in ("unspecified", "unset"):
                    rewritten[path] = f"{name}={attributes[name]}"
        return Checkout(crlf, rewritten)

    def setting(self, name: str) -> str:
        """Return what the person's configuration says of `name`, or nothing."""
        return self._run("config", "--get", name, fails_with=1).decode("utf-8", "replace").strip()

    def words(self, words: Sequence[str]) -> set[str]:
        """Return which of these words, in small letters, stand in the committed texts of the project."""
        given = [part for word in words for part in ("-e", word)]
        found = self._run(*_GREP, "-Fiwoh", *given, self.head, "--", ".", fails_with=1)
        return {word.lower() for word in found.decode("utf-8", "replace").split("\n") if word}

    def places(self, pattern: str, paths: Sequence[str]) -> list[str]:
        """Return where lines of the index match an extended regular expression, each as `path:line`.

        Args:
            pattern: The expression.
            paths: The kinds of files, as patterns of git's.
        """
        found = self._run(
            *_GREP, "-E", "-z", "--line-number", "--cached", "-e", pattern, "--", *paths, fails_with=1
        )
        # With -z, what ends a path and the number of a line is no line feed.
        lines = re.findall(rb"([^\0\n]+)\0(\d+)\0", found)
        return [f"{path.decode('utf-8', 'surrogateescape')}:{number.decode()}" for path, number in lines]

    def contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Return the contents of these ids."""
        return contents(self._run("cat-file", "--batch", given=lines(blobs)), blobs)

    def keep(self, pack: bytes) -> None:
        """Take the contents in `pack` into the repository."""
        self._run("unpack-objects", "-q", given=pack)

    def stage(self, entries: Mapping[str, Entry | Sequence[Entry | None] | None]) -> None:
        """Put files into the index: their content, the three sides of a conflict, or None for no file."""
        nothing = "0" * len(self.head)
        lines = []
        for path, entry in entries.items():
            name = f"{self.prefix}{path}"
            lines.append(f"0 {nothing}\t{name}")
            if isinstance(entry, Entry):
                lines.append(f"{entry.mode:o} {entry.blob} 0\t{name}")
            else:
                sides = enumerate(entry or (), 1)
                lines += [f"{side.mode:o} {side.blob} {stage}\t{name}" for stage, side in sides if side]
        given = "".join(f"{line}\0" for line in lines).encode("utf-8", "surrogateescape")
        self._run("update-index", "-z", "--index-info", given=given)

    def _run(self, *arguments: str, given: bytes = b"", fails_with: int = 0) -> bytes:
        return _ask(self.project, self.top, *arguments, given=given, fails_with=fails_with)


def around(project: Path) -> Repository:
    """Return the repository that `project` is in.

    Raises:
        FilesError: There is none, or it has no commit.
        ToolError: git is missing or refuses.
    """
    if git.version() < _OLDEST:
        raise ToolError("this git is too old", f"install git {'.'.join(map(str, _OLDEST))} or newer")
    project = project.resolve()
    top = git.surrounding(project)
    if top is None:
        raise FilesError(
            f"{project} is not in a git repository, so there is no history to merge with",
            "create one with `git init`, `git add --all` and `git commit`",
        )
    # One path an answer: there may be a line feed in it.
    prefix = _path(project, top, "--show-prefix")
    folder = _path(project, top, "--absolute-git-dir")
    objects = _path(project, top, "--path-format=absolute", "--git-path", "objects")
    hashing = _ask(project, top, "rev-parse", "--show-object-format").decode().strip()
    head = _ask(project, top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", fails_with=1)
    if not head:
        raise FilesError(f"{top} has no commit yet", "commit the project first")
    return Repository(project, top, prefix, Path(folder), Path(objects), hashing, head.decode().strip())


def _path(folder: Path, top: Path, *question: str) -> str:
    return os.fsdecode(_ask(folder, top, "rev-parse", *question)).removesuffix("\n")


def _ask(folder: Path, top: Path, *arguments: str, given: bytes = b"", fails_with: int = 0) -> bytes:
    # What is missing here is not fetched: that would start programs that the repository names.
    environment = {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_CEILING_DIRECTORIES": str(top.parent),
        "GIT_NO_LAZY_FETCH": "1",
    }
    return git.run(folder, *arguments, given=given, environment=environment, fails_with=fails_with)


def entries(listing: bytes) -> dict[str, Entry]:
    """Return the files that `git ls-tree -r -z` lists."""
    found = {}
    for line in filter(None, listing.split(b"\0")):
        about, _, path = line.partition(b"\t")
        mode, _, blob = about.decode().split(" ")
        found[path.decode("utf-8", "surrogateescape")] = Entry(int(mode, 8), blob)
    return found


def lines(blobs: Sequence[str]) -> bytes:
    """Return ids as git reads them."""
    return "".join(f"{blob}\n" for blob in blobs).encode()


def contents(batch: bytes, blobs: Sequence[str]) -> dict[str, bytes]:
    """Return what `git cat-file --batch` says of these ids.

    Raises:
        ToolError: One of them is not there.
    """
    stream, found = io.BytesIO(batch), {}
    for blob in blobs:
        about = stream.readline().split()
        if about[1:2] != [b"blob"]:
            raise ToolError(f"the git object {blob} is missing here", "in a partial clone, fetch it first")
        found[blob] = stream.read(int(about[2]))
        stream.read(1)
    return found
