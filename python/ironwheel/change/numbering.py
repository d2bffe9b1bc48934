"""Give renders the version of the project, so that it follows into whatever place the template has for it."""

import posixpath
from collections.abc import Mapping
from pathlib import Path

from ironwheel import _core
from ironwheel.disk import places
from ironwheel.template.tree import File
from ironwheel.vcs import tags

_REFUSALS = (_core.BugError, _core.ProjectNotFoundError, _core.VersionError)
# No changelog is written, so it is the day of nothing.
_SOME_DAY = "2000-01-01"


def tag(project: Path) -> str:
    """Return the tag that a release of the project as it is would have, or has; empty if nothing says its version."""
    known = tags.all_of(project)
    try:
        version = _core.version(places.nearest(str(project)), tags=known)
    except _REFUSALS:
        return ""
    # Where only tags have the version, the last one does.
    return "".join(known[-1:]) if version["placeholder"] else f"v{version['pep440']}"


def numbered(folder: Path, files: Mapping[str, File], tag: str) -> dict[str, File]:
    """Return the files of a render with the version that a tag names, but for those that wait for the tag of a release.

    Args:
        folder: Where it has been rendered.
        files: What to merge of it.
        tag: The tag; empty for none.
    """
    result, found = dict(files), _core.discover(folder)
    if not tag or len(found) != 1:
        return result
    try:
        if _core.version(found[0], tags=[])["placeholder"]:
            return result
        setting = _core.set_version(
            found[0],
            value=None,
            bumps=[],
            built=[tag],
            tags=[tag],
            today=_SOME_DAY,
            forced=True,
            checked=False,
        )
    except _REFUSALS:
        return result
    root = posixpath.join(Path(found[0]).relative_to(folder).as_posix(), setting["folder"])
    for change in setting["changes"]:
        path = posixpath.normpath(posixpath.join(root, change["path"]))
        if path in result and result[path][1] == change["before"] and change["after"] is not None:
            result[path] = (result[path][0], change["after"])
    return result
