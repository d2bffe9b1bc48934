"""Find the Python for which a project is built, and let it tell what it is like."""

import json
import os
from pathlib import Path
from typing import Any

from ironwheel import programs

_SECONDS = 20
_PLACES = ("Scripts/python.exe",) if os.name == "nt" else ("bin/python3", "bin/python")
_PROGRAMS = ("python.exe",) if os.name == "nt" else ("python3", "python")

# It runs in the interpreter that is asked, which may be old.
_ASKED = """
import json, os, platform, sys, sysconfig
config = sysconfig.get_config_var
folder, name = config("LIBDIR") or "", config("INSTSONAME") or config("LDLIBRARY") or ""
library = os.path.join(config("PYTHONFRAMEWORKPREFIX") or folder, name)
is_shared = bool(config("Py_ENABLE_SHARED") or config("PYTHONFRAMEWORK")) and os.path.exists(library)
standard = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"]
standard += ["/lib/" + str(config("MULTIARCH")), "/usr/lib/" + str(config("MULTIARCH"))]
standard += os.environ.get("LD_LIBRARY_PATH", "").split(":") + os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "").split(":")
try:
    from pip import __version__ as pip
except Exception:
    pip = None
print(json.dumps({
    "version": platform.python_version().rstrip("+"),
    "implementation": platform.python_implementation(),
    "is_free_threaded": bool(config("Py_GIL_DISABLED")),
    "is_environment": sys.prefix != sys.base_prefix,
    "library": library if is_shared else None,
    "is_library_found": sys.platform == "darwin" or any(os.path.exists(os.path.join(each, name)) for each in standard if each),
    "pip": pip,
    "machine": platform.machine(),
    "bits": 64 if sys.maxsize > 2**32 else 32,
    "suffix": config("EXT_SUFFIX") or "",
    "is_managed": os.path.exists(os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")),
}))
"""


def choose(project: Path) -> tuple[str, str] | None:
    """Return the Python for `project` and what chooses it, as maturin and uv look for it; None if there is none."""
    for variable in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        active = os.environ.get(variable)
        if active and (found := _inside(Path(active)) or _stranded(Path(active))):
            return found, variable
    here = Path(os.path.abspath(project))
    for folder in (here, *here.parents):
        if found := _inside(folder / ".venv"):
            return found, ".venv"
    named = next(filter(None, map(programs.find, _PROGRAMS)), None)
    return (named, "PATH") if named else None


def ask(project: Path) -> dict[str, Any] | None:
    """Return what the Python for `project` says of itself; None if there is none."""
    chosen = choose(project)
    if chosen is None:
        return None
    path, chosen_by = chosen
    told: dict[str, Any] = {"path": path, "chosen_by": chosen_by}
    try:
        done = programs.run(
            path,
            "-I",
            "-c",
            _ASKED,
            folder=programs.NEUTRAL,
            environment=programs.surroundings(),
            seconds=_SECONDS,
        )
        told |= json.loads(done.stdout) if done.returncode == 0 else {"failure": reason(done)}
    except (OSError, ValueError) as error:
        told["failure"] = getattr(error, "strerror", None) or str(error)
    return told


def reason(done: programs.Done) -> str:
    """Return in one line how a program failed."""
    lines = (done.stderr + done.stdout).decode("utf-8", "replace").strip().splitlines()
    said = [line for line in lines if "rror" in line] or lines
    how = f"signal {-done.returncode}" if done.returncode < 0 else f"exit code {done.returncode}"
    return said[0].strip() if said else how


def _inside(environment: Path) -> str | None:
    places = (environment / place for place in _PLACES)
    return next((str(place) for place in places if os.access(place, os.X_OK)), None)


def _stranded(environment: Path) -> str | None:
    """Return the Python of an environment that leads nowhere any more."""
    places = (environment / place for place in _PLACES)
    return next((str(place) for place in places if place.is_symlink() and not place.exists()), None)
