"""The package that generated projects install by its name, as a wheel that runs the one which is tested."""

import re
import sys
import zipfile
from pathlib import Path

from render import ROOT

_RECORDED = {
    "METADATA": "Metadata-Version: 2.1\nName: ironwheel\nVersion: {version}\n",
    "WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "RECORD": "",
}


def wheel(folder: Path) -> Path:
    """Make the wheel that the group `check` of a project asks for.

    Args:
        folder: Where to put it; it is made.

    Returns:
        The wheel, alone in its folder.
    """
    pins = (ROOT / "template/pyproject.toml.jinja").read_text("utf-8")
    (version,) = re.findall(r'^check = \["ironwheel==(.*)"\]$', pins, re.MULTILINE)
    folder.mkdir()
    path = folder / f"ironwheel-{version}-py3-none-any.whl"
    scaffold = Path(sys.executable).with_name("scaffold")
    with zipfile.ZipFile(path, "w") as archive:
        script = zipfile.ZipInfo(f"ironwheel-{version}.data/scripts/ironwheel")
        script.external_attr = 0o100755 << 16  # pip asks whether it is a file
        archive.writestr(script, f'#!/bin/sh\nexec "{scaffold}" "$@"\n')
        for name, text in _RECORDED.items():
            archive.writestr(f"ironwheel-{version}.dist-info/{name}", text.format(version=version))
    return path
