"""The public API of the package; what is fast is in `_core`, which is Rust."""

from ._core import Pattern, hamming

__all__ = ["Pattern", "__version__", "hamming"]

TYPE_CHECKING = False  # type checkers take it as true
if TYPE_CHECKING:
    __version__: str
else:

    def __getattr__(name):
        if name == "__version__":
            # Not above: it takes longer to import than all the rest.
            from importlib.metadata import version

            return version("my-package")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
