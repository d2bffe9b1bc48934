"""Each extra of the template does what it says, in projects that are set up, linted, tested, measured and documented."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

from answers import EXTRAS, RUNNERS, Answers, maturin_project, usually
from built import ENVIRONMENT, run
from ironwheel import _core
from render import render_repository

pytestmark = pytest.mark.slow

# Projects that together have all extras: what they answer besides, and the extra that does not go with it.
WITH_EXTRAS: dict[str, tuple[Answers, str]] = {
    "generated": ({"stubs": "generated"}, "numpy"),
    "written": ({"layout": "workspace", "task_runner": "make"}, "docs"),
    "dual": ({"layout": "dual", "stubs": "generated"}, "numpy"),
}


@pytest.mark.parametrize("stubs", usually(WITH_EXTRAS))
def test_every_extra_does_what_it_says(stubs: str, tmp_path: Path) -> None:
    answers, without = WITH_EXTRAS[stubs]
    is_dual = answers.get("layout") == "dual"
    extras = [extra for extra in EXTRAS if extra != without]
    name = f"extras-{stubs}"
    project = render_repository(
        tmp_path / "project", {"project_name": name, "preset": "custom", "extras": extras} | answers
    )
    package, runner = name.replace("-", "_"), RUNNERS[answers.get("task_runner", "just")]
    run("cargo", "generate-lockfile", cwd=project)
    verbs = {verb: run(runner, verb, cwd=project) for verb in ("setup", "lint", "test")}
    tested = {"allocator", "build_info", "checksum", "cli", "distances", "files", "properties"}
    tested |= {"arrays"} if "numpy" in extras else set()
    assert tested <= set(re.findall(r"^tests/test_(\w+)\.py \.+ ", verbs["test"], re.MULTILINE))
    assert "the_order_does_not_matter ... ok" in verbs["test"]
    if "docs" in extras:
        built = run(runner, "docs", cwd=project)
        assert "griffe:" not in built
        assert "docs/index.md ." in built
        assert "Count the positions at which" in (project / "target/site/api/index.html").read_text("utf-8")
    measured = run(runner, "bench", cwd=project)
    assert {"65536", "test_hamming[65536]"} <= set(re.findall(r"[\w\[\]]+", measured))

    (scripts,) = (folder for folder in project.glob(".venv/*") if folder.name in ("bin", "Scripts"))
    assert run(scripts / name, "karolin", "kathrin", cwd=project) == "3\n"
    tell = f"import json; from {package} import build_info; print(json.dumps(build_info()))"
    info = json.loads(run(scripts / "python", "-c", tell, cwd=project))
    head = run("git", "rev-parse", "HEAD", cwd=project).strip()
    assert (info["commit"], info["profile"], info["features"]) == (
        head,
        "release",
        "mimalloc,parallel,vendored",
    )

    # The comparison finds the last release, which is any other wheel here; whether it is slower is not asked.
    release = [sys.executable, "-m", "maturin", "build", "--locked", "--interpreter", sys.executable]
    run(*release, "--release", f"--out={project / 'old'}", cwd=maturin_project(project))
    if is_dual:
        run(scripts / "python", "-m", "hatchling", "build", "--directory=old", cwd=project)
    compared = subprocess.run(
        [runner, "compare"],
        cwd=project,
        env=os.environ | ENVIRONMENT | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project / "old")},
        capture_output=True,
        text=True,
        check=False,
    )
    said = compared.stdout + compared.stderr
    assert "0001_old" in said
    assert compared.returncode == 0 or "Performance has regressed" in said, said

    is_covered = expect_coverage(project, runner)
    expect_fuzzed(project)
    if stubs != "written":
        expect_switched(maturin_project(project))
    if stubs == "generated":  # once is enough
        expect_watched(project, runner)
        expect_profiled(project, runner, package)
        expect_wheels(project, runner)
        run(*release, "--profile=release-size", f"--out={project / 'small'}", cwd=maturin_project(project))
        (old,), (small,) = (project.glob(f"{folder}/*-abi3-*.whl") for folder in ("old", "small"))
        assert small.stat().st_size < old.stat().st_size
    assert not _core.check(maturin_project(project), extend_select=["info"]).concise()
    if not is_covered:
        pytest.skip("all of it, but for the coverage: there are no tools of rustc's LLVM here")


def expect_coverage(project: Path, runner: str) -> bool:
    """Find that one report has the lines of both languages, also those of Rust that only Python calls.

    Returns whether the tools are there; rustup installs them, where there is one.
    """
    said = run("rustc", "--version", "--verbose", cwd=project)
    (llvm,) = re.findall(r"^LLVM version: (\d+)", said, re.MULTILINE)
    tools = {"LLVM_COV": f"llvm-cov-{llvm}", "LLVM_PROFDATA": f"llvm-profdata-{llvm}"}
    own = Path(run("rustc", "--print", "target-libdir", cwd=project).strip()).parent / "bin"
    if [*own.glob("llvm-cov*")]:
        tools = {}
    elif not all(map(shutil.which, tools.values())):
        return False
    run(runner, "coverage", cwd=project, **tools)
    report = (project / "target/coverage/lcov.info").read_text("utf-8")
    records = {
        record.partition("\n")[0]: record for record in re.findall(r"SF:([^$]*?)end_of_record", report)
    }
    assert all((project / path).is_file() for path in records)
    (core,) = (path for path in records if path.endswith("src/lib.rs") and "-py/" not in path)
    (face,) = (path for path in records if path.endswith("src/py.rs") or "-py/" in path)
    assert {Path(path).suffix for path in records} == {".py", ".rs"}
    for path in (core, face):
        assert re.search(r"^DA:\d+,[1-9]", records[path], re.MULTILINE), path
    assert not [*project.glob("*.profraw")]
    return True


def expect_fuzzed(project: Path) -> None:
    """Find that inputs are drawn, and that one is found for which the core does not keep its promise."""
    places = ("src/lib.rs", "core/src/lib.rs", "crates/*[!y]/src/lib.rs")
    (core,) = (path for place in places for path in project.glob(place))
    host = run("rustc", "--print", "host-tuple", cwd=project).strip()
    fuzz = ["cargo", "run", "--release", "--target", host, "--"]
    said = run(*fuzz, "-runs=20000", cwd=project / "fuzz")
    assert "Done 20000 runs" in said
    assert "no interesting inputs were found" not in said
    text = core.read_text("utf-8")
    core.write_text(text.replace("l != r).count())", "l != r).count() + 1)"), "utf-8")
    environment = os.environ | ENVIRONMENT
    broken = subprocess.run(
        [*fuzz, "-runs=20000"],
        cwd=project / "fuzz",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    core.write_text(text, "utf-8")
    assert broken.returncode
    assert "distance <= left.len()" in broken.stderr


def expect_watched(project: Path, runner: str) -> None:
    """Find that a change is built and tested once, and that the build itself is no change."""
    log = project / "watch.log"

    def runs() -> int:
        return log.read_text("utf-8").count(" passed in ")

    def wait_for(count: int) -> None:
        until = time.monotonic() + 300
        while runs() < count and time.monotonic() < until:
            time.sleep(1)
        assert runs() == count, log.read_text("utf-8")

    with log.open("w") as file:
        watching = subprocess.Popen(
            [runner, "watch"],
            cwd=project,
            env=os.environ | ENVIRONMENT,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(1)
        with (project / "src/lib.rs").open("a") as source:
            source.write("// a change\n")
        wait_for(2)
        time.sleep(5)
        assert runs() == 2
    finally:
        os.killpg(watching.pid, signal.SIGINT)
        watching.wait(60)
    run("git", "checkout", "--quiet", "src/lib.rs", cwd=project)


def expect_profiled(project: Path, runner: str, package: str) -> None:
    """Find that the picture has lines of Python and of Rust."""
    program = project / "target/program.py"
    program.write_text(
        f"from {package} import hamming\none = bytes(5_000_000)\nfor _ in range(200):\n    hamming(one, one)\n"
    )
    run(runner, "profile", "target/program.py", cwd=project)
    picture = (project / "target/profile.svg").read_text("utf-8")
    assert "program.py:4" in picture
    assert "lib.rs:" in picture


def expect_wheels(project: Path, runner: str) -> None:
    """Find that the wheel for this Linux runs on an older one."""
    run(runner, "wheels", cwd=project)
    assert [*project.glob("dist/*manylinux_2_17_x86_64.whl")] or sys.platform != "linux"


def expect_switched(project: Path) -> None:
    """Find that zlib is brought along, and that it is the system's without the feature."""
    wheels = {"vendored": "python,parallel,mimalloc,vendored", "system": "python,parallel,mimalloc"}
    needed = {}
    for folder, features in wheels.items():
        build = [sys.executable, "-m", "maturin", "build", "--locked", "--interpreter", sys.executable]
        run(*build, "--features", features, f"--out={folder}", cwd=project)
        (wheel,) = project.glob(f"{folder}/*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (module,) = (name for name in archive.namelist() if name.endswith(".so"))
            assert any(name.endswith("third-party/zlib.txt") for name in archive.namelist())
            section = ELFFile(io.BytesIO(archive.read(module))).get_section_by_name(".dynamic")
            needed[folder] = {tag.needed for tag in section.iter_tags("DT_NEEDED")}
    assert not {name for name in needed["vendored"] if name.startswith("libz")}
    pkg_config = shutil.which("pkg-config")
    if pkg_config and not subprocess.run([pkg_config, "--exists", "zlib"], check=False).returncode:
        assert "libz.so.1" in needed["system"]
