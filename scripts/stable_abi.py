"""Writes the table of the stable ABI `src/standards/stable_abi.txt` from the release of abi3info that is installed.

That package repeats CPython's own Misc/stable_abi.toml. Run by `make gen`; tests/test_generated.py fails where the table
is older than that release.
"""

from importlib.metadata import version
from pathlib import Path

from abi3info import DATAS, FUNCTIONS  # type: ignore[import-untyped]  # it has none

TABLE = Path(__file__).parent.parent / "src" / "standards" / "stable_abi.txt"


def table() -> str:
    """The release, and one symbol a line with the minor version of Python 3 that added it, sorted by symbol."""
    symbols = {symbol.name: entry.added.minor for symbol, entry in {**FUNCTIONS, **DATAS}.items()}
    lines = [f"{name} {minor}" for name, minor in sorted(symbols.items())]
    return "\n".join([f"# abi3info {version('abi3info')}", *lines]) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
