"""Compares what maturin packs with what the core says: docs/contents.md, a row for each project.

Run with clones: `python scripts/contents.py CLONE...`; rows of other projects go. maturin works on copies, with a cargo that compiles
nothing, because the names in an archive do not depend on the Rust code. A reason that stands in the table is kept as long
as the differences are the same; otherwise a `?` asks a person for one.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from ironwheel import _core

PAGE = Path(__file__).parent.parent / "docs" / "contents.md"
HEADER = "| project | wheel | sdist | difference | reason |\n|---|---|---|---|---|\n"
ROW = re.compile(r"\| (?P<name>\S+) \| [^|]* \| [^|]* \| (?P<difference>[^|]*) \| (?P<reason>[^|]*) \|")
# A cargo that answers maturin's `cargo rustc` with any library, and leaves the rest to the real one.
CARGO = """#!{python}
import json, os, subprocess, sys
real, library, arguments = {real!r}, {library!r}, sys.argv[1:]
if arguments[0] == "run":
    sys.exit("nothing is compiled here")
if arguments[0] != "rustc":
    os.execv(real, ["cargo", *arguments])
manifest = arguments[arguments.index("--manifest-path") + 1]
asked = [real, "metadata", "--no-deps", "--format-version=1", "--manifest-path", manifest]
packages = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)["packages"]
package = next(each for each in packages if os.path.samefile(each["manifest_path"], manifest))
name = arguments[arguments.index("--bin") + 1] if "--bin" in arguments else None
kinds = {{"lib", "cdylib", "rlib", "dylib", "staticlib"}}
fits = lambda target: target["name"] == name if name else kinds & set(target["kind"])
target = next(target for target in package["targets"] if fits(target))
target["crate_types"] = ["bin" if name else "cdylib"]
copy = os.path.join({out!r}, name or "library.so")
with open(library, "rb") as source, open(copy, "wb") as file:
    file.write(source.read())
profile = {{"opt_level": "0", "debug_assertions": False, "overflow_checks": False, "test": False, "debuginfo": 0}}
print(json.dumps({{
    "reason": "compiler-artifact", "package_id": package["id"], "manifest_path": manifest, "target": target,
    "profile": profile, "features": [], "filenames": [copy], "executable": None, "fresh": True,
}}))
"""


def fake_cargo(folder: Path) -> Path:
    """Write the cargo that compiles nothing, and give the folder in which it stands."""
    real = shutil.which("cargo")
    library = next(Path(os.__file__).parent.glob("lib-dynload/*.so"))
    (folder / "bin").mkdir()
    cargo = folder / "bin" / "cargo"
    text = CARGO.format(python=sys.executable, real=real, library=str(library), out=str(folder))
    cargo.write_text(text, "utf-8")
    cargo.chmod(0o755)
    return cargo.parent


def maturin(root: Path, command: str, out: Path, *arguments: str) -> str:
    """Run maturin in the project `root`, with a cargo that compiles nothing; give what it says if it fails."""
    with tempfile.TemporaryDirectory() as scratch:
        path = os.pathsep.join([str(fake_cargo(Path(scratch))), os.environ["PATH"]])
        done = subprocess.run(
            [sys.executable, "-m", "maturin", command, "--out", out, *arguments],
            check=False,
            cwd=root,
            capture_output=True,
            env=os.environ | {"PATH": path, "CARGO_TARGET_DIR": scratch},
            text=True,
        )
    return done.stderr if done.returncode else ""


def packed(root: Path) -> tuple[set[str] | str, set[str] | str]:
    """Give the names in the wheel and in the source distribution that maturin makes, or what it says instead."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        sdist: set[str] | str = maturin(root, "sdist", out)
        if not sdist:
            with tarfile.open(next(out.glob("*.tar.gz"))) as tar:
                sdist = {name.partition("/")[2] for name in tar.getnames()}
        options = ["--compatibility", "linux", "--auditwheel", "skip", "-i", sys.executable]
        wheel: set[str] | str = maturin(root, "build", out, *options)
        if not wheel:
            with zipfile.ZipFile(next(out.glob("*.whl"))) as zipped:
                wheel = {general(name) for name in zipped.namelist() if not name.endswith("/")}
    return wheel, sdist


def general(name: str) -> str:
    """Write a name in a wheel without the version and the platform."""
    name = re.sub(r"^[^/]+\.(dist-info|data)/", r"*.\1/", name)
    return re.sub(r"(\.cpython[^/]*|\.abi3[^/]*)\.so$", ".*", name)


def differences(kind: str, real: set[str] | str, ours: set[str]) -> list[str]:
    """Say what is in one of two lists of names and not in the other."""
    if isinstance(real, str):
        lines = [line.strip() for line in real.splitlines() if line.strip()]
        return [f"{kind}: maturin stops: {lines[-1]}"]
    made = [name.removesuffix("*") for name in ours if name.endswith("/*")]
    ours = {name for name in ours if not name.endswith("/*")}
    real = {name for name in real if name in ours or not name.startswith(tuple(made))}
    shown = {"missing": sorted(real - ours), "too many": sorted(ours - real)}
    return [
        f"{kind}, {what} ({len(names)}): {', '.join(f'`{name}`' for name in names[:3])}"
        for what, names in shown.items()
        if names
    ]


def compare(root: Path) -> tuple[int, int, list[str]]:
    """Count the names in both archives of the project `root`, and say how the core's lists differ from them."""
    real_wheel, real_sdist = packed(root)
    wheel, sdist = _core.contents(root)  # afterwards, because cargo may have written a lock
    found = differences("wheel", real_wheel, {target for target, _ in wheel or []})
    found += differences("sdist", real_sdist, {target for target, _ in sdist or []})
    counts = [len(real) if isinstance(real, set) else 0 for real in (real_wheel, real_sdist)]
    return counts[0], counts[1], found


def rows(clone: Path, reasons: dict[tuple[str, str], str]) -> Iterable[str]:
    """Give the rows of the projects in one clone, of which maturin works on a copy."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, clone.name)
        shutil.copytree(clone, copy, symlinks=True)
        for root in map(Path, _core.discover(copy)):
            name = "/".join(
                (clone.name.replace("__", "/", 1).replace("+", "/", 1), *root.relative_to(copy).parts)
            )
            wheel, sdist, found = compare(root)
            difference = "<br>".join(found).replace("|", "\\|").replace(scratch, "") or "equal"
            reason = reasons.get((name, difference), "?") if found else ""
            print(name, wheel, sdist, difference, flush=True)
            yield f"| {name} | {wheel} | {sdist} | {difference} | {reason} |\n"


def main() -> None:
    """Compare the projects of every clone and write the table anew."""
    before, _, table = PAGE.read_text("utf-8").partition(HEADER)
    known = [found for line in table.splitlines() if (found := ROW.fullmatch(line))]
    reasons = {(found["name"], found["difference"]): found["reason"] for found in known}
    clones = sorted(Path(clone) for clone in sys.argv[1:])
    table = "".join(row for clone in clones for row in rows(clone, reasons))
    PAGE.write_text(before + HEADER + table, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
