"""Collect what a machine has for the build of a project; the core says what that means."""

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ironwheel import _core, programs
from ironwheel.tools import interpreter

_SECONDS = 20
_VARIABLES = re.compile(
    r"(CARGO|CC|CXX|CFLAGS|CONDA|DYLD|LD|MATURIN|PIP|PYO3|PYTHON|RUST|UV|VIRTUAL)(_|[A-Z]|$)"
)
_SECRET = re.compile(r"AUTH|CREDENTIAL|KEY|PASSWORD|SECRET|TOKEN|INDEX|PROXY|URL")
# What they hold is a file or a folder.
_PATHS = (
    "CONDA_PREFIX",
    "PYO3_CONFIG_FILE",
    "PYO3_CROSS_LIB_DIR",
    "PYO3_PYTHON",
    "PYTHON_SYS_EXECUTABLE",
    "UV_PYTHON",
    "VIRTUAL_ENV",
)


def look(project: Path) -> dict[str, Any]:
    """Return the facts about this machine that matter to `project`, in the shape that `_core.diagnose` reads.

    Raises:
        ProjectNotFoundError: There is no project.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if _VARIABLES.match(name) and not _SECRET.search(name)
    }
    home = _home()
    named, toolchain, crates = _core.wanted(project, home, environment)
    python = interpreter.ask(project)
    return {
        "system": sys.platform,
        "environment": environment,
        "home": home,
        "astray": [name for name in _PATHS if (path := os.environ.get(name)) and not _leads(name, path)],
        "missing": [name for name in named if not programs.find(name) and not _is_file(project, name)],
        "crates": _manifests(crates),
        "toolchains": _listed("toolchain", "list"),
        "targets": _listed("target", "list", "--installed", toolchain=toolchain),
        "studio": _studio(),
        "start_file": _start_file(),
        "python": python,
        "target": _target(project),
        "programs": {
            "cargo": _version("cargo", toolchain),
            "rustc": _version("rustc", toolchain, "-vV"),
            "cc": _version("cc"),
            "maturin": _version(_beside(python, "maturin")),
            "uv": _version("uv"),
            "git": _version("git"),
        },
    }


def _leads(name: str, path: str) -> bool:
    """Return whether `path`, which may be the bare name of a program, leads somewhere."""
    if os.sep in path or Path(path).exists():
        return Path(path).exists()
    return name == "UV_PYTHON" or programs.find(path) is not None  # uv takes versions as well


def _is_file(project: Path, name: str) -> bool:
    """Return whether a configuration of cargo, of the project or of the person, names a file that is there."""
    return any((folder / name).exists() for folder in (project, _cargo().parent))


def _beside(python: dict[str, Any] | None, name: str) -> str:
    """Return the program `name` of the environment of `python`, or the name for the one in PATH."""
    own = Path(python["path"]).with_name(name) if python and python.get("is_environment") else None
    return str(own) if own and own.exists() else name


def _version(name: str, toolchain: str | None = None, asked: str = "--version") -> dict[str, str | None]:
    path = programs.find(name)
    told: dict[str, str | None] = {"path": path}
    if path is None:
        return told
    try:
        done = programs.run(
            name, asked, folder=programs.NEUTRAL, environment=_quiet(toolchain), seconds=_SECONDS
        )
    except OSError as error:
        return told | {"failure": error.strerror or str(error)}
    if done.returncode:
        return told | {"failure": interpreter.reason(done)}
    return told | {"said": done.stdout.decode("utf-8", "replace").strip()}


def _quiet(toolchain: str | None = None) -> dict[str, str]:
    """Return an environment in which programs speak English and rustup downloads nothing."""
    environment = programs.surroundings() | {"LC_ALL": "C", "RUSTUP_AUTO_INSTALL": "0"}
    return {"RUSTUP_TOOLCHAIN": toolchain} | environment if toolchain else environment


def _listed(*asked: str, toolchain: str | None = None) -> list[str] | None:
    """Return what rustup lists, by names; None if it is not here or does not answer."""
    if programs.find("rustup") is None:
        return None
    try:
        done = programs.run(
            "rustup", *asked, folder=programs.NEUTRAL, environment=_quiet(toolchain), seconds=_SECONDS
        )
    except OSError:
        return None
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [line.split()[0] for line in lines if line.strip()] if done.returncode == 0 else None


def _manifests(crates: Sequence[str]) -> dict[str, str]:
    """Return the manifests of those crates that cargo has fetched, by the names of their folders."""
    found = {}
    for index in sorted(_cargo().glob("registry/src/*")):
        for name in crates:
            with contextlib.suppress(OSError, UnicodeDecodeError):
                found[name] = (index / name / "Cargo.toml").read_text("utf-8")
    return found


def _studio() -> str | None:
    """Return where Visual Studio has its C++ tools, as its installer tells; empty if it has none, None if it is not asked."""
    folder = os.environ.get("PROGRAMFILES(X86)", "")
    vswhere = str(Path(folder, "Microsoft Visual Studio", "Installer", "vswhere.exe"))
    if not folder or not Path(vswhere).is_file():
        return None
    tools = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64"
    asked = ("-latest", "-products", "*", "-requires", tools, "-property", "installationPath")
    try:
        done = programs.run(vswhere, *asked, folder=programs.NEUTRAL, environment=_quiet(), seconds=_SECONDS)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


def _start_file() -> str | None:
    if programs.find("cc") is None or sys.platform != "linux":
        return None
    try:
        done = programs.run(
            "cc", "-print-file-name=crt1.o", folder=programs.NEUTRAL, environment=_quiet(), seconds=_SECONDS
        )
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace").strip() or None


def _target(project: Path) -> dict[str, Any]:
    folder = Path(os.environ.get("CARGO_TARGET_DIR") or "target")
    folder = project / folder
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return {
        "path": str(folder),
        "is_writable": folder.is_dir() and os.access(folder, os.W_OK),
        "free": shutil.disk_usage(folder).free,
    }


def _home() -> str | None:
    for name in ("config.toml", "config"):
        try:
            return (_cargo() / name).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return None


def _cargo() -> Path:
    return Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
