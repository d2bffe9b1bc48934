import pytest

from my_package import hamming


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [(b"karolin", b"kathrin", 3), (b"same", b"same", 0), (b"", b"", 0)],
)
def test_counts_the_positions_that_differ(left: bytes, right: bytes, distance: int) -> None:
    assert hamming(left, right) == distance


def test_refuses_different_lengths() -> None:
    with pytest.raises(ValueError, match=r"^the lengths differ: 2 bytes and 3 bytes$"):
        hamming(b"ab", b"abc")
