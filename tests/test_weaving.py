"""Both sides' additions to one file, brought together line by line."""

import pytest

from ironwheel.change.weaving import woven

BASE = "a\nb\nc\nd\n"


@pytest.mark.parametrize(
    ("own", "new", "both"),
    [
        ("a\nX\nb\nc\nd\n", "a\nb\nc\nY\nd\n", "a\nX\nb\nc\nY\nd\n"),
        # Beside each other, where a merge of lines sees a contradiction.
        ("a\nb\nX\nc\nd\n", "a\nb\nC\nd\n", "a\nb\nX\nC\nd\n"),
        ("a\nb\nX\nc\nd\n", "a\nB\nc\nd\n", "a\nB\nX\nc\nd\n"),
        # At one place: the template's first.
        ("a\nb\nX\nc\nd\n", "a\nb\nY\nc\nd\n", "a\nb\nY\nX\nc\nd\n"),
        ("a\nb\nc\nd\nX\n", "a\nb\nc\nd\nY\n", "a\nb\nc\nd\nY\nX\n"),
        ("X\na\nb\nc\nd\n", "Y\na\nb\nc\nd\n", "Y\nX\na\nb\nc\nd\n"),
        # What the person has changed or taken away stays so where the template has left it alone.
        ("a\nB\nc\n", "Y\na\nb\nc\nd\n", "Y\na\nB\nc\n"),
        ("a\nX\nc\nd\n", "a\nb\nc\nd\nY\n", "a\nX\nc\nd\nY\n"),
        # Both have changed a line.
        ("a\nX\nc\nd\n", "a\nY\nc\nd\n", None),
        ("a\nd\n", "a\nb\nY\nd\n", None),
    ],
)
def test_additions_stand_beside_each_other(own: str, new: str, both: str | None) -> None:
    found = woven(BASE.encode(), own.encode(), new.encode())
    assert found == (None if both is None else both.encode())
