"""`scaffold check` on trees made to harm it: a clear message, no crash, no hang, bounded memory, nothing else touched."""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from files import write

resource = pytest.importorskip("resource", reason="there are no limits to set")

PYPROJECT = """\
[build-system]
requires = ["maturin>=1.16,<2"]
build-backend = "maturin"
[project]
name = "demo"
version = "0.1.0"
requires-python = ">=3.11"
[tool.maturin]
module-name = "demo._core"
python-source = "python"
"""
CARGO = """\
[package]
name = "demo"
version = "0.1.0"
edition = "2024"
[lib]
crate-type = ["cdylib"]
[dependencies]
pyo3 = { version = "0.30", features = ["abi3-py311"] }
"""
FILES = {
    "pyproject.toml": PYPROJECT,
    "Cargo.toml": CARGO,
    "src/lib.rs": "#[pyo3::pymodule]\nmod _core {}\n",
    "python/demo/__init__.py": '__version__ = "0.1.0"\n',
    "python/demo/_core.pyi": "",
}
# The program in a process that may not have more than 1 GB, whatever it asks for.
BOUNDED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from ironwheel.cli.main import main
main()
"""
DEPTH = 20_000
RUST = FILES["src/lib.rs"]

Check = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path / "demo", FILES)
    return tmp_path / "demo"


def check(project: Path, *options: str, program: str = BOUNDED) -> subprocess.CompletedProcess[str]:
    """Check a project in bounded memory and time; whatever it says, it says it properly."""
    arguments = ["check", "--output-format", "concise", "--extend-select", "info", *options, str(project)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, encoding="utf-8", check=False, timeout=60
    )  # fmt: skip
    assert done.returncode in (0, 1), (done.returncode, done.stderr[-1000:])
    assert "Traceback" not in done.stderr
    return done


DEEP = {
    "brackets": ("pyproject.toml", PYPROJECT + "x = " + "[" * DEPTH),
    "closed brackets": ("Cargo.toml", CARGO + "x = " + "[" * DEPTH + "]" * DEPTH),
    "inline tables": ("Cargo.toml", CARGO + "x = " + "{a=" * DEPTH + "1" + "}" * DEPTH),
    "a dotted key": ("pyproject.toml", PYPROJECT + ".".join(["a"] * DEPTH) + " = 1\n"),
    "a dotted key in a table": ("Cargo.toml", CARGO + "x = {" + ".".join(["a"] * DEPTH) + " = 1}\n"),
    "a header": ("Cargo.lock", "[" + ".".join(["a"] * DEPTH) + "]\n"),
    "a header of an array": ("Cargo.toml", CARGO + "[[" + ".".join(["a"] * DEPTH) + "]]\n"),
}


@pytest.mark.parametrize(("name", "text"), DEEP.values(), ids=DEEP)
def test_toml_that_is_too_deep_is_a_finding(project: Path, name: str, text: str) -> None:
    (project / name).write_text(text)
    found = check(project, "--select", "files/unparsable").stdout
    assert f"{name}:" in found
    assert "error[files/unparsable]" in found
    check(project, "--fix", "--unsafe-fixes")
    assert (project / name).read_text() == text


# How sources nest, with brackets and without.
SOURCES = {
    "src/lib.rs": [
        *(f"{RUST}const X: A = {'(' * DEPTH}{')' * DEPTH};", RUST + "mod a {" * DEPTH),
        *(
            f"{RUST}const X: i8 = {prefix * DEPTH}1;"
            for prefix in ("-", "!", "|x| ", "a = ", "return ", "[] = ")
        ),
        *(f"{RUST}type X = {prefix * DEPTH}u8;" for prefix in ("&", "Vec<", "*const ", "fn() -> ")),
        *(f"{RUST}use {'a::' * DEPTH}b;", f"{RUST}fn f() {{ a{'()' * DEPTH}; let {'&' * DEPTH}a = 1; }}"),
        f"{RUST}const X: i8 = {('-' * 400 + '(') * 100}1{')' * 100};",
        RUST + "/*" * DEPTH,
    ],
    "python/demo/_core.pyi": [
        f"# ironwheel: ignore[stub/lacks] comments are looked for\nx = {'not ' * 20 * DEPTH}1\n",
        *(
            f"x = {prefix * DEPTH}1\n"
            for prefix in ("[", "not ", "-", "lambda: ", "1 if 1 else ", "1**", "1 + ")
        ),
        *(f"x = a{suffix * DEPTH}\n" for suffix in (".a", "()", "[0]")),
        *("a = " * DEPTH + "1\n", "if a: pass\n" + "elif b: pass\n" * DEPTH, "f'{" * DEPTH),
        "".join("\t" * depth + "if a:\n" for depth in range(3000)),
    ],
    ".github/workflows/ci.yml": [
        *("a: " + "[" * DEPTH, "- " * DEPTH + "a\n", "? " * DEPTH + "a\n", "a: " + "{a: " * DEPTH),
        "".join(" " * depth + "a:\n" for depth in range(2000)),
        "on: push\njobs:\n  a:\n    steps:\n      - run: maturin " + "$(" * DEPTH,
    ],
    "justfile": ["build:\n    maturin build " + "$(" * DEPTH + "\n"],
}


@pytest.mark.parametrize("name", SOURCES)
def test_sources_that_are_too_deep_are_not_judged(project: Path, name: str) -> None:
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    for text in SOURCES[name]:
        (project / name).write_text(text)
        check(project, "--fix", "--unsafe-fixes")
        assert (project / name).read_text() == text


MARKER = " or ".join(f"(extra == 'a{at}' and extra == 'b{at}')" for at in range(100))
# Strings that are read part by part, one in the other.
STRINGS = {
    "a requirement": f'dependencies = ["a; {"(" * DEPTH}x{")" * DEPTH}"]',
    "a marker": f'dependencies = ["a; {MARKER}"]',
    "a licence": f'license = "{"(" * DEPTH}MIT{")" * DEPTH}"',
    "a pattern": f'license-files = ["{"?" * 25 * DEPTH}"]',
    "a pattern of choices": f'license-files = ["{"{a," * DEPTH}{"}" * DEPTH}"]',
}


@pytest.mark.parametrize("line", STRINGS.values(), ids=STRINGS)
def test_strings_that_are_too_deep_are_not_judged(project: Path, line: str) -> None:
    (project / "pyproject.toml").write_text(PYPROJECT.replace("[project]", "[project]\n" + line))
    check(project, "--fix", "--unsafe-fixes")


def test_a_chain_of_features_is_followed_to_its_end(project: Path) -> None:
    chain = "".join(f'f{at} = ["f{at + 1}"]\n' for at in range(5 * DEPTH))
    manifest = CARGO.replace(', features = ["abi3-py311"]', "")
    (project / "Cargo.toml").write_text(
        f'{manifest}[features]\ndefault = ["f0"]\n{chain}f{5 * DEPTH} = ["pyo3/abi3-py312"]\n'
    )
    assert "error[python/abi3-above-requires]" in check(project).stdout


def test_aliases_do_not_multiply(project: Path) -> None:
    names = [f"a{number}" for number in range(30)]
    lines = [f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]" for last, name in itertools.pairwise(names)]
    bomb = "\n".join(["a0: &a0 [x]", *lines, "on: push", "jobs: {b: {steps: *a29}, c: {<<: [*a29, *a29]}}\n"])
    workflow = project / ".github" / "workflows" / "ci.yml"
    workflow.parent.mkdir(parents=True)
    for text in (bomb, "on: push\njobs: &a\n  b: *a\n  c: {<<: *a}\n"):
        workflow.write_text(text)
        check(project)


MATRICES = {
    "values": "".join(f"        m{row}: [{', '.join(map(str, range(256)))}]\n" for row in range(10)),
    "keys": "".join(f"        m{row}: [1]\n" for row in range(5 * DEPTH)),
    "keys of one entry": f"        include: [{{{', '.join(f'm{row}: 1' for row in range(5 * DEPTH))}}}]\n",
}


@pytest.mark.parametrize("rows", MATRICES.values(), ids=MATRICES)
def test_a_matrix_does_not_multiply(project: Path, rows: str) -> None:
    workflow = project / ".github" / "workflows" / "ci.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(
        f"on: push\njobs:\n  b:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n{rows}"
        "    steps:\n      - uses: PyO3/maturin-action@v1\n        with: {args: '-i ${{ matrix.m1 }}'}\n"
    )
    check(project)


@pytest.mark.parametrize("value", ["", "0123456789"], ids=["nothing", "texts"])
def test_variables_do_not_multiply(project: Path, value: str) -> None:
    workflow = project / ".github" / "workflows" / "ci.yml"
    workflow.parent.mkdir(parents=True)
    again = f"env: {{X: '{'${{ env.X }}' * DEPTH}'}}"
    workflow.write_text(
        f"on: push\nenv: {{X: '{value}'}}\njobs:\n  b:\n    runs-on: ubuntu-latest\n    {again}\n    steps:\n"
        f"      - run: maturin build {'$X' * DEPTH}\n        {again}\n"
    )
    check(project)


@pytest.mark.parametrize(
    "name", ["pyproject.toml", "Cargo.toml", "Cargo.lock", "src/lib.rs", ".github/workflows/ci.yml"]
)
class TestWhatIsNoText:
    """A finding that names the file and says what is the matter."""

    @pytest.fixture
    def path(self, project: Path, name: str) -> Path:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        return path

    @staticmethod
    def says(project: Path, path: Path, reason: str) -> None:
        found = [line for line in check(project).stdout.splitlines() if "error[files/unparsable]" in line]
        assert [line for line in found if line.startswith(f"{path}:") and reason in line], found

    def test_a_folder(self, project: Path, path: Path) -> None:
        path.mkdir()
        if path.parent != project:
            assert "files/unparsable" not in check(project).stdout  # it may be one of that name
            return
        self.says(project, path, "this is a folder, not a file")

    def test_a_pipe_that_nobody_writes_to(self, project: Path, path: Path) -> None:
        os.mkfifo(path)
        self.says(project, path, "this is not a regular file")

    def test_a_link_to_itself(self, project: Path, path: Path) -> None:
        path.symlink_to(path)
        self.says(project, path, "cannot be read")

    def test_bytes_that_are_no_text(self, project: Path, path: Path) -> None:
        path.write_bytes(b"a = 1 # \xff\xfe\n")
        self.says(project, path, "not valid UTF-8 at byte 8")

    def test_a_hundred_megabytes(self, project: Path, path: Path) -> None:
        path.touch()
        os.truncate(path, 100 << 20)
        self.says(project, path, "100 MB")


def test_folders_that_lead_in_a_circle(project: Path) -> None:
    for folder in (project / "src", project / "python", project / ".github" / "workflows"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "again").symlink_to(project)
    assert check(project, "--select", "files/unparsable").stdout == ""
    assert check(project.parent, "--select", "files/unparsable").stdout == ""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can look into; those of pytest are closed."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_read(project: Path, open_folder: Path) -> None:
    # Nothing is closed to root, which therefore becomes somebody else once all is imported.
    somebody = BOUNDED.replace("main()", "import os\nif os.getuid() == 0:\n    try: main()\n")
    somebody += "    except SystemExit: os.setuid(65534)\nmain()\n"
    shutil.copytree(project, open_folder / "demo")
    closed = open_folder / "demo" / "src"
    closed.chmod(0)
    check(open_folder / "demo", program=somebody)
    (open_folder / "demo" / "python").chmod(0)
    check(open_folder, program=somebody)
    (open_folder / "demo").chmod(0o311)
    (open_folder / "demo" / "pyproject.toml").chmod(0)
    done = check(open_folder / "demo", program=somebody)
    assert "pyproject.toml: error[files/unparsable]" in done.stdout
    assert "permission denied" in done.stdout


WATCHED = """\
import sys
def watch(event, arguments):
    started = ("subprocess.", "os.fork", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "socket.", "urllib.")
    if event.startswith(started):
        sys.stderr.write(f"Traceback: {event} {arguments}\\n")
sys.addaudithook(watch)
from ironwheel.cli.main import main
main()
"""


def test_nothing_is_started_and_no_socket_opened_by_python(project: Path) -> None:
    (project / "Cargo.toml").write_text(CARGO.replace("abi3-py311", "abi3-py312"))
    assert check(project, program=WATCHED).returncode == 1
    check(project, "--fix", "--unsafe-fixes", program=WATCHED)


@pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace to watch the system calls with")
def test_nothing_is_started_and_no_socket_opened_by_the_core(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "other")
    log = tmp_path / "log"
    command = [
        "strace",
        "-f",
        "-e",
        "trace=process,network",
        "-o",
        str(log),
        sys.executable,
        "-m",
        "ironwheel",
    ]
    done = subprocess.run(
        [*command, "check", str(tmp_path)], capture_output=True, encoding="utf-8", check=False
    )
    if "ptrace" in done.stderr:
        pytest.skip("strace may not watch here")
    assert done.returncode in (0, 1), done.stderr
    calls = [line.split(maxsplit=1)[1] for line in log.read_text().splitlines()]
    begun = [call for call in calls if call.startswith("execve(") and call.endswith("= 0")]
    assert len(begun) == 1, begun
    forks = [
        call for call in calls if call.startswith(("fork", "vfork", "clone")) and "CLONE_THREAD" not in call
    ]
    sockets = [call for call in calls if call.startswith(("socket", "connect", "sendto", "bind"))]
    assert not forks
    assert not sockets
