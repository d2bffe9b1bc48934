"""Read a project out of its git repository, and put merged files into the index, running nothing that it configures."""

import io
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ferriswheel import git
from ferriswheel.errors import FilesError, ToolError

SUBMODULE = 0o160000
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

    def files(self) -> dict[str, Entry]:
        """Return the committed files of the project."""
        return _entries(self._run("ls-tree", "-r", "-z", self.head, "--", "."))

    def staged(self) -> dict[str, Entry | None]:
        """Return the files of the project in the index; None for one with a conflict in it."""
        found: dict[str, Entry | None] = {}
        for line in filter(None, self._run("ls-files", "-s", "-z", "--", ".").split(b"\0")):
            about, _, path = line.partition(b"\t")
            mode, blob, stage = about.decode().split(" ")
            name = path.decode("utf-8", "surrogateescape")
            found[name] = Entry(int(mode, 8), blob) if stage == "0" else None
        return found

    def contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Return the contents of these ids."""
        return _contents(self._run("cat-file", "--batch", given=_lines(blobs)), blobs)

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

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        return _ask(self.project, self.top, *arguments, given=given)


def around(project: Path) -> Repository:
    """Return the repository that `project` is in.

    Raises:
        FilesError: There is none, it has no commit, or git is in the middle of something there.
        ToolError: git is missing or refuses.
    """
    project = project.resolve()
    top = git.surrounding(project)
    if top is None:
        raise FilesError(
            f"{project} is in no git repository, and without history there is nothing to merge with",
            "`git init`, `git add --all` and `git commit` would start one",
        )
    questions = ("--show-prefix", "--absolute-git-dir", "--show-object-format")
    prefix, folder, hashing = _ask(project, top, "rev-parse", *questions).decode().split("\n")[:3]
    objects = _ask(project, top, "rev-parse", "--path-format=absolute", "--git-path", "objects")
    head = _ask(project, top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", fails_with=1)
    if not head:
        raise FilesError(f"nothing is committed in {top} yet", "commit the project first")
    for name, what in _UNDERWAY.items():
        if Path(folder, name).exists():
            raise FilesError(f"a {what} is going on in {top}", "finish or abort it first")
    return Repository(
        project, top, prefix, Path(folder), Path(os.fsdecode(objects[:-1])), hashing, head.decode().strip()
    )


def _ask(folder: Path, top: Path, *arguments: str, given: bytes = b"", fails_with: int = 0) -> bytes:
    # What is missing here is not fetched: that would start programs that the repository names.
    environment = {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_CEILING_DIRECTORIES": str(top.parent),
        "GIT_NO_LAZY_FETCH": "1",
    }
    return git.run(folder, *arguments, given=given, environment=environment, fails_with=fails_with)


class Conflict(NamedTuple):
    """A file on which the two sides do not agree: what it was, what the person has, what the template has."""

    base: Entry | None = None
    ours: Entry | None = None
    theirs: Entry | None = None


class Merged(NamedTuple):
    """What came of a merge: the files, and those on which the sides do not agree."""

    files: dict[str, Entry]
    conflicts: dict[str, Conflict]


# A file of one side: its mode, and its content or the id of one that the repository has.
Side = Mapping[str, tuple[int, bytes | str]]


class Scratch:
    """A repository of our own, without any configuration, that sees the contents of a person's.

    Nothing in it is the person's: it may be removed at any time.
    """

    def __init__(self, folder: Path, repository: Repository) -> None:
        """Start it in the empty folder `folder`."""
        self._folder = folder
        self._environment = {
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": json.dumps(str(repository.objects)),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self._run("init", "--quiet", "--bare", f"--object-format={repository.hashing}")

    def merge(self, base: Side, ours: Side, theirs: Side, labels: tuple[str, str]) -> Merged:
        """Merge two sides that come from `base`.

        Args:
            base: What both come from.
            ours: What the person made of it.
            theirs: What the template made of it.
            labels: What to call the two sides where they do not agree.
        """
        self._run("fast-import", "--quiet", "--date-format=raw", given=_history(base, ours, theirs))
        # What would only be a guess is not asked: a file that is new in a folder that has moved moves too.
        rename = ("-c", "merge.directoryRenames=true", "-c", "merge.renames=true")
        merged = self._run(
            *rename, "merge-tree", "--write-tree", "-z", "--no-messages", *_SIDES, fails_with=1
        )
        tree, *conflicted = merged.rstrip(b"\0").split(b"\0")
        conflicts: dict[str, Conflict] = {}
        for line in conflicted:
            about, _, path = line.partition(b"\t")
            mode, blob, stage = about.decode().split(" ")
            name = path.decode("utf-8", "surrogateescape")
            side = {Conflict._fields[int(stage) - 1]: Entry(int(mode, 8), blob)}
            conflicts[name] = conflicts.get(name, Conflict())._replace(**side)
        files = _entries(self._run("ls-tree", "-r", "-z", tree.decode()))
        return Merged(self._relabelled(files, conflicts, labels), conflicts)

    def contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Return the contents of these ids."""
        return _contents(self._run("cat-file", "--batch", given=_lines(blobs)), blobs)

    def add(self, contents: Sequence[bytes]) -> list[str]:
        """Return the ids of new contents."""
        stream = b"".join(
            b"blob\nmark :%d\n%s" % (mark, _data(each)) for mark, each in enumerate(contents, 1)
        )
        stream += b"".join(b"get-mark :%d\n" % mark for mark in range(1, len(contents) + 1))
        return self._run("fast-import", "--quiet", given=stream).decode().split()

    def prefer_ours(self, conflict: Conflict) -> Entry | None:
        """Return the file with both sides' changes, and the person's where they do not agree."""
        if not (conflict.base and conflict.ours and conflict.theirs):
            return conflict.ours
        sides = (conflict.ours, conflict.base, conflict.theirs)
        names = [self._run("unpack-file", side.blob).decode().strip() for side in sides]
        try:
            text = self._run("merge-file", "-p", "--ours", *names)
        except ToolError:  # It is no text.
            return conflict.ours
        return Entry(conflict.ours.mode, self.add([text])[0])

    def pack(self, blobs: Sequence[str]) -> bytes:
        """Return contents in the form that another repository takes them in."""
        return self._run("pack-objects", "--stdout", "-q", given=_lines(blobs))

    def _relabelled(
        self, files: dict[str, Entry], conflicts: Mapping[str, Conflict], labels: tuple[str, str]
    ) -> dict[str, Entry]:
        """Return the files with markers of conflicts that name the sides as people do."""
        marked = [path for path in conflicts if path in files]
        contents = self.contents([files[path].blob for path in marked])
        renamed = []
        for path in marked:
            content = contents[files[path].blob]
            for side, label in zip(_SIDES, labels, strict=True):
                content = re.sub(rb"(?m)^([<>]{7,}) %s" % side.encode(), rb"\1 %s" % label.encode(), content)
            renamed.append(content)
        blobs = self.add(renamed)
        return files | {path: Entry(files[path].mode, blob) for path, blob in zip(marked, blobs, strict=True)}

    def _run(self, *arguments: str, given: bytes = b"", fails_with: int = 0) -> bytes:
        return git.run(
            self._folder, *arguments, given=given, environment=self._environment, fails_with=fails_with
        )


# No file has these words behind a marker by chance.
_SIDES = ("scaffold-side-7c1f-ours", "scaffold-side-7c1f-theirs")


def _entries(listing: bytes) -> dict[str, Entry]:
    found = {}
    for line in filter(None, listing.split(b"\0")):
        about, _, path = line.partition(b"\t")
        mode, _, blob = about.decode().split(" ")
        found[path.decode("utf-8", "surrogateescape")] = Entry(int(mode, 8), blob)
    return found


def _lines(blobs: Sequence[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in blobs).encode()


def _contents(batch: bytes, blobs: Sequence[str]) -> dict[str, bytes]:
    answer, found = io.BytesIO(batch), {}
    for blob in blobs:
        size = int(answer.readline().split()[2])
        found[blob] = answer.read(size)
        answer.read(1)
    return found


def _history(base: Side, ours: Side, theirs: Side) -> bytes:
    """Return three commits, the two last ones with the first as their parent, as `git fast-import` takes them."""
    stream, marks = [], 10
    for mark, (name, side) in enumerate(zip(("base", *_SIDES), (base, ours, theirs), strict=True), 1):
        lines = []
        for path, (mode, content) in side.items():
            if isinstance(content, bytes):
                marks += 1
                stream.append(b"blob\nmark :%d\n%s" % (marks, _data(content)))
                reference = f":{marks}"
            else:
                reference = content
            lines.append(f"M {mode:o} {reference} ".encode() + _quoted(path) + b"\n")
        head = f"commit refs/heads/{name}\nmark :{mark}\ncommitter scaffold <scaffold> 0 +0000\n".encode()
        parent = b"" if mark == 1 else b"from :1\ndeleteall\n"
        stream += [head, _data(name.encode()), parent, *lines, b"\n"]
    return b"".join(stream)


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _quoted(path: str) -> bytes:
    escaped = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}"
        for byte in path.encode("utf-8", "surrogateescape")
    )
    return f'"{escaped}"'.encode()
