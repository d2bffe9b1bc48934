"""`scaffold show`: show the project's resolved facts and where each is set."""

import argparse

from ironwheel import _core
from ironwheel.disk import places
from ironwheel.errors import UsageError
from ironwheel.terminal import formats


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("path", metavar="PATH", nargs="?", default=".", help="the project (default: .)")
    formats.option(parser, "full", "json")


def run(given: argparse.Namespace) -> int:
    """Print what is known about the project.

    Raises:
        UsageError: There is no project.
    """
    root = places.nearest(given.path)
    try:
        if given.output_format == "json":
            given.screen.raw(_core.truth_json(root))
        else:
            given.screen.facts(root, _core.truth(root))
    except _core.ProjectNotFoundError as error:
        raise UsageError(str(error), "give a folder whose pyproject.toml builds with maturin") from error
    return 0
