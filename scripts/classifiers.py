"""Writes the table of classifiers `src/standards/classifiers.txt` from the release of trove-classifiers that is installed.

Run by `make gen`; tests/test_generated.py fails where the table is older than that release.
"""

from importlib.metadata import version
from pathlib import Path

from trove_classifiers import sorted_classifiers

TABLE = Path(__file__).parent.parent / "src" / "standards" / "classifiers.txt"


def table() -> str:
    """The release, and the classifiers that the index takes, one a line; those that it gave up are no more among them."""
    return "\n".join([f"# trove-classifiers {version('trove-classifiers')}", *sorted_classifiers]) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
