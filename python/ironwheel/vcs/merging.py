"""Merge three sides in a repository of our own, which nobody has configured and which may go at any time."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ironwheel.errors import FilesError, ToolError
from ironwheel.vcs import git
from ironwheel.vcs.repository import Entry, Repository, contents, entries, lines

# The first git that merges trees without a work tree.
_MERGES_TREES = (2, 38)
# A file that is new in a folder that has moved moves too: to ask would be a conflict. No attribute of the person's counts.
_SETTINGS = (
    "-c",
    "merge.directoryRenames=true",
    "-c",
    "merge.renames=true",
    "-c",
    f"core.attributesFile={os.devnull}",
)


class Conflict(NamedTuple):
    """A file on which the two sides do not agree: what it was, what the person has, what the template has."""

    base: Entry | None = None
    ours: Entry | None = None
    theirs: Entry | None = None


class Merged(NamedTuple):
    """What came of a merge: the files, those on which the sides do not agree, and what the person's renamed ones were."""

    files: dict[str, Entry]
    conflicts: dict[str, Conflict]
    renamed: dict[str, str]


# A file of one side: its mode, and its content or the id of one that the repository has.
Side = Mapping[str, tuple[int, bytes | str]]


class ScratchRepository:
    """A repository of our own, without any configuration, that sees the contents of a person's.

    Nothing in it is the person's: it may be removed at any time.
    """

    def __init__(self, folder: Path, repository: Repository) -> None:
        """Start it in the empty folder `folder`."""
        self._folder = folder
        self._environment = {
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": _quoted(str(repository.objects)).decode(),
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        style = repository.setting("merge.conflictStyle")
        self._settings = (*_SETTINGS, "-c", f"merge.conflictStyle={style}") if style else _SETTINGS
        self._run("init", "--quiet", "--bare", f"--object-format={repository.hashing}")

    def merge(self, base: Side, ours: Side, theirs: Side, labels: tuple[str, str]) -> Merged:
        """Merge two sides that come from `base`.

        Args:
            base: What both come from.
            ours: What the person made of it.
            theirs: What the template made of it.
            labels: What to call the two sides where they do not agree.

        Raises:
            FilesError: Where one side has a file, the other has a folder.
        """
        self._run(
            "fast-import", "--quiet", "--force", "--date-format=raw", given=_history(base, ours, theirs)
        )
        has_trees = git.version() >= _MERGES_TREES
        tree, conflicted = self._merge_trees() if has_trees else self._merge_files()
        conflicts: dict[str, Conflict] = {}
        for line in conflicted:
            about, _, path = line.partition(b"\t")
            mode, blob, stage = about.decode().split(" ")
            name = path.decode("utf-8", "surrogateescape")
            side = {Conflict._fields[int(stage) - 1]: Entry(int(mode, 8), blob)}
            conflicts[name] = conflicts.get(name, Conflict())._replace(**side)
        files = entries(self._run("ls-tree", "-r", "-z", tree))
        if aside := sorted(path for path in files if any(f"~{side}" in path for side in _SIDES)):
            name = aside[0].partition("~scaffold-side")[0]
            raise FilesError(f"{name} is a file on one side and a folder on the other", "rename yours first")
        listed = self._run("diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", _SIDES[0], tree)
        names = listed.decode("utf-8", "surrogateescape").split("\0")
        renamed = dict(zip(names[2::3], names[1::3], strict=False))
        return Merged(self._relabelled(files, conflicts, labels), conflicts, renamed)

    def renamed(self, before: Side, after: Side) -> dict[str, str]:
        """Return the files of `before` that have another name in `after`, each with its new one."""
        self._run(
            "fast-import", "--quiet", "--force", "--date-format=raw", given=_history(before, before, after)
        )
        listed = self._run(
            "diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", "base", _SIDES[1]
        )
        names = listed.decode("utf-8", "surrogateescape").split("\0")
        return dict(zip(names[1::3], names[2::3], strict=False))

    def contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Return the contents of these ids."""
        return contents(self._run("cat-file", "--batch", given=lines(blobs)), blobs)

    def add(self, contents: Sequence[bytes]) -> list[str]:
        """Return the ids of new contents."""
        stream = b"".join(
            b"blob\nmark :%d\n%s" % (mark, _data(each)) for mark, each in enumerate(contents, 1)
        )
        stream += b"".join(b"get-mark :%d\n" % mark for mark in range(1, len(contents) + 1))
        return self._run("fast-import", "--quiet", given=stream).decode().split()

    def prefer_ours(self, base: Entry, ours: Entry, theirs: Entry) -> Entry:
        """Return the file with both sides' changes, and the person's where they do not agree."""
        names = [self._run("unpack-file", side.blob).decode().strip() for side in (ours, base, theirs)]
        try:
            text = self._run("merge-file", "-p", "--ours", *names)
        except ToolError:  # It is no text.
            return ours
        return ours._replace(blob=self.add([text])[0])

    def pack(self, blobs: Sequence[str]) -> bytes:
        """Return contents in the form that another repository takes them in."""
        return self._run("pack-objects", "--stdout", "-q", given=lines(blobs))

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
            # In the styles that show it, what both come from is called by its id.
            renamed.append(re.sub(rb"(?m)^(\|{7,}) [0-9a-f]{7,64}$", rb"\1 template before", content))
        blobs = self.add(renamed)
        return files | {path: Entry(files[path].mode, blob) for path, blob in zip(marked, blobs, strict=True)}

    def _merge_trees(self) -> tuple[str, list[bytes]]:
        """Return the tree that comes of it, and the sides of the files in conflict."""
        merged = self._run("merge-tree", "--write-tree", "-z", "--no-messages", *_SIDES, fails_with=1)
        tree, *conflicted = merged.rstrip(b"\0").split(b"\0")
        return tree.decode(), conflicted

    def _merge_files(self) -> tuple[str, list[bytes]]:
        """Do the same in files, for a git that cannot merge without."""
        self._run("worktree", "add", "--quiet", "--detach", "work", _SIDES[0])
        self._run("merge-recursive", "base", "--", *_SIDES, fails_with=1, within="work")
        conflicted = self._run("ls-files", "-u", "-z", within="work").split(b"\0")
        self._run("add", "--all", "--force", within="work")
        tree = self._run("write-tree", within="work").decode().strip()
        self._run("worktree", "remove", "--force", "work")
        return tree, conflicted[:-1]

    def _run(self, *arguments: str, given: bytes = b"", fails_with: int = 0, within: str = "") -> bytes:
        # Named, because a person may forbid git to find a repository without a work tree by itself.
        named = {} if within else {"GIT_DIR": str(self._folder)}
        return git.run(
            self._folder / within,
            *self._settings,
            *arguments,
            given=given,
            environment=self._environment | named,
            fails_with=fails_with,
        )


# No file has these words behind a marker by chance.
_SIDES = ("scaffold-side-7c1f-ours", "scaffold-side-7c1f-theirs")


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
