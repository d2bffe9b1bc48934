"""The public API of the package; what is fast is in `_core`, which is Rust."""

from importlib.metadata import version

from ._core import hamming

__all__ = ["__version__", "hamming"]

__version__ = version("my-package")
