"""Collect what the Python of a project sees of it once it is installed, and what importing it gives."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ironwheel import programs

_SECONDS = 20
_ENDINGS = (".so", ".dylib", ".dll")
_SKIPPED = {"target", "node_modules", ".git", ".venv", "venv", ".tox", ".nox"}

# It runs in the interpreter that is asked. It imports nothing of the package.
_SEEN = """
import importlib.machinery, importlib.util, json, os, sys
package, module, wanted = sys.argv[1:4]
told = {"suffixes": importlib.machinery.EXTENSION_SUFFIXES, "gone": [], "distributions": []}
for folder in [each for each in sys.path if each.endswith("-packages") and os.path.isdir(each)]:
    for name in sorted(os.listdir(folder)):
        if name.endswith(".pth"):
            try:
                lines = open(os.path.join(folder, name), encoding="utf-8").read().splitlines()
            except (OSError, ValueError):
                continue
            told["gone"] += [
                line.strip() for line in lines
                if wanted in name.lower().replace("-", "_") and os.path.isabs(line.strip()) and not os.path.isdir(line.strip())
            ]
spec = importlib.util.find_spec(package)
told["origin"] = spec.origin if spec and spec.origin not in (None, "namespace") else None
told["folders"] = list(spec.submodule_search_locations or []) if spec else []
leaf = module.rpartition(".")[2]
places = told["folders"] if "." in module else [os.path.dirname(told["origin"])] if told["origin"] else sys.path
libraries = []
for folder in places:
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    libraries += [os.path.join(folder, each) for each in names if each.split(".")[0] == leaf and each.endswith((".so", ".pyd", ".dylib"))]
told["libraries"] = libraries
try:
    from importlib import metadata
    for each in metadata.distributions():
        name = (each.metadata["Name"] or "").lower().replace("-", "_")
        files = [str(file) for file in each.files or []]
        own = [file for file in files if ".dist-info" not in file and not file.startswith("..")]
        has = any(file.split("/")[0].split(".")[0] == package for file in own)
        if has or name == wanted:
            url = each.read_text("direct_url.json")
            told["distributions"].append({
                "name": each.metadata["Name"], "version": each.version, "files": len(own),
                "is_editable": bool(url and json.loads(url).get("dir_info", {}).get("editable")),
            })
except Exception:
    pass
print(json.dumps(told))
"""
_IMPORT = """
import importlib.util, sys
package, module = sys.argv[1:3]
spec = importlib.util.find_spec(package)
sys.stdout.write("origin:%s\\n" % (spec.origin if spec else ""))
sys.stdout.flush()
exec("import " + package)
exec("import " + module)
"""


def look(
    project: Path, module: str, distribution: str, python: dict[str, Any] | None
) -> tuple[dict[str, Any], list[bytes]]:
    """Return the facts about the installed `module` in the shape that `_core.imported` reads, and its libraries.

    Args:
        project: The folder of the project.
        module: The extension module with its package, such as `pkg._core`.
        distribution: The name of the project.
        python: The Python of the project, as `interpreter.ask` tells of it.
    """
    facts: dict[str, Any] = {"python": python, "system": sys.platform, "newest": _newest(project)}
    if python is None or "failure" in python:
        return facts, []
    package = module.partition(".")[0]
    name = distribution.lower().replace("-", "_")
    try:
        done = programs.run(
            python["path"], "-I", "-c", _SEEN, package, module, name, **_away(), seconds=_SECONDS
        )
        facts |= json.loads(done.stdout)
    except (OSError, ValueError):
        return facts, []
    facts["libraries"] = [_file(Path(path)) for path in facts.get("libraries", ())]
    if not any(facts.get(key) for key in ("origin", "folders", "distributions", "gone")):
        return facts, []  # There is nothing to import.
    facts["apart"] = _attempt(python["path"], ["-I"], package, module, programs.NEUTRAL)
    facts["here"] = _attempt(python["path"], [], package, module, project)
    contents = [_content(library["path"]) for library in facts["libraries"]]
    facts["build"] = _build(project, contents)
    return facts, contents


def _away() -> dict[str, Any]:
    return {"folder": programs.NEUTRAL, "environment": programs.surroundings()}


def _attempt(python: str, options: list[str], package: str, module: str, folder: Path) -> dict[str, Any]:
    """Import the module in a Python of its own, which may die."""
    arguments = [*options, "-B", "-X", "faulthandler", "-c", _IMPORT, package, module]
    try:
        done = programs.run(
            python, *arguments, folder=folder, environment=programs.surroundings(), seconds=_SECONDS
        )
    except OSError:
        return {"code": None}
    first, _, rest = done.stdout.decode("utf-8", "replace").partition("\n")
    said = rest + done.stderr.decode("utf-8", "replace")
    return {"code": done.returncode, "said": said, "origin": first.removeprefix("origin:").strip() or None}


def _file(path: Path) -> dict[str, Any]:
    return {"path": str(path), "changed": path.stat().st_mtime, "is_readable": os.access(path, os.R_OK)}


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def _build(project: Path, contents: list[bytes]) -> dict[str, Any] | None:
    """Return what cargo has noted of the build whose library is installed, if it is still there."""
    target = project / (os.environ.get("CARGO_TARGET_DIR") or "target")
    for library in sorted(target.glob("*/*")):
        same = (content for content in contents if content and library.suffix in _ENDINGS)
        if not any(library.stat().st_size == len(each) and library.read_bytes() == each for each in same):
            continue
        name = library.stem.removeprefix("lib")
        found = []
        for note in library.parent.glob(f".fingerprint/*/lib-{name}.json"):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                found.append(json.loads(json.loads(note.read_bytes())["features"]))
        # `cargo test`, say, builds the crate beside that with other features: which note is that of the library is not known.
        if found:
            features = found[0] if all(each == found[0] for each in found) else None
            return {"profile": library.parent.name, "features": features}
    return None


def _newest(project: Path) -> dict[str, Any] | None:
    """Return the source of the Rust side that was changed last."""
    files = [_file(path) for path in _sources(project)]
    return max(files, key=lambda file: file["changed"], default=None)


def _sources(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _SKIPPED]
        yield from (
            Path(above, name)
            for name in names
            if name.endswith(".rs") or name in ("Cargo.toml", "Cargo.lock")
        )
