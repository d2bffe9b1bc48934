"""The part of the bench that compares checks: one project against other checkers, a thousand against the floor."""

import os
import re
import shutil
import statistics
import subprocess
import time
import tomllib
import venv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
# The name of the standard project: no word of the files in it, where a thousand get names of their own.
STANDARD = "standard-project"
MANY = 1000
ROUNDS = 5

Command = Sequence[str | Path]
Compare = Callable[[str, Command, Command, str, Path], None]


def tools(place: Path) -> Path:
    """Install the other checkers apart from us, who would be a plugin of two of them; the folder of their programs."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    pinned = [pin for group in ("lint", "tools") for pin in groups[group]]
    wanted = [pin for pin in pinned if re.match("ruff=|sp-repo-review|validate-pyproject|zizmor", pin)]
    venv.create(place / "tools", with_pip=True)
    folder = place / "tools" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([folder / "python", "-m", "pip", "install", "--quiet", *wanted], check=True)
    subprocess.run([folder / "python", "-m", "compileall", "-q", place / "tools"], check=False)
    return folder


def others(scaffold: Path, place: Path, compare: Compare, tools: Path) -> None:
    """Print a row for each tool that checks something of the same project."""
    commands: dict[str, Command] = {
        "`zizmor --offline`": [tools / "zizmor", "--offline", "--quiet", "--no-exit-codes", STANDARD],
        "`sp-repo-review`": [tools / "sp-repo-review", STANDARD],
        "`validate-pyproject`": [tools / "validate-pyproject", f"{STANDARD}/pyproject.toml"],
        "`ruff check --select RUF200`": [tools / "ruff", "check", "--select=RUF200", "--no-cache", STANDARD],
    }
    for name, command in commands.items():
        compare(f"`scaffold check` / {name}", [scaffold, "check", STANDARD], command, "", place)


def many(scaffold: Path, place: Path, rules: list[dict[str, str]]) -> None:
    """Print what a thousand projects in one call cost: against the floor, against half of them, and in memory."""
    roots = list(_projects(place / STANDARD, place / "many", rules))
    half = place / "half"
    for root in roots[: MANY // 2]:
        shutil.copytree(root, half / root.relative_to(place / "many"))
    build = ["cargo", "build", "--release", "--locked", "--quiet", "--example", "floor"]
    subprocess.run(build, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    floor = target / "release" / "examples" / "floor"
    listed = subprocess.run([floor, "list", *roots], capture_output=True, check=True).stdout
    (place / "list").write_bytes(listed)
    check: list[str | Path] = [scaffold, "check", "--exit-zero", "--output-format=concise"]
    rounds = [
        (_run([*check, "many"], place), _run([floor, "parse", "list"], place), _run([*check, "half"], place))
        for _ in range(ROUNDS + 1)
    ][1:]

    def ratio(field: int, one: int, other: int) -> float:
        return statistics.median(figures[one][field] / figures[other][field] for figures in rounds)

    seconds = statistics.median(figures[0][0] for figures in rounds)
    memory = max(figures[0][2] for figures in rounds) / 1024
    growth = (ratio(0, 0, 2), ratio(1, 0, 2))
    print(
        f"| {MANY} projects / their floor | {ratio(0, 0, 1):.2f} | {ratio(1, 0, 1):.2f} | {seconds * 1000:.0f} ms | ≤ 3 |"
    )
    print(
        f"| {MANY} projects / {MANY // 2} | {growth[0]:.2f} | {growth[1]:.2f} | {seconds * 1000:.0f} ms | ≤ 2.1 |"
    )
    print(f"\nPeak memory with {MANY} projects: {memory:.0f} MB (aim: under 200 MB).")


def _run(command: Command, cwd: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds of a command, and the most memory it had, in kB."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    assert child.returncode == 0, (command, child.returncode)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def _projects(standard: Path, folder: Path, rules: list[dict[str, str]]) -> Iterator[Path]:
    """A thousand projects: the standard one by turns with the examples of the rules, each under a name of its own."""
    examples = [files for rule in rules for files in _examples(rule["documentation"])]
    package = tomllib.loads((standard / "pyproject.toml").read_text("utf-8"))["project"]["name"]
    module = package.replace("-", "_")
    for number in range(MANY):
        root = folder / f"project-{number:04}"
        if number % 2:
            for path, text in examples[number // 2 % len(examples)].items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, "utf-8")
        else:
            shutil.copytree(standard, root, ignore=shutil.ignore_patterns(".git"))
            for file in [path for path in root.rglob("*") if path.is_file()]:
                text = file.read_text("utf-8").replace(package, f"{package}-{number}")
                file.write_text(text.replace(module, f"{module}_{number}"), "utf-8")
            (root / "python" / module).rename(root / "python" / f"{module}_{number}")
        yield root


def _examples(page: str) -> Iterator[dict[str, str]]:
    """The projects in the documentation of a rule."""
    for section in re.split(r"^## ", page, flags=re.MULTILINE):
        blocks = re.findall(r"^(`{3,})\w+ (\S+)\n(.*?)^\1$", section, flags=re.MULTILINE | re.DOTALL)
        if blocks:
            yield {path: text for _, path, text in blocks}
