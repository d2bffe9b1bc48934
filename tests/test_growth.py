"""What the core needs grows as what a project has: four times as much of one thing takes about four times as long."""

import sys
from pathlib import Path

import pytest

import bench_growth
from files import write
from growth import SHAPES
from ironwheel import _core

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no `resource` here")

# Those that people have much of; `make bench` measures all, and more exactly.
USUAL = (
    "findings in a stub",
    "findings in lib.rs",
    "findings that are suppressed",
    "comments that stand one below the other",
    "`--add-ignore` in a stub",
    "`--fix` in a stub",
    "modules in Python",
    "jobs that build, in `show`",
    "steps of a job",
    "keys of a mapping that are asked for",
    "dependencies on one line",
    "members of a workspace",
)


@pytest.mark.parametrize("shape", USUAL)
def test_four_times_as_much_takes_far_less_than_sixteen_times_as_long(tmp_path: Path, shape: str) -> None:
    with bench_growth.measuring(sys.executable, tmp_path) as measure:
        _, (one, _, four) = bench_growth.doubled(measure, shape)
    assert four / one < 9


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_a_project_that_is_understood(tmp_path: Path, shape: str) -> None:
    write(tmp_path, SHAPES[shape][2](3))
    report = _core.check(tmp_path)
    assert report.notes == []
    assert not [finding for finding in report.findings if finding["rule"] == "files/unparsable"]
