"""Start, check and keep Python packages with a Rust core: what a program may import."""

from ironwheel._core import (
    ProjectNotFoundError,
    Repair,
    Report,
    SelectionError,
    __version__,
    check,
    fix,
    rules,
)

__all__ = [
    "ProjectNotFoundError",
    "Repair",
    "Report",
    "SelectionError",
    "__version__",
    "check",
    "fix",
    "rules",
]
