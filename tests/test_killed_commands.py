"""Whatever step a command is killed at, or finds the disk full: the next run finishes it, and nothing is lost."""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import worlds
from breaking import FULL, FULL_ONCE, KILLED, Breaker
from conftest import Run
from worlds import Case, Trial

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no processes to fork here"),
]

# Long runs break every step; short ones one of a few of those in the person's folder.
ALL = "IRONWHEEL_BREAKS" in os.environ
FEW = {KILLED: 5, FULL_ONCE: 11, FULL: 11}


@pytest.fixture
def case(request: pytest.FixtureRequest, machine: Path, scaffold: Run) -> Case:
    return worlds.make(request.param, machine, scaffold)


@pytest.fixture(scope="module")
def breaker() -> Iterator[Breaker]:
    started = Breaker()
    yield started
    started.close()


@pytest.mark.parametrize("how", [KILLED, FULL_ONCE, FULL])
@pytest.mark.parametrize("case", worlds.NAMES, indirect=True)
def test_broken_at_any_step_nothing_is_lost_and_the_next_run_finishes(
    breaker: Breaker, case: Case, how: str, record_property: Callable[[str, object], None]
) -> None:
    trial = Trial(case, breaker)
    for nth in itertools.count(1, 1 if ALL else FEW[how]):
        world = trial.fresh()
        broken = breaker.run(case.arguments, world / case.cwd, nth, how, within="" if ALL else world)
        if not broken.reached:
            break
        trial.judge(world, broken, nth)
    assert trial.steps > 2
    record_property("steps", trial.steps)
