"""`scaffold version`: show the version and every place that has it, or write another one everywhere at once."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel import _core
from ironwheel.disk import places
from ironwheel.errors import UsageError
from ironwheel.terminal import formats, versions
from ironwheel.vcs import tags

if TYPE_CHECKING:
    from ironwheel._core import Setting

# So many projects are named where one has to be chosen.
_FEW = 5


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "value", metavar="VALUE", nargs="?", help="the new version, such as 1.2.0, 1.2.0rc1 or 1.2.0-rc.1"
    )
    parser.add_argument(
        "--bump",
        metavar="PART",
        action="append",
        help=f"raise a part of the version: {', '.join(_core.bumps())} (repeatable)",
    )
    parser.add_argument("--from-tag", action="store_true", help="write the version of the tag that is built")
    parser.add_argument("--force", action="store_true", help="do what would be refused as doubtful")
    parser.add_argument(
        "--project", metavar="PATH", default=".", help="the project (default: the one around or below .)"
    )
    group = parser.add_argument_group("preview")
    group.add_argument(
        "--dry-run", action="store_true", dest="dry_run", help="list what would change; write nothing"
    )
    group.add_argument("--diff", action="store_true", help="show what would change as a patch; write nothing")
    release = parser.add_argument_group("tags")
    release.add_argument("--tag", action="store_true", help="commit the new version, and tag the commit")
    release.add_argument(
        "--check-tag", metavar="TAG", help="exit with 1 unless this tag names the version of the project"
    )
    output = parser.add_argument_group("output")
    formats.option(output, "full", "json")


def run(given: argparse.Namespace) -> int:
    """Show the version, write another one, or compare a tag with it.

    Raises:
        ScaffoldError: There is no project, or the version is refused; nothing was changed.
    """
    _expect_one_wish(given)
    root = _project(given.project)
    known = tags.all_of(root)
    try:
        if given.check_tag is not None:
            return _check_tag(given, root, known)
        if given.value is not None or given.bump or given.from_tag or given.tag:
            _write(given, root, known)
        else:
            _show(given, root, known)
    except _core.VersionError as error:
        message, hint = error.args
        raise UsageError(message, hint.replace("{program}", given.program)) from error
    return 0


def _expect_one_wish(given: argparse.Namespace) -> None:
    wishes = {
        "VALUE": given.value is not None,
        "--bump": given.bump,
        "--from-tag": given.from_tag,
        "--check-tag": given.check_tag is not None,
    }
    wanted = [name for name, is_wanted in wishes.items() if is_wanted]
    if len(wanted) > 1:
        raise UsageError(f"`{wanted[0]}` cannot be combined with `{wanted[1]}`", "give one of them")
    if given.tag and wanted and wanted[0] in ("--from-tag", "--check-tag"):
        raise UsageError(f"`--tag` cannot be combined with `{wanted[0]}`", "give one of them")
    if (
        (given.dry_run or given.diff)
        and wanted not in (["VALUE"], ["--bump"], ["--from-tag"])
        and not given.tag
    ):
        raise UsageError("there is no change to preview", "name a version, or use `--bump`")


def _project(path: str) -> Path:
    """Return the project in the folder `path`, above it or beside it, or else the only one below.

    Raises:
        UsageError: There is none, or there are several.
    """
    if not Path(path).exists():
        raise UsageError(f"`{path}` does not exist")
    found = _core.discover(places.project(path)) or _core.discover(places.nearest(path))
    if not found:
        raise UsageError(
            f"there is no maturin project in, above or below `{path}`",
            "run this in a folder whose pyproject.toml builds with maturin",
        )
    if len(found) > 1:
        names = ", ".join(Path(folder).as_posix() for folder in found[:_FEW])
        names += f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
        raise UsageError(f"there are several projects below `{path}`: {names}", "choose one with `--project`")
    return Path(found[0])


def _show(given: argparse.Namespace, root: Path, known: list[str]) -> None:
    from ironwheel.disk import writer

    if given.output_format == "json":
        given.screen.raw(_core.version_json(root, tags=known))
        return
    version = _core.version(root, tags=known)
    versions.show(given.screen, root, version)
    if writer.is_begun(root):
        given.screen.warning(
            "an earlier run was interrupted while it wrote; the next one that writes finishes it"
        )


def _write(given: argparse.Namespace, root: Path, known: list[str]) -> None:
    from ironwheel.change import release

    is_decided = release.finish(given, root)
    if given.tag:
        if release.resume(given, root):
            return
    elif is_decided and given.bump:
        # What was decided is the version that this run was started for.
        given.screen.done(f"finished the interrupted run: the version is {_current(root, known)}")
        return
    setting = _setting(given, root, known)
    with release.written(given, root, setting, known) as conclude:
        if given.diff:
            given.screen.patch("", setting["changes"])
        elif given.output_format == "json":
            given.screen.raw(setting["json"])
        else:
            versions.tell(given.screen, root, setting, is_done=not given.dry_run)
            conclude()


def _setting(given: argparse.Namespace, root: Path, known: list[str]) -> "Setting":
    value = given.value
    if value is None and not given.bump and not given.from_tag:  # What is there gets a tag.
        value = _current(root, known)
    return _core.set_version(
        root,
        value=value,
        bumps=given.bump or [],
        built=tags.built(root) if given.from_tag else None,
        tags=known,
        today=time.strftime("%Y-%m-%d"),
        forced=given.force,
        checked=given.tag,
    )


def _current(root: Path, known: list[str]) -> str:
    version = _core.version(root, tags=known)
    return version["semver"] or version["pep440"]


def _check_tag(given: argparse.Namespace, root: Path, known: list[str]) -> int:
    wrong = _core.check_tag(root, given.check_tag, tags=known)
    if wrong is None:
        given.screen.done(f"the tag {given.check_tag} names the version of the project")
        return 0
    message, hint = wrong
    given.screen.error(message, hint.replace("{program}", given.program))
    return 1
