"""`scaffold doctor`: say why a project does not build here, or why its import fails."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ironwheel import _core
from ironwheel.terminal import diagnosis

if TYPE_CHECKING:
    from ironwheel._core import Verdict


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("path", metavar="PATH", nargs="?", default=".", help="the project (default: .)")
    parser.add_argument("--explain", metavar="FILE", help="explain a log (-: standard input)")
    parser.add_argument(
        "--output-format",
        metavar="FORMAT",
        choices=("full", "json"),
        default="full",
        help="full (the default) or json",
    )


def run(given: argparse.Namespace) -> int:
    """Explain a log.

    Raises:
        OSError: The log cannot be read.
    """
    log = sys.stdin.buffer.read() if given.explain == "-" else Path(given.explain).read_bytes()
    return _explain(given, log)


def _explain(given: argparse.Namespace, log: bytes) -> int:
    """Print why what `log` tells of failed, and return whether something failed."""
    verdict: Verdict = _core.explain(log)
    if given.output_format == "json":
        given.screen.raw(_core.explain_json(log))
    else:
        diagnosis.explanation(given.screen, verdict)
    return int(verdict["failed"])
