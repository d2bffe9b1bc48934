"""The first commands of the README in a fresh clone, on a machine whose person has set up nothing; in `make test-all`."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What the README asks for that may not be where a system has its programs.
PROGRAMS = ("cargo", "rustc", "git", "make")
SYSTEM = "/usr/bin:/bin"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("IRONWHEEL_CLONE"), reason="compiles all of it: `make test-all`"),
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """No home, no locale, no identity; the way to the package index is the machine's."""
    place = tmp_path_factory.mktemp("bare")
    (place / "home").mkdir()
    (place / "bin").mkdir()
    for name in PROGRAMS:
        (place / "bin" / name).symlink_to(shutil.which(name) or pytest.skip(f"there is no {name} here"))
    (place / "bin" / "python3").symlink_to(os.path.realpath(sys.executable))
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    rust = {
        name: os.environ.get(name, str(Path.home() / folder))
        for name, folder in (("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup"))
    }
    return {**kept, **rust, "HOME": str(place / "home"), "PATH": f"{place / 'bin'}:{SYSTEM}"}


@pytest.fixture(scope="module")
def clone(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody has who clones the repository."""
    place = tmp_path_factory.mktemp("clone") / "ironwheel"
    subprocess.run(["git", "clone", "--quiet", ROOT, place], env=environment, check=True)
    return place


def test_the_first_commands_of_the_readme(clone: Path, environment: dict[str, str], tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    first = re.findall(r"^\$ ([^#\n]+?) *(?:#.*)?$", readme, re.MULTILINE)[:3]
    assert first == ["uvx ironwheel new my-lib", "make demo", "make test"]

    def run(command: str, cwd: Path) -> str:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=cwd,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}"
        return done.stdout

    assert "All good" in run("make demo", clone)
    # `make test` is what runs this test; here, that what it needs is there.
    collected = run(".venv/bin/python -m pytest --collect-only --quiet", clone)
    assert re.search(r"[1-9]\d* tests collected", collected)
    # uvx takes the released wheel; this is the program that it would start.
    assert "my-lib" in run(f"{clone}/.venv/bin/ironwheel new my-lib </dev/null", tmp_path)
    assert (tmp_path / "my-lib" / "Cargo.toml").is_file()
