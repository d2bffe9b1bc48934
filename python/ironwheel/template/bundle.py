"""The released versions of our own template, which the package carries."""

import re
from pathlib import Path

BUNDLE = Path(__file__).with_name("template.bundle")


def versions() -> list[str]:
    """Return the released versions, the newest last."""
    from packaging.version import Version

    # The header of a bundle is lines of text up to an empty one; git is not needed to read it.
    found = []
    with BUNDLE.open("rb") as bundle:
        while line := bundle.readline().strip():
            if tag := re.fullmatch(rb"[0-9a-f]+ refs/tags/v(.+)", line):
                found.append(tag[1].decode())
    return sorted(found, key=Version)
