"""What the template may be answered, and the shapes of projects that tests build."""

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from render import ROOT

QUESTIONS = yaml.safe_load((ROOT / "copier.yml").read_text("utf-8"))
EXTRAS = [*QUESTIONS["extras"]["choices"].values()]
Answers = dict[str, Any]


# The shapes that are really built: what they answer, and the wheel that this Python makes of them.
THIS = f"cp3{sys.version_info.minor}"
SHAPES: dict[str, tuple[Answers, str]] = {
    "rust-only": ({"layout": "rust-only"}, "cp311-abi3"),
    "abi3t": ({"abi": "abi3t"}, "cp311-abi3"),
    "version-specific": ({"abi": "version-specific", "layout": "rust-only"}, f"{THIS}-{THIS}"),
    "pyproject": ({"version_source": "pyproject", "license": "none"}, "0.1.0-cp311-abi3"),
    "git": ({"version_source": "git"}, "0.0.0.dev0-cp311-abi3"),
    "workspace": ({"layout": "workspace", "repository_url": "https://github.com/ada/it"}, "cp311-abi3"),
    "workspace-abi3t": ({"layout": "workspace", "abi": "abi3t", "license": "none"}, "cp311-abi3"),
    "by-hand": ({"ci": "none", "publish": "index"}, "cp311-abi3"),
    "namespace": ({"package_name": "acme.fast"}, "cp311-abi3"),
    "dual": ({"layout": "dual", "package_name": "acme.joint"}, "cp311-abi3"),
    "dual-arrays": ({"layout": "dual", "extras": "[numpy]"}, "cp311-abi3"),
    "generated": ({"stubs": "generated", "task_runner": "make"}, "cp311-abi3"),
    "generated-rust-only": ({"stubs": "generated", "layout": "rust-only"}, "cp311-abi3"),
}
# What runs their verbs.
RUNNERS = {
    "just": str(next(Path(sys.executable).parent.glob("just*"))),
    "make": shutil.which("make") or "make",
}


def usually(cases: Iterable[str], *names: str) -> list[Any]:
    """All cases, of which those beside `names` take long and are for `make test-all` alone."""
    is_all = bool(os.environ.get("IRONWHEEL_SHAPES"))
    skip = pytest.mark.skip(reason="`make test-all` builds it")
    return [pytest.param(case, marks=() if is_all or case in names else skip) for case in cases]


def maturin_project(folder: Path) -> Path:
    """What maturin builds of a rendered project: all of it, or its core."""
    return folder / "core" if (folder / "core").exists() else folder
