"""Compares speeds as ratios within one run: two commands take turns, and each pair gives one ratio.

Run by `make bench`. It installs the release build of this package into an environment of its own, so that what
is measured is what a user has. Processes are timed from outside; CPU time is the steadier figure.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

import bench_audit
import bench_check
import bench_growth
import bench_import
import growth
from bench_check import STANDARD
from template_release import Releases

ROOT = Path(__file__).parent.parent
ROUNDS = 15
WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")


def run(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str]) -> tuple[float, float]:
    """Wall and CPU seconds of one run of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env=env, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    # 1 and 3: other checkers find something.
    assert done.returncode in {0, 1, 3}, f"{command} exits with {done.returncode}"
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(
    name: str,
    ours: Sequence[str | Path],
    theirs: Sequence[str | Path],
    aim: str,
    cwd: Path,
    env: Mapping[str, str] = os.environ,
) -> None:
    """Print the row of one comparison; the folder `out` below `cwd` is removed before every run."""
    pairs = []
    for _ in range(ROUNDS + 1):
        figures = []
        for command in (ours, theirs):
            shutil.rmtree(cwd / "out", ignore_errors=True)
            figures.append(run(command, cwd, env))
        pairs.append(figures)
    measured = pairs[1:]  # the first pair warms up
    wall = statistics.median(mine[0] / other[0] for mine, other in measured)
    cpu = statistics.median(mine[1] / other[1] for mine, other in measured)
    seconds = statistics.median(mine[0] for mine, _ in measured)
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {seconds * 1000:.0f} ms | {aim} |", flush=True)


def next_version(folder: Path, bundle: Path) -> tuple[Path, str]:
    """Return a bundle with one more version of the template, in which two files are others, and the one before."""
    copy = folder / "next.bundle"
    shutil.copy(bundle, copy)
    for name in ("copier.yml", "answers.jinja", "macros.jinja", "template"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / "next" / name)
        else:
            (folder / "next").mkdir(exist_ok=True)
            shutil.copy(source, folder / "next")
    for name in ("justfile.jinja", "pyproject.toml.jinja"):
        with (folder / "next" / "template" / name).open("a") as file:
            file.write("# of the next version\n")
    (folder / "history").mkdir()
    releases = Releases(folder / "history", copy)
    newest = str(releases.tags()[-1])
    releases.append("v99.0.0", releases.working_tree(folder / "next"))
    releases.write()
    return copy, newest


def versions(scaffold: Path, place: Path) -> None:
    """Print a row for each tool, as far as it is installed, that writes the version of a project of its own."""
    ours: list[str | Path] = [scaffold, "version", "--bump", "patch", "--project", STANDARD]
    for folder in ("for-uv", "for-cargo"):
        (place / folder).mkdir()
        (place / folder / "lib.rs").touch()
        (place / folder / "pyproject.toml").write_text(
            '[project]\nname = "demo"\nversion = "0.1.0"\n', "utf-8"
        )
        crate = '[package]\nname = "demo"\nversion = "0.1.0"\n[lib]\npath = "lib.rs"\n'
        (place / folder / "Cargo.toml").write_text(crate, "utf-8")
    manifest = "--manifest-path=for-cargo/Cargo.toml"
    others: dict[str, Sequence[str | Path]] = {
        "uv version --bump patch --frozen": ["uv", "--project", "for-uv"],
        "cargo set-version --bump patch --offline": ["cargo", manifest],
    }
    for command, (program, *where) in others.items():
        name, *rest = command.split()
        tool = name if name == "uv" else f"{name}-{rest[0]}"
        if shutil.which(tool):
            theirs: list[str | Path] = [program, *rest, *where]
            compare(f"`scaffold version --bump patch` / `{command}`", ours, theirs, "< 1", place)


def main() -> None:
    """Build, install, measure, and print a table in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "maturin",
                "build",
                "--release",
                "--locked",
                "--quiet",
                "--out",
                place / "dist",
            ],
            cwd=ROOT,
            check=True,
        )
        venv.create(place / "venv", with_pip=True)
        bin_folder = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
        python = bin_folder / "python"
        wheel = next((place / "dist").glob("*.whl"))
        subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
        subprocess.run([python, "-m", "compileall", "-q", place / "venv"], check=False)
        scaffold = bin_folder / "scaffold"
        subprocess.run([scaffold, "-q", "new", STANDARD, "--defaults"], cwd=place, check=True)

        print("| command | wall, ratio | CPU, ratio | wall | aim |\n|---|---|---|---|---|")
        bare: list[str | Path] = [python, "-c", "pass"]
        compare("`scaffold --version` / `python -c pass`", [scaffold, "--version"], bare, "≤ 4", place)
        compare("`scaffold check` / `python -c pass`", [scaffold, "check", STANDARD], bare, "≤ 3.5", place)
        versions(scaffold, place)
        bench_audit.audits(scaffold, place, wheel, compare)
        bench_check.others(scaffold, place, compare, bench_check.tools(place))
        bundle = subprocess.run(
            [python, "-c", "from ironwheel.template import bundle; print(bundle.BUNDLE)"],
            check=True, capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip
        copier: list[str | Path] = [bin_folder / "copier", "copy", "--quiet", "--defaults", bundle, "out"]
        new: list[str | Path] = [scaffold, "-q", "new", "out", "--defaults", "--vcs", "none"]
        compare("`scaffold new --defaults --vcs none` / `copier copy`", new, copier, "", place)
        # Without cargo nothing is left that only one of the two does.
        folders = os.environ["PATH"].split(os.pathsep)
        without = os.pathsep.join(folder for folder in folders if not shutil.which("cargo", path=folder))
        bare_env = os.environ | {"PATH": without}
        compare("the same where there is no cargo to write Cargo.lock", new, copier, "≤ 1", place, bare_env)

        following, newest = next_version(place, Path(bundle))
        old: list[str | Path] = [bin_folder / "copier", "copy", "--quiet", "--defaults", "--vcs-ref"]
        subprocess.run([*old, newest, following, "old"], cwd=place, check=True)
        for step in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=old"]):
            subprocess.run(["git", *WHO, *step], cwd=place / "old", check=True)
        fresh = "cp -R old out && cd out && exec "
        update = f"{scaffold} update --defaults --template {following}"
        stock = f"{bin_folder / 'copier'} update --quiet --defaults"
        compare(
            "`scaffold update`, preview included / `copier update`",
            ["sh", "-c", fresh + update],
            ["sh", "-c", fresh + stock],
            "CPU ≤ 0.6",
            place,
        )

        listed = "import json, ironwheel._core as core; print(json.dumps(core.rules()))"
        rules = subprocess.run([python, "-c", listed], check=True, capture_output=True).stdout
        bench_check.many(scaffold, place, json.loads(rules))

        code = (
            "import time, statistics, sys; from ironwheel import _core\n"
            "def once():\n"
            "    start = time.perf_counter(); _core.check(sys.argv[1]); return time.perf_counter() - start\n"
            "print(statistics.median(once() for _ in range(200)) * 1000)"
        )
        core = subprocess.run(
            [python, "-c", code, place / STANDARD], check=True, capture_output=True, text=True
        ).stdout  # fmt: skip
        print(f"\nThe core's own time for the standard project: {float(core):.2f} ms (aim: under 5 ms).")
        subprocess.run([scaffold, "-q", "new", "full", "--defaults", "--preset=full"], cwd=place, check=True)
        bench_import.packages(place, place / STANDARD, place / "full")
        bench_growth.table(python, place, list(growth.SHAPES))


if __name__ == "__main__":
    main()
