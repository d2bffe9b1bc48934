"""Append the template as it is now to the bundle of released versions.

The bundle holds one commit a version, with a fixed author and date: the same template always gives the
same commit, and no tag of this repository is needed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "python" / "ironwheel" / "template" / "template.bundle"
_DATE = "@0 +0000"


class Releases:
    """The history in a bundle, in a scratch repository at `folder`."""

    def __init__(self, folder: Path, bundle: Path = BUNDLE) -> None:
        """Bring the released versions into the empty folder `folder`."""
        self._folder = folder
        self._bundle = bundle
        self._git("init", "--quiet", "--bare", "--initial-branch=main")
        if bundle.exists():
            self._git("fetch", "--quiet", str(bundle), "refs/tags/*:refs/tags/*")

    def tags(self) -> list[str]:
        """Return the tags, the newest last."""
        return sorted(self._git("tag", "--list").split(), key=Version)

    def tree(self, tag: str) -> str:
        """Return the id of the tree of files at `tag`."""
        return self._git("rev-parse", f"{tag}^{{tree}}")

    def working_tree(self, root: Path = ROOT) -> str:
        """Return the id of the tree of the template as it is below `root`: all that Copier reads."""
        paths = ["copier.yml", "template", *sorted(path.name for path in root.glob("*.jinja"))]
        self._git("read-tree", "--empty", root=root)
        self._git("add", "--", *paths, root=root)
        return self._git("write-tree", root=root)

    def append(self, tag: str, tree: str) -> None:
        """Make `tag` the newest version, with the files of `tree`."""
        older = [known for known in self.tags() if known != tag]
        parent = ("-p", f"refs/tags/{older[-1]}") if older else ()
        commit = self._git("commit-tree", "-m", tag, *parent, tree)
        self._git("update-ref", f"refs/tags/{tag}", commit)
        self._git("update-ref", "refs/heads/main", commit)

    def write(self) -> None:
        """Write the bundle."""
        staged = self._bundle.with_suffix(".new")
        self._git("bundle", "create", "--quiet", str(staged), "HEAD", "main", "--tags")
        staged.replace(self._bundle)

    def _git(self, *arguments: str, root: Path | None = None) -> str:
        environment = os.environ | {
            "GIT_AUTHOR_DATE": _DATE,
            "GIT_AUTHOR_EMAIL": "template@ironwheel.invalid",
            "GIT_AUTHOR_NAME": "ironwheel",
            "GIT_COMMITTER_DATE": _DATE,
            "GIT_COMMITTER_EMAIL": "template@ironwheel.invalid",
            "GIT_COMMITTER_NAME": "ironwheel",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_DIR": str(self._folder),
            "GIT_TEMPLATE_DIR": "",
        }
        if root is not None:
            environment["GIT_WORK_TREE"] = str(root)
        done = subprocess.run(
            ["git", *arguments], cwd=root or self._folder, env=environment, capture_output=True, check=False
        )
        if done.returncode != 0:
            sys.exit(f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout.decode().strip()


def main() -> None:
    """Release the template under the version on the command line."""
    parser = argparse.ArgumentParser(description="Append the template to the bundle of released versions.")
    parser.add_argument("version", metavar="X.Y.Z")
    parser.add_argument(
        "--replace", action="store_true", help="replace the newest version, which nobody has yet"
    )
    given = parser.parse_args()
    try:
        tag = f"v{Version(given.version)}"
    except InvalidVersion as error:
        sys.exit(f"{error}; X.Y.Z would do")
    with tempfile.TemporaryDirectory() as folder:
        releases = Releases(Path(folder))
        tags = releases.tags()
        newest = tags[-1] if tags else None
        if tag in tags and not (given.replace and tag == newest):
            sys.exit(f"{tag} is released; --replace replaces the newest version, {newest}")
        if newest and Version(tag) < Version(newest):
            sys.exit(f"{tag} is older than the newest version, {newest}")
        tree = releases.working_tree()
        if newest and newest != tag and releases.tree(newest) == tree:
            sys.exit(f"the template is the same as in {newest}")
        releases.append(tag, tree)
        releases.write()
    sys.stdout.write(f"{BUNDLE.relative_to(ROOT)}: {tag}\n")


if __name__ == "__main__":
    main()
