"""The part of the bench that looks at growth: what the core needs for n, 2n and 4n of one thing.

Run by itself, it measures the core that is installed beside it: `bench_growth.py`, or with names of shapes.
"""

import contextlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from growth import SHAPES

# What is done with the project in the folder `root`.
WORK = {
    "check": "report = _core.check(root); report.full(); report.counts",
    "infos": "report = _core.check(root, extend_select=['info']); report.full(); report.counts",
    "concise": "_core.check(root).concise()",
    "json": "_core.json([(root, _core.check(root))], docs_url='https://example.org/')",
    "add-ignore": "_core.suppress(root)",
    "fix": "_core.fix(root, unsafe_fixes=True).changes",
    "show": "_core.truth(root)",
}
# A shape that takes less is made of more, or its constant costs would be what is measured.
LEAST = 0.005
# But nobody has so many times as much as at first.
MOST = 500
# Sizes take turns, so that a machine that is busy for a moment is busy for each; the best of each counts.
TURNS = 7
# Memory that was freed is kept by the process: else what the kernel needs to hand out and clear pages, again in
# each turn, is measured with what the core does.
KEPT = {"MIMALLOC_PURGE_DELAY": "-1"}
PROGRAM = f"""
import json, resource, sys, time
from ironwheel import _core
WORK = {WORK!r}
def seconds(work, roots):
    best = [float("inf")] * len(roots)
    for _ in range({TURNS}):
        for at, root in enumerate(roots):
            start = time.process_time()
            exec(work, {{"_core": _core, "root": root}})
            best[at] = min(best[at], time.process_time() - start)
    return best
for line in sys.stdin:
    work, roots = json.loads(line)
    print(json.dumps([seconds(WORK[work], roots), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]), flush=True)
"""

Measure: TypeAlias = Callable[..., tuple[list[float], int]]


@contextlib.contextmanager
def measuring(python: Path | str, place: Path) -> Iterator[Measure]:
    """Give what says how many CPU seconds a shape takes in a process of `python` at each size, and its memory in kB."""
    numbers = itertools.count()
    with subprocess.Popen(
        [python, "-c", PROGRAM],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | KEPT,
    ) as child:  # fmt: skip
        asked, told = child.stdin, child.stdout
        assert asked is not None
        assert told is not None

        def made(shape: str, size: int) -> str:
            root = place / f"growth-{next(numbers)}"
            for path, text in SHAPES[shape][2](size).items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, "utf-8")
            return str(root)

        def measure(shape: str, *sizes: int) -> tuple[list[float], int]:
            asked.write(json.dumps([SHAPES[shape][0], [made(shape, size) for size in sizes]]) + "\n")
            asked.flush()
            seconds, memory = json.loads(told.readline())
            return seconds, memory

        yield measure
        asked.close()


def doubled(measure: Measure, shape: str) -> tuple[int, list[float]]:
    """Return a size at which a shape takes its time, and the CPU seconds for it, twice and four times as much."""
    size = first = SHAPES[shape][1]
    while measure(shape, size)[0][0] < LEAST and size < MOST * first:
        size *= 2
    return size, measure(shape, size, 2 * size, 4 * size)[0]


def table(python: Path | str, place: Path, shapes: Sequence[str]) -> None:
    """Print a row for each shape."""
    print("| many … | n | CPU | 2n / n | 4n / 2n | aim |\n|---|--:|--:|--:|--:|---|")
    for number, shape in enumerate(shapes):
        with measuring(python, place / str(number)) as measure:
            size, (one, two, four) = doubled(measure, shape)
        ratios = f"{two / one:.2f} | {four / two:.2f}"
        print(f"| {shape} | {size} | {one * 1000:.0f} ms | {ratios} | ≤ 2.3 |", flush=True)
    for shape in ("findings in a stub", "findings in lib.rs", "`--add-ignore` in a stub"):
        with measuring(python, place / shape.replace(" ", "-")) as measure:
            (seconds,), memory = measure(shape, 10_000)
        print(f"\n10,000 {shape}: {seconds:.2f} s, {memory >> 10} MB (aim: under 2 s and 300 MB).")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        table(sys.executable, Path(folder), sys.argv[1:] or list(SHAPES))
