"""`scaffold audit`: inspect built wheels and source distributions, and show what a release covers."""

import argparse
import os
from pathlib import Path

from ironwheel import _core
from ironwheel.errors import ScaffoldError, UsageError, many
from ironwheel.terminal import formats, selection
from ironwheel.terminal.reports import for_programs, tell

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ironwheel._core import Picture, Report

    # Each with the path of its file, or the folder of its release, as the person gave it.
    Reports = Sequence[tuple[str, Report]]
    # A folder that the person named, and the path of a file in it.
    File = tuple[str, str]

_PLACES = ("dist", os.path.join("target", "wheels"))
_ENDS = (".whl", ".tar.gz")
_PICTURES = ("svg", "html")


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "paths",
        metavar="FILE_OR_DIR",
        nargs="*",
        help="wheels, source distributions, or folders with them (default: dist/, then target/wheels/)",
    )
    parser.add_argument(
        "--compare", metavar="FOLDER", help="show what has changed since the release in this folder"
    )
    selection.options(parser)
    output = parser.add_argument_group("output")
    formats.option(output, "full", "concise", "json", "github", "sarif", *_PICTURES)
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    parser.set_defaults(fix=False)


def run(given: argparse.Namespace) -> int:
    """Audit each artifact, and all of them as a release.

    Raises:
        UsageError: There is nothing to audit, or a name selects nothing.
    """
    files = _files(given.paths or _usual(given.program))
    other = _files([given.compare]) if given.compare else []
    try:
        with given.screen.progress("reading", len(files)) as done:
            answers, pictures = _core.audit(files, other=other, done=done, **selection.of(given))
    except _core.SelectionError as error:
        raise selection.refused(error, given) from error
    unread = {str(path): said for path, said in answers if isinstance(said, str)}
    reports = [(str(path), said) for path, said in answers if not isinstance(said, str)]
    _tell(given, reports, pictures, len(files))
    for path, reason in unread.items():
        given.screen.error(f"{path}: {reason}")
    is_bad = any(report.counts["error"] or report.counts["warning"] for _, report in reports)
    return ScaffoldError.exit_code if unread else int(is_bad and not given.exit_zero)


def _tell(given: argparse.Namespace, reports: "Reports", pictures: "Sequence[Picture]", count: int) -> None:
    form, screen = given.output_format, given.screen
    if form in _PICTURES:
        from ironwheel.terminal import releases

        screen.raw(releases.exported(pictures, form, compared=bool(given.compare)).rstrip("\n"))
    elif form in ("full", "concise"):
        if (form == "full" and count > 1) or given.compare:
            screen.releases(pictures, compared=bool(given.compare))
        tell(given, reports, {}, f" in {many(count, 'artifact')}")
    elif text := for_programs(reports, form):
        screen.raw(text)


def _usual(program: str) -> list[str]:
    """Return the first of the usual folders that holds something that was built."""
    for place in _PLACES:
        if os.path.isdir(place) and _inside(place):
            return [place]
    build = "build something first: `maturin build --release --sdist --out dist`"
    raise UsageError("no wheel or source distribution in `dist` or `target/wheels`", build)


def _files(paths: "Sequence[str]") -> "list[File]":
    """Return the artifacts that `paths` are or hold, each once."""
    found: dict[str, File] = {}
    for path in paths:
        if os.path.isdir(path):
            inside = _inside(path)
            if not inside:
                raise UsageError(f"no wheel or source distribution in `{path}`")
            files = [(path, name) for name in inside]
        elif not os.path.exists(path):
            raise UsageError(f"`{path}` does not exist")
        elif not path.endswith(_ENDS):
            raise UsageError(f"`{path}` is neither a wheel nor a source distribution (.tar.gz)")
        else:
            files = [os.path.split(path)]
        for folder, name in files:
            found.setdefault(os.path.realpath(os.path.join(folder, name)), (folder, name))
    return list(found.values())


def _inside(folder: str) -> list[str]:
    """Return the artifacts in a folder and in those below it, as `download-artifact` leaves them, sorted."""
    found = (path for path in Path(folder).rglob("*") if path.name.endswith(_ENDS) and path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)
