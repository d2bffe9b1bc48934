import pickle

from my_package import Pattern


def test_compares_other_byte_strings_with_its_own() -> None:
    assert Pattern(b"karolin").distance(b"kathrin") == 3


def test_can_be_pickled() -> None:
    pattern = Pattern(b"karolin")
    assert pickle.loads(pickle.dumps(pattern)) == pattern
