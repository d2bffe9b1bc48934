"""Projects that have as many of one thing as one wants, by which it is seen how our work grows."""

from collections.abc import Callable

Files = dict[str, str]

BUILD = '[build-system]\nrequires = ["maturin>=1.16,<2"]\nbuild-backend = "maturin"\n'
PROJECT = f'{BUILD}[project]\nname = "demo"\nversion = "0.1.0"\nrequires-python = ">=3.11"\n'
MODULE = f'{PROJECT}[tool.maturin]\nmodule-name = "demo._core"\n'
CARGO = '[package]\nname = "demo"\nversion = "0.1.0"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\npyo3 = "0.30"\n'
JOB = "    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v7\n"
QUOTE = '"'
STUB, LIB, CI = "demo/_core.pyi", "src/lib.rs", ".github/workflows/ci.yml"
IGNORE = "ironwheel: ignore"


def lines(count: int, line: str, between: str = "\n") -> str:
    """Return `line` once for each number, which stands in it as `~`."""
    return between.join(line.replace("~", str(number)) for number in range(count)) + between


def listed(count: int, text: str) -> str:
    """Return as many strings, on one line."""
    return lines(count, f'"{text}"', ", ")


def module(items: str, stub: str) -> Files:
    """Return a project whose module has these items in Rust, and this stub."""
    return {
        "pyproject.toml": MODULE,
        "Cargo.toml": CARGO,
        LIB: f"#[pyo3::pymodule]\nmod _core {{\n{items}}}\n",
        "demo/__init__.py": "from ._core import *\n",
        "demo/py.typed": "",
        STUB: stub,
    }


def klass(methods: str, stub: str) -> Files:
    """Return a project whose module has one class with these methods, and the stub of that class."""
    return module(
        f"#[pyo3::pyclass]\nstruct C;\n#[pyo3::pymethods]\nimpl C {{\n{methods}}}\n",
        f"class C:\n    def a(self) -> None: ...\n{stub}",
    )


def project(rest: str, files: Files | None = None) -> Files:
    """Return a project with this at the end of pyproject.toml, and these files."""
    return {"pyproject.toml": PROJECT + rest, "Cargo.toml": CARGO, LIB: ""} | (files or {})


def manifest(rest: str, lock: str = "") -> Files:
    """Return a project with this at the end of Cargo.toml."""
    return project(
        "", {"Cargo.toml": CARGO + rest} | ({"Cargo.lock": f"version = 4\n{lock}"} if lock else {})
    )


def workflow(jobs: str) -> Files:
    """Return a project with these jobs."""
    return project("", {CI: f"on: push\njobs:\n{jobs}"})


def members(count: int, named: str) -> Files:
    """Return a workspace with so many crates, of which pyproject.toml builds one."""
    crate = '[package]\nname = "m~"\nversion = "0.1.0"\n'
    return {
        "pyproject.toml": f'{PROJECT}[tool.maturin]\nmanifest-path = "m0/Cargo.toml"\n',
        "Cargo.toml": f"[workspace]\nmembers = [{named}]\n",
        "m0/src/lib.rs": "",
    } | {f"m{number}/Cargo.toml": crate.replace("~", str(number)) for number in range(count)}


FUNCTION = "#[pyo3::pyfunction]\nfn f~(a: i64) -> i64 { a }"
PROMISED = "def f~(a: int) -> int: ..."
METHOD = "    def m~(self) -> None: ..."
INVENTED = "def f~() -> None: ..."
BUILD_JOB = (
    f"  b~:\n{JOB}      - uses: PyO3/maturin-action@v1\n        with: {{ args: --release --out dist }}\n"
    "      - uses: actions/upload-artifact@v5\n        with: { name: wheels-~, path: dist }\n"
)
RELEASE_JOB = (
    f"  release:\n{JOB}      - uses: actions/download-artifact@v6\n"
    "        with: { path: dist, merge-multiple: true }\n      - run: uv publish dist/*\n"
)
DOWNLOAD = "      - uses: actions/download-artifact@v6\n        with: { path: got~ }\n"
EXPORT = "#[pymodule_export]\nuse crate::m~::f~;"
PACKAGE = '[[package]]\nname = "d~"\nversion = "1.0.0"'
# What is done, how many things there are at first, and the project that has so many.
SHAPES: dict[str, tuple[str, int, Callable[[int], Files]]] = {
    "findings in a stub": ("check", 250, lambda n: module("", lines(n, INVENTED))),
    "findings in a stub, one line each": ("concise", 250, lambda n: module("", lines(n, INVENTED))),
    "findings in a stub, as JSON": ("json", 250, lambda n: module("", lines(n, INVENTED))),
    "findings in lib.rs": ("check", 100, lambda n: module(lines(n, FUNCTION), "def g(): ...\n")),
    "findings that are suppressed": (
        "check",
        250,
        lambda n: module("", lines(n, f"# {IGNORE}[stub/invents] x\n{INVENTED}")),
    ),
    "comments that suppress nothing": (
        "check",
        250,
        lambda n: project(lines(n, f"# {IGNORE}[version/drift] x\n[tool.x~]")),
    ),
    "comments that stand one below the other": (
        "check",
        250,
        lambda n: project(lines(n, f"# {IGNORE}[version/drift] x")),
    ),
    "`--add-ignore` in a stub": ("add-ignore", 100, lambda n: module("", lines(n, INVENTED))),
    "`--add-ignore` in lib.rs": (
        "add-ignore",
        50,
        lambda n: module(lines(n, FUNCTION), "def g(): ...\n"),
    ),
    "`--fix` in a stub": (
        "fix",
        50,
        lambda n: module(lines(n, FUNCTION), lines(n, "def f~(a: int = 0) -> int: ...")),
    ),
    "functions in Rust and in the stub": (
        "check",
        50,
        lambda n: module(lines(n, FUNCTION), lines(n, PROMISED)),
    ),
    "classes in Rust and in the stub": (
        "check",
        50,
        lambda n: module(
            lines(n, "#[pyo3::pyclass]\nstruct C~;\n#[pyo3::pymethods]\nimpl C~ {\nfn m(&self) {}\n}"),
            lines(n, "class C~:\n    def m(self) -> None: ...\n"),
        ),
    ),
    "methods of a class": (
        "check",
        50,
        lambda n: klass(lines(n, "fn m~(&self) {}"), lines(n, METHOD)),
    ),
    "methods that the stub lacks": ("check", 50, lambda n: klass(lines(n, "fn m~(&self) {}"), "")),
    "modules in Rust": (
        "check",
        50,
        lambda n: (
            module(lines(n, EXPORT), lines(n, PROMISED))
            | {f"src/m{number}.rs": FUNCTION.replace("~", str(number)) for number in range(n)}
            | {LIB: lines(n, "mod m~;") + module(lines(n, EXPORT), "")[LIB]}
        ),
    ),
    "modules in Python": (
        "check",
        50,
        lambda n: (
            module("", "") | {f"demo/m{number}.py": f"from ._core import f{number}\n" for number in range(n)}
        ),
    ),
    "files": (
        "check",
        1000,
        lambda n: project("", {f"f{number}.md": "" for number in range(n)}),
    ),
    "jobs that build": ("check", 25, lambda n: workflow(lines(n, BUILD_JOB, "") + RELEASE_JOB)),
    "jobs that build, in `show`": (
        "show",
        25,
        lambda n: workflow(lines(n, BUILD_JOB, "") + RELEASE_JOB),
    ),
    "download steps in one workflow": (
        "check",
        25,
        lambda n: workflow(f"{lines(1, BUILD_JOB, '')}{RELEASE_JOB}  g:\n{JOB}{lines(n, DOWNLOAD, '')}"),
    ),
    "jobs that download": (
        "check",
        25,
        lambda n: workflow(lines(1, BUILD_JOB, "") + RELEASE_JOB + lines(n, f"  g~:\n{JOB}{DOWNLOAD}", "")),
    ),
    "jobs that publish": (
        "check",
        25,
        lambda n: workflow(lines(n, f"  p~:\n{JOB}      - run: maturin publish\n", "")),
    ),
    "steps of a job": (
        "check",
        50,
        lambda n: workflow(f"  a:\n{JOB}{lines(n, '      - run: maturin build --out dist~')}"),
    ),
    "lines of a script": (
        "check",
        50,
        lambda n: workflow(f"  a:\n{JOB}      - run: |\n{lines(n, '          maturin build --out dist~')}"),
    ),
    "cells of a matrix": (
        "check",
        4,
        lambda n: workflow(
            f"  a:\n    strategy: {{ matrix: {{ x: [{lines(n, '~', ', ')}], y: [1, 2, 3, 4] }} }}\n"
            f"{JOB}      - run: maturin build --out d${{{{ matrix.x }}}}\n"
        ),
    ),
    "keys of a mapping that are asked for": (
        "check",
        500,
        lambda n: workflow(
            f"  a:\n    env:\n{lines(n, '      K~: v~')}{JOB}      - run: |\n{lines(n, '          echo $K~')}"
        ),
    ),
    "inputs of an action": (
        "check",
        500,
        lambda n: workflow(
            f"  a:\n{JOB}      - uses: PyO3/maturin-action@v1\n        with:\n{lines(n, '          k~: v~')}"
        ),
    ),
    "workflows": (
        "check",
        10,
        lambda n: project(
            "",
            {
                f".github/workflows/w{number}.yml": workflow(lines(1, BUILD_JOB, "") + RELEASE_JOB)[CI]
                for number in range(n)
            },
        ),
    ),
    "dependencies": (
        "infos",
        250,
        lambda n: project(f"dependencies = [\n{lines(n, '  {0}d~{0},').format(QUOTE)}]\n"),
    ),
    "dependencies on one line": ("infos", 250, lambda n: project(f"dependencies = [{listed(n, 'd~')}]\n")),
    "extras": ("infos", 250, lambda n: project(f"[project.optional-dependencies]\n{lines(n, 'e~ = []')}")),
    "classifiers": (
        "check",
        25,
        lambda n: project(f"classifiers = [\n{lines(n, '  {0}Topic :: Sofware ~{0},').format(QUOTE)}]\n"),
    ),
    "unknown keys": ("check", 250, lambda n: project(f"[tool.maturin]\n{lines(n, 'key~ = 1')}")),
    "nested tables": (
        "check",
        250,
        lambda n: project(lines(n, "[tool.a~.b.c.d.e]\nf.g.h = { i = [[1]] }")),
    ),
    "patterns in `exclude`": (
        "check",
        100,
        lambda n: project(f"[tool.ironwheel]\nexclude = [{listed(n, 'x~')}]\n"),
    ),
    "members of a workspace": ("check", 25, lambda n: members(n, listed(n, "m~"))),
    "members of a workspace, by a pattern": ("check", 25, lambda n: members(n, '"m*"')),
    "features": (
        "check",
        250,
        lambda n: project(
            f"[tool.maturin]\nfeatures = [{listed(n, 'f~')}]\n",
            {"Cargo.toml": f"{CARGO}[features]\n{lines(n, 'f~ = []')}"},
        ),
    ),
    "crates that are depended on": (
        "check",
        250,
        lambda n: manifest(lines(n, 'd~ = "1"'), lines(n, f'{PACKAGE}\nsource = "registry+x"')),
    ),
    "packages in uv.lock": (
        "check",
        250,
        lambda n: project("", {"uv.lock": f"version = 1\n{lines(n, PACKAGE)}"}),
    ),
    "headings of a changelog": (
        "check",
        500,
        lambda n: project("", {"CHANGELOG.md": f"# Changelog\n{lines(n, '## 1.~.0')}"}),
    ),
    "words on one line": (
        "check",
        5000,
        lambda n: project(
            f'description = "{"x " * n}"\n', {"justfile": f"a:\n    maturin build {'x ' * n}\n"}
        ),
    ),
}
