"""Settle a file that is the person's own: what both sides have added beside each other, git takes for a contradiction."""

import difflib
from collections.abc import Sequence

from ironwheel import _core
from ironwheel.change.outcome import BOTH, PREFERRED, Outcome
from ironwheel.vcs.merging import Conflict, ScratchRepository

# What becomes of lines on the way from one text to another: a word for it, and the lines before and after.
_Step = tuple[str, int, int, int, int]


def settled(scratch: ScratchRepository, path: str, conflict: Conflict) -> Outcome:
    """Return what comes of a conflict in which the person is right where the sides do not agree."""
    base, ours, theirs = conflict
    if not (base and ours and theirs):
        return Outcome(after=ours, note=PREFERRED)
    texts = scratch.contents([base.blob, ours.blob, theirs.blob])
    old, own, new = (texts[side.blob] for side in (base, ours, theirs))
    both = woven(old, own, new)
    if both is not None and _is_as_valid(path, own, both):
        return Outcome(after=ours._replace(blob=scratch.add([both])[0]), note=BOTH)
    # Where the template has more lines than before, one without the others would not be complete.
    is_line_by_line = len(old.splitlines()) == len(new.splitlines())
    after = scratch.prefer_ours(base, ours, theirs) if is_line_by_line else ours
    return Outcome(after=after, note=PREFERRED)


def _is_as_valid(path: str, before: bytes, after: bytes) -> bool:
    was, is_now = (_core.is_valid(path, text.decode("utf-8", "replace")) for text in (before, after))
    return is_now or not was


def woven(base: bytes, own: bytes, new: bytes) -> bytes | None:
    """Return `new` with all that leads from `base` to `own`: lines that were added stand where they stood.

    Returns:
        The text; None where one side takes away or replaces lines that the other changes.
    """
    old, mine, result = (text.splitlines(keepends=True) for text in (base, own, new))
    ours, theirs = _steps(old, mine), _steps(old, result)
    for what, start, end, first, last in reversed([step for step in ours if step[0] != "equal"]):
        if what == "insert":
            at = _place(start, theirs)
            result[at:at] = mine[first:last]
            continue
        around = [step for step in theirs if step[0] == "equal" and step[1] <= start and end <= step[2]]
        if not around:
            return None
        _, begin, _, there, _ = around[0]
        result[there + start - begin : there + end - begin] = mine[first:last]
    return b"".join(result)


def _steps(one: Sequence[bytes], other: Sequence[bytes]) -> Sequence[_Step]:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _place(start: int, steps: Sequence[_Step]) -> int:
    """Return before which line of the other text stands what was added before the line `start`.

    What the other side has added there stands before it, and what it has in the place of the lines that follow, after it.
    """
    place = 0
    for what, before, after, first, last in steps:
        if what == "equal" and before <= start <= after:
            place = first + start - before
        elif before < start or (what == "insert" and before == start):
            place = last
    return place
