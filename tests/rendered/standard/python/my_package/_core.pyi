# What src/py.rs gives to Python; tests/test_stub.py holds the two together.

__all__ = ["hamming"]

def hamming(left: bytes, right: bytes, /) -> int: ...
