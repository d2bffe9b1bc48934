"""`scaffold audit` as a person and a workflow use it."""

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import shapes
from conftest import PROGRAM, Run

ROOT = Path(__file__).parent.parent
NAME = "demo-1.0-py3-none-any.whl"
METADATA = (
    "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\nSummary: A demo\nRequires-Python: >=3.11\n{}\nA demo.\n"
)
LICENSE = {"demo-1.0.dist-info/licenses/LICENSE": b"MIT"}


def wheel(folder: Path, name: str = NAME, extra: dict[str, bytes] | None = None, header: str = "") -> Path:
    """Write a wheel that is right but for what is asked for, and return its path."""
    _, _, python, abi, platform = name.removesuffix(".whl").split("-")
    info = "demo-1.0.dist-info"
    tags = "".join(f"Tag: {python}-{abi}-{each}\n" for each in platform.split("."))
    files = {
        "demo/__init__.py": b"",
        f"{info}/METADATA": METADATA.format(header).encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\n{tags}".encode(),
        **(LICENSE if extra is None else extra),
    }
    rows = [f"{path},sha256={_digest(content)},{len(content)}" for path, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    folder.mkdir(exist_ok=True, parents=True)
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return folder / name


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def test_a_good_wheel_is_good(scaffold: Run, machine: Path) -> None:
    wheel(machine / "dist")
    done = scaffold("audit")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "All good in 1 artifact\n"
    quiet = scaffold("-q", "audit", "dist")
    assert (quiet.returncode, quiet.stdout) == (0, "")


def test_what_is_found_is_told_in_every_format(scaffold: Run, machine: Path) -> None:
    path = wheel(machine / "dist", extra={})
    place = f"dist/{path.name}/demo-1.0.dist-info/METADATA"
    concise = scaffold("audit", "--output-format", "concise")
    assert concise.returncode == 1
    assert concise.stdout == f"{place}: warning[dist/license-missing] there is no text of a license\n"
    assert scaffold("audit", "--exit-zero").returncode == 0
    assert scaffold("audit", "--ignore", "dist").returncode == 0
    told = json.loads(scaffold("audit", "--output-format", "json").stdout)
    shapes.validate(told, ROOT / "docs" / "check.schema.json")
    artifact = next(each for each in told["projects"] if each["root"] == f"dist/{path.name}")
    assert [finding["path"] for finding in artifact["findings"]] == ["demo-1.0.dist-info/METADATA"]
    log = json.loads(scaffold("audit", "--output-format", "sarif").stdout)
    shapes.validate(log, ROOT / "tests" / "schemas" / "sarif-2.1.0.json")
    assert f"file={place}" in scaffold("audit", "--output-format", "github").stdout


def test_settings_of_the_project_around_count(scaffold: Run, machine: Path) -> None:
    wheel(machine / "dist", extra={})
    manifest = '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n[project]\nname = "demo"\n'
    settings = '[tool.ironwheel]\nignore = ["dist/license-missing"]\n'
    (machine / "pyproject.toml").write_text(f'{manifest}version = "1.0"\n{settings}')
    assert scaffold("audit").returncode == 0
    (machine / "pyproject.toml").write_text(f'{manifest}version = "2.0"\n{settings}')
    assert "project is at `2.0`" in scaffold("audit").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no wheel or source distribution in `dist` or `target/wheels`"),
        (["nothing.whl"], "`nothing.whl` does not exist"),
        (["empty"], "no wheel or source distribution in `empty`"),
        (["empty/x.txt"], "`empty/x.txt` is neither a wheel nor a source distribution"),
        (["--select", "whel", "one.whl"], "did you mean `wheel`?"),
    ],
)
def test_what_cannot_be_audited_is_said(
    scaffold: Run, machine: Path, arguments: list[str], message: str
) -> None:
    (machine / "empty").mkdir()
    (machine / "empty" / "x.txt").touch()
    (machine / "one.whl").touch()
    done = scaffold("audit", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_a_release_is_a_table(scaffold: Run, machine: Path) -> None:
    tags = ("py3-none-any", "py3-none-win_amd64", "py3-none-manylinux_2_17_x86_64")
    for index, tag in enumerate(tags):
        wheel(machine / "dist" / str(index), f"demo-1.0-{tag}.whl")
    done = scaffold("audit")
    assert done.returncode == 0, done.stdout
    lines = [re.sub(" +", " ", line).strip() for line in done.stdout.splitlines()]
    assert lines[0] == "demo 1.0"
    assert {"manylinux x86_64 2.17", "Windows x86_64 ✓", "any ✓"} <= set(lines)
    assert "3 wheels" in done.stdout
    wheel(machine / "long", f"{'a' * 90}-1.0-py3-none-any.whl")
    assert f"\nlargest: {'a' * 90}-1.0-" in scaffold("audit", "long", "dist").stdout
    wheel(machine / "old", "demo-0.9-py3-none-win_amd64.whl".replace("0.9", "1.0"))
    compared = scaffold("audit", "--compare", "old").stdout
    assert re.search(r"demo-1\.0-py3-none-win_amd64\.whl .*\+0\.0 %", compared)
    assert "new" in compared


@pytest.mark.parametrize("form", ["svg", "html"])
def test_a_picture_is_markup_of_ours_only(scaffold: Run, machine: Path, form: str) -> None:
    (machine / "dist").mkdir()
    for number in (1, 2):
        path = wheel(machine / str(number), f"demo-1.0-py3-none-win_arm{number}.whl", {"<script>/&": b"1"})
        shutil.copy(path, machine / "dist" / path.name.replace("demo", f"d{number}<b>&"))
    done = scaffold("audit", "--output-format", form)
    assert done.stdout.lstrip().lower().startswith(("<svg", "<!doctype html"))
    assert "<script>" not in done.stdout
    assert "<b>" not in done.stdout


@pytest.mark.skipif(not shutil.which("strace"), reason="strace sees what is written and started")
def test_nothing_is_written_and_nothing_is_started(machine: Path) -> None:
    for extra in ({"../../evil.py": b"x"}, {"/tmp/evil": b"x"}, {"demo/x.so": b"\x7fELF" + bytes(99)}):
        wheel(machine / "dist" / str(len(str(extra))), extra=extra)
    log = machine / "log"
    calls = "execve,openat,open,creat,mkdir,unlink,rename,chmod,link,symlink"
    command = ["strace", "-f", "-e", f"trace={calls}", "-o", str(log), *PROGRAM, "audit", "dist"]
    subprocess.run(command, cwd=machine, check=False, capture_output=True)
    lines = [line for line in log.read_text().splitlines() if " = -1 " not in line and "resumed" not in line]
    assert sum("execve(" in line for line in lines) == 1
    writing = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|\b(creat|mkdir|unlink|rename|chmod|link|symlink)\(")
    assert [line for line in lines if writing.search(line) and "/dev/" not in line] == []


def _zeros(folder: Path) -> None:
    with zipfile.ZipFile(folder / NAME, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(12):
            archive.writestr(f"demo/{number}.so", bytes(100 << 20))


def _many(folder: Path) -> None:
    with zipfile.ZipFile(folder / NAME, "w") as archive:
        for number in range(65_000):
            archive.writestr(f"demo/{number}.py", b"")


def _sdist(folder: Path) -> None:
    with tarfile.open(folder / "demo-1.0.tar.gz", "w:gz", compresslevel=1) as archive:
        for number in range(4):
            member = tarfile.TarInfo(f"demo-1.0/{number}.toml")
            member.size = 100 << 20
            archive.addfile(member, io.BytesIO(bytes(member.size)))


def _deep(folder: Path) -> None:
    wheel(folder, extra={"/".join(["d"] * 30_000) + "/x.py": b"", "demo/x.so": b"\x7fELF" + bytes(1 << 20)})


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is counted in other units elsewhere")
@pytest.mark.parametrize("make", [_zeros, _many, _sdist, _deep])
def test_a_bomb_stays_small(machine: Path, make: Callable[[Path], None]) -> None:
    (machine / "dist").mkdir()
    make(machine / "dist")
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, timeout=60)\n"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, *PROGRAM, "audit", "dist"],
        cwd=machine, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    returned, peak = map(int, told.split())
    assert returned == 1
    assert peak <= 256
