"""The first hour, as docs/first-hour.md tells it: each command and file, in order, with an installed wheel."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "first-hour.md").read_text("utf-8")
TOOLS = Path(sys.executable).parent
WAYS = ("just", "uv", "pip")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the page has the commands of other systems"),
    pytest.mark.skipif(not shutil.which("cargo"), reason="there is no cargo here"),
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in an environment of its own, from a wheel."""
    place = tmp_path_factory.mktemp("installed")
    build = [TOOLS / "maturin", "build", "--locked", "--profile", "dev", "--quiet", "--out", place]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", place / "env"], check=True)
    wheels = map(str, place.glob("*.whl"))
    subprocess.run([place / "env/bin/python", "-m", "pip", "install", "--quiet", *wheels], check=True)
    return place / "env" / "bin" / "ironwheel"


@pytest.fixture
def environment(
    way: str, installed: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """A machine on which, beside git, Python and Rust, there is one tool to work with."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "uvx").write_text(f'#!/bin/sh\nshift\nexec {installed} "$@"\n')
    (programs / "uvx").chmod(0o755)
    (programs / "python3").symlink_to(os.path.realpath(sys.executable))
    if way != "pip":
        (programs / way).symlink_to(TOOLS / way)
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Ada\nemail = ada@example.org\n")
    real = Path.home()
    others = [folder for folder in os.environ["PATH"].split(os.pathsep) if folder != str(TOOLS)]
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
    # The group `check` of the project needs this very version, which the index may not have yet.
    links = str(installed.parents[2])
    return {
        **kept,
        "PIP_FIND_LINKS": links,
        "UV_FIND_LINKS": links,
        "CARGO_HOME": os.environ.get("CARGO_HOME", str(real / ".cargo")),
        "CARGO_TARGET_DIR": str(tmp_path_factory.getbasetemp() / "first-hour-target"),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.pathsep.join([str(programs), *others]),
        "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(real / ".rustup")),
    }


def steps(page: str, way: str) -> Iterator[tuple[str, str]]:
    """The commands, and the texts of files by their names, in the order of the page."""
    # What stands under a tab of another tool is left out.
    parts = re.split(r'^=== "(\w+)"\n((?:\n|    .*\n)*)', page, flags=re.MULTILINE)
    for shared, tab, inner in zip(parts[::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=True):
        own = re.sub(r"^    ", "", inner, flags=re.MULTILINE) if tab == way else ""
        for head, text in re.findall(
            r"^```(\w+[^\n]*)\n(.*?)^```$", f"{shared}\n{own}", re.MULTILINE | re.DOTALL
        ):
            if head == "console":
                yield from (("", line.removeprefix("$ ")) for line in text.splitlines())
            else:
                yield re.search('title="(.*)"', head)[1], text  # type: ignore[index]


@pytest.mark.parametrize("way", WAYS)
def test_the_page_is_true(environment: dict[str, str], tmp_path: Path, way: str) -> None:
    here = tmp_path / "work"
    here.mkdir()
    found = list(steps(PAGE, way))
    assert sum(not name for name, _ in found) > 12
    shown: dict[str, str] = {}
    for name, text in found:
        if name:
            _write(here / name, text)
        elif text.startswith("cd "):
            here /= text.removeprefix("cd ")
        else:
            done = subprocess.run(
                ["sh", "-c", text],
                cwd=here,
                env=environment,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            said = done.stdout + done.stderr
            code = re.search(r"# .*exits with (\d)", text)
            assert done.returncode == (int(code[1]) if code else 0), f"{text}\n{said}"
            shown[text] = said
    first = next(said for command, said in shown.items() if "exits with" in command)
    assert "src/py.rs" in first
    assert "_core.pyi" in first
    assert "warning[stub/lacks]" in first
    assert "def weight(value: bytes, /) -> int" in (here / "python/my_lib/_core.pyi").read_text()
    assert shown["uvx ironwheel version"].startswith("my-lib 0.2.0")
    assert [wheel.name.split("-")[1] for wheel in (here / "dist").glob("*.whl")] == ["0.2.0"]


def _write(file: Path, text: str) -> None:
    """Put the lines below the first one, which is in the file already; a file that is not there is new."""
    if not file.exists():
        file.write_text(text)
        return
    first, _, rest = text.partition("\n")
    before, found, after = file.read_text().rpartition(f"{first}\n")
    assert found, f"{file.name} has no line {first!r}"
    file.write_text(f"{before}{found}{rest}{after}")
