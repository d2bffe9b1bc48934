"""The lists of what maturin packs are those of maturin's own archives, over small layouts of every kind."""

import subprocess
import sys
from pathlib import Path

import pytest

import contents
from files import write
from ironwheel import _core

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for cargo is a script")

PYPROJECT = """[build-system]
requires = ["maturin>=1.16,<2"]
build-backend = "maturin"

[project]
name = "demo"
version = "0.1.0"

[tool.maturin]
"""
CRATE = """[package]
name = "demo"
version = "0.1.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[dependencies]
pyo3 = { version = "0.30.1", features = ["abi3-py311"] }
"""
ENGINE = '[package]\nname = "engine"\nversion = "0.1.0"\nedition = "2024"\n'
WORKSPACE = '[workspace]\nresolver = "3"\nmembers = ["bindings", "engine"]\n'
RUST = {"Cargo.toml": CRATE, "src/lib.rs": ""}
PACKAGE = {"demo/__init__.py": "", "demo/_core.pyi": "", "demo/py.typed": ""}


def below(folder: str, files: dict[str, str]) -> dict[str, str]:
    """Put files into a folder."""
    return {f"{folder}/{path}": text for path, text in files.items()}


def crate(table: str) -> dict[str, str]:
    """Give a crate with more in `[package]`."""
    return RUST | {"Cargo.toml": CRATE.replace('edition = "2024"', f'edition = "2024"\n{table}')}


# The files of each layout, and the folder of its pyproject.toml.
LAYOUTS: dict[str, tuple[dict[str, str], str]] = {
    "Rust alone, with a stub": (
        {"pyproject.toml": PYPROJECT, **RUST, "demo.pyi": "", "LICENSE": "", "README.md": "", ".hidden": ""},
        ".",
    ),
    "a package beside the crate": (
        {
            "pyproject.toml": PYPROJECT + 'module-name = "demo._core"\n',
            **RUST,
            **PACKAGE,
            "other/__init__.py": "",
        },
        ".",
    ),
    "python-source, packages and a module beside": (
        {
            "pyproject.toml": PYPROJECT
            + 'module-name = "demo.deep._core"\npython-source = "python"\npython-packages = ["more"]\n'
            'include = ["python/single.py", "demo/data/*.txt"]\n',
            **RUST,
            **below("python", PACKAGE | {"more/__init__.py": "", "single.py": "", "left/__init__.py": ""}),
            **below(
                "python/demo", {"deep/__init__.py": "", "data/words.txt": "", ".hidden/a": "", "x.so": ""}
            ),
        },
        ".",
    ),
    "a package in src that maturin does not find": (
        {"pyproject.toml": PYPROJECT, **RUST, **below("src", PACKAGE)},
        ".",
    ),
    "the crate in rust, which maturin finds": (
        {
            "pyproject.toml": PYPROJECT + 'module-name = "demo._core"\n',
            **below("rust", RUST),
            **below("src", PACKAGE),
        },
        ".",
    ),
    "a folder of the module's name that is a crate": (
        {
            "pyproject.toml": PYPROJECT + 'manifest-path = "demo/Cargo.toml"\n',
            **below("demo", RUST),
            "demo.pyi": "",
        },
        ".",
    ),
    "include and exclude by format": (
        {
            "pyproject.toml": PYPROJECT + 'module-name = "demo._core"\n'
            'include = ["NOTES.txt", { path = "docs/**/*", format = "sdist" }, { path = "both.txt", format = ["sdist", "wheel"] },'
            ' { path = "w/*", format = "wheel" }, "{a,b}.c", "docs/", "docs/**", ".env"]\n'
            'exclude = ["demo/tests", "demo/skip/**", { path = "*.dat", format = "wheel" }, "{c,d}.md", "!demo/skip/keep.py"]\n',
            **crate('exclude = ["/docs", "/w", "*.txt"]'),
            **PACKAGE,
            **dict.fromkeys(
                [
                    "NOTES.txt",
                    "both.txt",
                    "docs/a/b.md",
                    "docs/c.md",
                    "w/one",
                    "a.c",
                    "{a,b}.c",
                    ".env",
                    "demo/x.dat",
                ],
                "",
            ),
            **dict.fromkeys(
                ["demo/tests/t.py", "demo/skip/s.py", "demo/skip/keep.py", "demo/d.md", "demo/e.md"], ""
            ),
        },
        ".",
    ),
    "include of the crate": (
        {
            "pyproject.toml": PYPROJECT,
            **crate('include = ["src/**/*", "/assets"]'),
            "assets/.a": "",
            "b": "",
            ".c": "",
        },
        ".",
    ),
    "data": (
        {
            "pyproject.toml": PYPROJECT,
            **RUST,
            **below(
                "demo.data", {"scripts/run": "", "data/share/a": "", "headers/.h": "", "purelib/p.py": ""}
            ),
        },
        ".",
    ),
    "license files and scripts": (
        {
            "pyproject.toml": PYPROJECT.replace(
                "\n[tool",
                'license-files = ["LICENSES/*", "*ING"]\n[project.scripts]\nrun = "demo:main"\n\n[tool',
            ),
            **crate('license-file = "TERMS"'),
            **dict.fromkeys(["TERMS", "LICENSES/MIT.txt", "LICENSES/deep/a", "COPYING", "LICENSE"], ""),
        },
        ".",
    ),
    "a member of a workspace": (
        {
            "Cargo.toml": WORKSPACE,
            "README.md": "",
            "LICENSE": "",
            "bindings/pyproject.toml": PYPROJECT.replace("\n[tool", 'readme = "../README.md"\n\n[tool'),
            **below("bindings", crate('readme = "../README.md"\nlicense-file = "../LICENSE"')),
            "bindings/Cargo.toml": CRATE.replace(
                'edition = "2024"', 'edition = "2024"\nreadme = "../README.md"'
            )
            + 'engine = { path = "../engine" }\n',
            "bindings/demo.pyi": "",
            **below(
                "engine", {"Cargo.toml": ENGINE, "src/lib.rs": "", "README.md": "", "pyproject.toml": ""}
            ),
            **below("unused", {"Cargo.toml": ENGINE.replace("engine", "unused"), "src/lib.rs": ""}),
        },
        "bindings",
    ),
    "optional and nested crates": (
        {
            "pyproject.toml": PYPROJECT + 'features = ["fast"]\n',
            "Cargo.toml": CRATE
            + 'one = { path = "crates/one", optional = true }\ntwo = { path = "crates/two", optional = true }\n'
            '[features]\nfast = ["dep:one"]\n',
            "src/lib.rs": "",
            **below("crates/one", {"Cargo.toml": ENGINE.replace("engine", "one"), "src/lib.rs": ""}),
            **below("crates/two", {"Cargo.toml": ENGINE.replace("engine", "two"), "src/lib.rs": ""}),
        },
        ".",
    ),
    "Python sources outside": (
        {
            "project/pyproject.toml": PYPROJECT + 'module-name = "demo._core"\npython-source = "../python"\n',
            **below("project", RUST),
            **below("python", PACKAGE),
        },
        "project",
    ),
    "programs": (
        {
            "pyproject.toml": PYPROJECT + 'bindings = "bin"\n',
            "Cargo.toml": ENGINE + '[[bin]]\nname = "third"\npath = "src/bin/other.rs"\n',
            **dict.fromkeys(
                ["src/main.rs", "src/bin/two.rs", "src/bin/four/main.rs", "src/bin/other.rs"], ""
            ),
        },
        ".",
    ),
}
IGNORED = {
    ".gitignore": "*.log\n/build/\nsecret*\n!secret.py\n",
    "pyproject.toml": PYPROJECT + 'module-name = "demo._core"\n',
    **RUST,
    **PACKAGE,
    **dict.fromkeys(
        [
            "demo/a.log",
            "demo/secret.txt",
            "demo/secret.py",
            "build/x",
            "demo/kept.log",
            ".github/ci.yml",
            "new.txt",
        ],
        "",
    ),
    "demo/.gitignore": "generated/\n",
    "demo/generated/g.py": "",
    "demo/.ignore": "private.py\n",
    "demo/private.py": "",
}


def commit(folder: Path, *, force: str | None = None) -> None:
    """Make a repository in which everything is tracked that git does not ignore, and one file that it does."""
    for command in (["init", "-q"], ["add", "."], ["add", "-f", force or "."] if force else ["status", "-s"]):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("is_tracked", [True, False], ids=["git", "plain"])
def test_the_lists_are_those_of_maturin(tmp_path: Path, name: str, is_tracked: bool) -> None:
    files, root = LAYOUTS[name]
    write(tmp_path, files)
    if is_tracked:
        commit(tmp_path)
    wheel, sdist, found = contents.compare(tmp_path / root)
    assert (found, wheel > 0, sdist > 0) == ([], True, True)


@pytest.mark.slow
@pytest.mark.parametrize("below_top", [False, True], ids=["top", "below"])
@pytest.mark.parametrize("table", ["", 'sdist-generator = "git"\n'], ids=["cargo", "git"])
def test_ignore_files_count_as_they_do_for_maturin(tmp_path: Path, table: str, below_top: bool) -> None:
    root = tmp_path / "inner" if below_top else tmp_path
    write(root, IGNORED | {"pyproject.toml": IGNORED["pyproject.toml"] + table})
    commit(tmp_path, force=str(root / "demo" / "kept.log"))
    assert contents.compare(root)[2] == []


@pytest.mark.slow
def test_what_maturin_refuses_is_no_difference_of_lists(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PYPROJECT + 'python-source = "python"\n', **RUST})
    found = contents.compare(tmp_path)[2]
    assert [line.partition(":")[0] for line in found] == ["wheel", "sdist"]
    assert all("maturin stops" in line for line in found)


def test_the_core_lists_what_is_packed(tmp_path: Path) -> None:
    files, root = LAYOUTS["a member of a workspace"]
    write(tmp_path, files)
    wheel, sdist = _core.contents(tmp_path / root)
    assert wheel is not None
    assert sdist is not None
    assert ("demo/__init__.pyi", "demo.pyi") in wheel
    assert ("demo/demo.*", None) in wheel
    assert {target for target, _ in sdist} >= {
        "Cargo.toml",
        "bindings/demo.pyi",
        "engine/src/lib.rs",
        "README.md",
    }
    assert ("README.md", "../README.md") in sdist
    assert "demo.pyi" not in {target for target, _ in sdist}


def test_a_crate_that_a_workspace_leads_back_to_is_the_same(tmp_path: Path) -> None:
    files, root = LAYOUTS["a member of a workspace"]
    shared = '[workspace.dependencies]\nengine = { path = "engine" }\ndemo = { path = "bindings" }\n'
    engine = ENGINE + "[dev-dependencies]\ndemo = { workspace = true }\n"
    member = CRATE + "engine = { workspace = true }\n"
    more = {
        "Cargo.toml": WORKSPACE + shared,
        "engine/Cargo.toml": engine,
        "bindings/Cargo.toml": member,
    }
    write(tmp_path, files | more)
    sdist = _core.contents(tmp_path / root)[1]
    assert {source for target, source in sdist or () if target.endswith(".rs")} == {
        "src/lib.rs",
        "../engine/src/lib.rs",
    }
    assert "files/crate-left-out" not in {found["rule"] for found in _core.check(tmp_path / root).findings}


def test_the_table_has_a_reason_for_each_difference() -> None:
    rows = contents.PAGE.read_text("utf-8").partition(contents.HEADER)[2].splitlines()
    found = [contents.ROW.fullmatch(row) for row in rows]
    assert all(found), [row for row, match in zip(rows, found, strict=True) if not match]
    equal = [match for match in found if match and match["difference"] == "equal"]
    assert len(equal) >= 30
    assert all(match["reason"].strip(" ?") for match in found if match and match not in equal)
