"""Draws small projects, right and wrong ones, from a grammar: a layout, and changes that people make to it.

Whether a change is harmless is not said here: maturin and an import say it.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

PYPROJECT = """\
[build-system]
requires = ["maturin>=1.16,<2"]
build-backend = "maturin"

[project]
name = "demo"
dynamic = ["version"]
requires-python = ">=3.11"

[tool.maturin]
"""

CARGO = """\
[package]
name = "demo"
version = "0.1.0"
edition = "2024"

[lib]
name = "_core"
crate-type = ["cdylib"]

[dependencies]
pyo3 = { version = "0.30.1", features = ["abi3-py311"] }

[features]
extra = []
default = []
"""

SOURCE = """\
use pyo3::prelude::*;

#[pymodule]
mod _core {
    use pyo3::prelude::*;

    #[pyfunction]
    fn add(left: u64, right: u64) -> u64 {
        left + right
    }
}
"""

Files = dict[str, str]


@dataclass
class Drawn:
    """A project: its files, what an importing person writes, and the changes that made it."""

    files: Files
    imports: list[str]
    changes: list[str] = field(default_factory=list)

    def edit(self, path: str, old: str, new: str) -> bool:
        """Put `new` in the place of `old`; False where it is not there."""
        if old not in self.files.get(path, ""):
            return False
        self.files[path] = self.files[path].replace(old, new, 1)
        return True

    def add(self, table: str, line: str, path: str = "pyproject.toml") -> bool:
        """Add a line to a table, in the place of one with the same key."""
        text = self.files[path]
        key = re.escape(line.partition("=")[0].strip())
        head, found, tail = text.partition(f"[{table}]\n")
        if not found:
            self.files[path] = f"{text}\n[{table}]\n{line}\n"
            return True
        body, more, rest = tail.partition("\n[")
        body = re.sub(rf"(?m)^{key} *=.*\n?", "", body)
        self.files[path] = f"{head}{found}{line}\n{body}{more}{rest}"
        return True


Change = Callable[[Drawn], bool]


def _mixed(source: str) -> Drawn:
    below = "" if source == "." else f"{source}/"
    lines = 'module-name = "demo._core"\n' + ("" if source == "." else f'python-source = "{source}"\n')
    files = {
        "pyproject.toml": PYPROJECT + lines,
        "Cargo.toml": CARGO,
        "src/lib.rs": SOURCE,
        f"{below}demo/__init__.py": "from ._core import add\n\n__all__ = ['add']\n",
        f"{below}demo/_core.pyi": "def add(left: int, right: int) -> int: ...\n",
        f"{below}demo/py.typed": "",
    }
    return Drawn(files, ["demo", "demo._core"])


def _rust_only() -> Drawn:
    files = {
        "pyproject.toml": PYPROJECT,
        "Cargo.toml": CARGO.replace('"_core"', '"demo"'),
        "src/lib.rs": SOURCE.replace("mod _core", "mod demo"),
        "demo.pyi": "def add(left: int, right: int) -> int: ...\n",
    }
    return Drawn(files, ["demo"])


def _below() -> Drawn:
    drawn = _mixed("python")
    drawn.files["rust/Cargo.toml"] = drawn.files.pop("Cargo.toml")
    drawn.files["rust/src/lib.rs"] = drawn.files.pop("src/lib.rs")
    drawn.add("tool.maturin", 'manifest-path = "rust/Cargo.toml"')
    return drawn


LAYOUTS: dict[str, Callable[[], Drawn]] = {
    "mixed": lambda: _mixed("python"),
    "flat": lambda: _mixed("."),
    "src": lambda: _mixed("src"),
    "rust-only": _rust_only,
    "below": _below,
}


def _line(table: str, line: str) -> Change:
    return lambda drawn: drawn.add(table, line)


def _cargo(table: str, line: str) -> Change:
    def change(drawn: Drawn) -> bool:
        return drawn.add(table, line, next(path for path in drawn.files if path.endswith("Cargo.toml")))

    return change


def _source(old: str, new: str) -> Change:
    return lambda drawn: drawn.edit(next(path for path in drawn.files if path.endswith("lib.rs")), old, new)


def _manifest(old: str, new: str) -> Change:
    return lambda drawn: drawn.edit(
        next(path for path in drawn.files if path.endswith("Cargo.toml")), old, new
    )


def _python(old: str, new: str) -> Change:
    def change(drawn: Drawn) -> bool:
        path = next((path for path in drawn.files if path.endswith("__init__.py")), "")
        return drawn.edit(path, old, new)

    return change


def _file(path: str, text: str) -> Change:
    def change(drawn: Drawn) -> bool:
        drawn.files[path] = text
        return True

    return change


def _without(end: str) -> Change:
    def change(drawn: Drawn) -> bool:
        path = next((path for path in drawn.files if path.endswith(end)), "")
        return bool(drawn.files.pop(path, None))

    return change


def _namespace(drawn: Drawn) -> bool:
    """Without `__init__.py` it is a namespace package: Python imports it, and only the module in it has functions."""
    is_done = _without("__init__.py")(drawn)
    if is_done:
        drawn.imports[:] = [name for name in drawn.imports if "." in name]
    return is_done


def _all(*changes: Change) -> Change:
    return lambda drawn: all(change(drawn) for change in changes)


def _no_line(table: str, key: str) -> Change:
    def change(drawn: Drawn) -> bool:
        before = drawn.files["pyproject.toml"]
        drawn.add(table, f"{key} = 0")
        drawn.files["pyproject.toml"] = drawn.files["pyproject.toml"].replace(f"{key} = 0\n", "", 1)
        return drawn.files["pyproject.toml"] != before

    return change


FIELDS = [
    'authors = [{ name = "Ada" }]',
    'authors = [{ name = "Ada", orcid = "0" }]',
    'authors = ["Ada"]',
    'classifiers = ["Programming Language :: Rust"]',
    'classifiers = "Programming Language :: Rust"',
    'dependencies = ["numpy>=2"]',
    'dependencies = ["numpy>=2 <3"]',
    'dependencies = ["numpy->=2"]',
    "dependencies = { numpy = '2' }",
    "description = 3",
    'dynamic = "version"',
    'keywords = ["a"]',
    "keywords = 'a'",
    'license = "MIT"',
    'license = "MIT License"',
    "license = { text = 'MIT' }",
    "license = {}",
    "license = { file = 'NONE' }",
    'license-files = ["LICENSE*"]',
    'license-files = ["../LICENSE"]',
    'name = "de mo"',
    'name = "demo-"',
    "optional-dependencies = { a = ['rich'] }",
    "optional-dependencies = { a = 'rich' }",
    "readme = 'README.md'",
    "readme = { file = 'pyproject.toml', content-type = 'text/plain' }",
    "readme = 3",
    'requires-python = ">=3.11,<4"',
    'requires-python = "3.11+"',
    'requires-python = "=>3.11"',
    "urls = { Home = 'https://example.org' }",
    "urls = ['https://example.org']",
    'dynamic = ["version", "description"]',
    'version = "0.2.0"',
    "dynamic = []",
]

KEYS = [
    'bindings = "pyo3"',
    'bindings = "py03"',
    'compatibility = "linux"',
    'compatibility = "manylinux"',
    'data = "demo.data"',
    'exclude = ["**/*.txt"]',
    "exclude = 'x'",
    'features = ["extra"]',
    'features = ["none"]',
    'features = ["pyo3/abi3"]',
    'features = ["pyo3/none"]',
    'features = ["none/abi3"]',
    "features = 'extra'",
    'include = [{ path = "LICENSE", format = "sdist" }]',
    'include = ["./LICENSE"]',
    'include = [{ path = "LICENSE" }]',
    "locked = true",
    'manifest-path = "Cargo.toml"',
    'manifest-path = "none/Cargo.toml"',
    'module-name = "demo"',
    'module-name = "demo.core"',
    'module-name = "demo._core"',
    'module-name = "other._core"',
    'module-name = "demo.my-core"',
    "no-default-features = true",
    'profile = "dev"',
    'profile = "release"',
    'profile = "dist"',
    'python-packages = ["demo"]',
    'python-packages = ["none"]',
    'python-source = "python"',
    'python-source = "none"',
    "sbom = { rust = false }",
    "strip = true",
    "strip = 'symbols'",
]

PACKAGES = [
    'version = "0.1.0-rc.1"',
    'version = "0.1.0-nightly.1"',
    'version = "0.1"',
    'edition = "2021"',
    'edition = "2022"',
    'rust-version = "1.85"',
    'rust-version = "1.999"',
    'description = "A crate"',
    "description = 3",
    'readme = "NONE.md"',
    'license-file = "NONE"',
    'license = "MIT"',
    'build = "none.rs"',
    "publish = false",
    'name = "other"',
    'default-run = "none"',
]

# Tables of Cargo.toml, and lines in them.
TABLES = [
    ("[bin]", 'name = "tool"'),
    ("[bench]", 'name = "speed"'),
    ("[test]", 'name = "adds"'),
    ("dependencies", 'libc = "0.2 <"'),
    ("dependencies", "libc = 0.2"),
    ("dependencies", "libc.workspace = true"),
    ("features", 'extra = ["default"]'),
    ("features", 'extra = ["dep:pyo3"]'),
    ("features", 'extra = ["pyo3/abi3"]'),
    ("features", 'extra = ["pyo3?/abi3"]'),
    ("features", "extra = 'default'"),
    ("lib", 'crate-type = ["cdylib", "staticlib"]'),
    ("lib", "doctest = false"),
    ("lib", "test = 3"),
    ("lib", "bench = false"),
    ("lints", "workspace = true"),
    ("lints.rust", 'unused = "never"'),
    ("lints.rust", 'unused = "warn"'),
    ("package", 'edition = "2027"'),
    ("package", "autobins = false"),
    ("package", "authors = 'Ada'"),
    ("package", 'resolver = "4"'),
    ("package", "links = 'z'"),
    ("package.metadata.other", "key = 1"),
    ("patch.nowhere", 'libc = { path = "none" }'),
    ("profile.release", 'opt-level = "x"'),
    ("profile.release", "codegen-units = 0"),
    ("profile.release", 'panic = "abort"'),
    ("profile.release", 'strip = "symbols"'),
    ("profile.dev", 'debug = "lines"'),
    ("target.'cfg(unix'.dependencies", 'libc = "0.2"'),
    ("target.'cfg(none)'.dependencies", 'none = { path = "none" }'),
]

# Tables of pyproject.toml, and lines in them.
MORE = [
    ("dependency-groups", 'dev = ["pytest"]'),
    ("dependency-groups", 'dev = "pytest"'),
    ("dependency-groups", 'dev = [{ include-group = "none" }]'),
    ("project.entry-points.plugins", 'a = "demo:add"'),
    ("project.entry-points.plugins", "a = 1"),
    ("project.entry-points.console_scripts", 'demo = "demo:add"'),
    ("project.gui-scripts", 'demo-window = "demo:add"'),
    ("project.scripts", 'demo = "demo:add [rich]"'),
    ("project.scripts", 'demo = "demo._core:add"'),
    ("project.urls", "Home = 3"),
    ("project", 'name = "Demo"'),
    ("project", 'name = "demo.more"'),
    ("project", 'maintainers = [{ email = "ada@example.org" }]'),
    ("project", "maintainers = [{ email = 3 }]"),
    ("project", 'license = "MIT OR"'),
    ("project", 'import-names = ["demo"]'),
    ("project", 'colour = "red"'),
    ("tool.maturin", "all-features = true"),
    ("tool.maturin", "auditwheel = 'skip'"),
    ("tool.maturin", "auditwheel = 'none'"),
    ("tool.maturin", "frozen = true"),
    ("tool.maturin", "skip-auditwheel = true"),
    ("tool.maturin", "config = ['build.jobs=1']"),
    ("tool.maturin", "config = ['build.jobs']"),
    ("tool.maturin", "rustc-args = ['-Cdebuginfo=0']"),
    ("tool.maturin", "unstable-flags = ['none']"),
    ("tool.maturin", "editable-profile = 'none'"),
    ("tool.maturin", "use-base-python = true"),
    ("tool.maturin", "sdist-generator = 'git'"),
    ("tool.maturin", "sdist-generator = 'svn'"),
    ("tool.maturin", "targets = []"),
    ("tool.ruff", "line-length = 100"),
]

# What a source begins with, and lines before it.
HEAD = "use pyo3::prelude::*;\n\n#[pymodule]"
LINES = [
    'const TEXT: &str = include_str!("none.txt");',
    'const TEXT: &str = include_str!("lib.rs");',
    "mod none;",
    "use serde::Serialize as _;",
    "use std::collections::BTreeMap as _;",
    "#[pyclass]\nstruct Plain;",
    'const NAME: &str = env!("CARGO_PKG_NAME");',
    'const NONE: &str = env!("NO_SUCH_VARIABLE");',
    'const MAYBE: Option<&str> = option_env!("NO_SUCH_VARIABLE");',
    "extern crate none;",
]

CHANGES: dict[str, Change] = {
    "nothing": lambda drawn: True,
    **{f"[project] {line}": _line("project", line) for line in FIELDS},
    **{f"[tool.maturin] {line}": _line("tool.maturin", line) for line in KEYS},
    **{f"[package] {line}": _cargo("package", line) for line in PACKAGES},
    "no module-name": _no_line("tool.maturin", "module-name"),
    "no python-source": _no_line("tool.maturin", "python-source"),
    "no version": _no_line("project", "dynamic"),
    "both versions": _line("project", 'version = "0.1.0"'),
    "[lib] name = core": _cargo("lib", 'name = "core_lib"'),
    "[lib] name with a hyphen": _cargo("lib", 'name = "my-core"'),
    "[lib] crate-type = rlib": _cargo("lib", 'crate-type = ["rlib"]'),
    "[lib] crate-type = both": _cargo("lib", 'crate-type = ["cdylib", "rlib"]'),
    "[lib] crate-type = nonsense": _cargo("lib", 'crate-type = ["cdlib"]'),
    "[lib] path": _cargo("lib", 'path = "src/none.rs"'),
    "pyo3 without abi3": _cargo("dependencies", 'pyo3 = "0.30.1"'),
    "pyo3 bare abi3": _cargo("dependencies", 'pyo3 = { version = "0.30.1", features = ["abi3"] }'),
    "pyo3 no such feature": _cargo("dependencies", 'pyo3 = { version = "0.30.1", features = ["abi4"] }'),
    "pyo3 optional": _all(
        _cargo("dependencies", 'pyo3 = { version = "0.30.1", features = ["abi3-py311"], optional = true }'),
        _source("use pyo3::prelude::*;\n\n#[pymodule]", '#[cfg(feature = "pyo3")]\n#[pyo3::pymodule]'),
    ),
    "pyo3 optional, switched on": _all(
        _cargo("dependencies", 'pyo3 = { version = "0.30.1", features = ["abi3-py311"], optional = true }'),
        _source("use pyo3::prelude::*;\n\n#[pymodule]", '#[cfg(feature = "pyo3")]\n#[pyo3::pymodule]'),
        _line("tool.maturin", 'features = ["pyo3"]'),
    ),
    "module behind a feature": _source("#[pymodule]", '#[cfg(feature = "extra")]\n#[pymodule]'),
    "module behind a feature that is on": _all(
        _source("#[pymodule]", '#[cfg(feature = "extra")]\n#[pymodule]'),
        _line("tool.maturin", 'features = ["extra"]'),
    ),
    "module behind a default feature": _all(
        _source("#[pymodule]", '#[cfg(feature = "extra")]\n#[pymodule]'),
        _cargo("features", 'default = ["extra"]'),
    ),
    "module behind a default feature that is off": _all(
        _source("#[pymodule]", '#[cfg(feature = "extra")]\n#[pymodule]'),
        _cargo("features", 'default = ["extra"]'),
        _line("tool.maturin", "no-default-features = true"),
    ),
    "no pymodule": _source("#[pymodule]\n", ""),
    "pymodule of another name": _source("mod _core", "mod other"),
    "pymodule renamed": _source("#[pymodule]\nmod _core", '#[pymodule(name = "_core")]\nmod other'),
    "function of another name": _source("fn add(", "fn plus("),
    "function renamed": _source("#[pyfunction]\n    fn add(", '#[pyfunction(name = "add")]\n    fn plus('),
    "a feature of no crate": _cargo("features", 'extra = ["none/x"]'),
    "a feature of no name": _cargo("features", 'extra = ["none"]'),
    "a default feature of no name": _cargo("features", 'default = ["none"]'),
    "a profile without inherits": _cargo("profile.dist", "lto = true"),
    "a profile with inherits": _all(
        _cargo("profile.dist", 'inherits = "release"'), _line("tool.maturin", 'profile = "dist"')
    ),
    "lto nonsense": _cargo("profile.release", 'lto = "fast"'),
    "panic in a package's profile": _cargo("profile.release.package.pyo3", 'panic = "abort"'),
    "opt-level in a package's profile": _cargo("profile.release.package.pyo3", "opt-level = 1"),
    "an import that is not exported": _python("import add", "import add, subtract"),
    "an import of no module": _python("from ._core", "from ._none"),
    "an import by a wrong package": _python("from ._core", "from other._core"),
    "an absolute import": _python("from ._core", "from demo._core"),
    "an import of a missing sibling": _python("from ._core", "from .none import x\nfrom ._core"),
    "no __init__.py": _namespace,
    "no package": _all(_without("__init__.py"), _without("_core.pyi"), _without("py.typed")),
    "a script": _line("project.scripts", 'demo = "demo:add"'),
    "a script of no function": _line("project.scripts", 'demo = "demo:none"'),
    "a script of no module": _line("project.scripts", 'demo = "demo.cli:main"'),
    "a script of another package": _line("project.scripts", 'demo = "other:main"'),
    "a script that is no reference": _line("project.scripts", 'demo = "demo add"'),
    "a program": _all(_line("tool.maturin", 'bindings = "bin"'), _file("src/main.rs", "fn main() {}\n")),
    "a program with scripts": _all(
        _line("tool.maturin", 'bindings = "bin"'),
        _line("project.scripts", 'demo = "demo:add"'),
        _file("src/main.rs", "fn main() {}\n"),
    ),
    "a readme": _all(_line("project", 'readme = "README.md"'), _file("README.md", "# demo\n")),
    "a data folder": _all(_line("tool.maturin", 'data = "stuff"'), _file("stuff/data/share/a.txt", "a\n")),
    "a data folder of another layout": _all(
        _line("tool.maturin", 'data = "stuff"'), _file("stuff/share/a.txt", "a\n")
    ),
    "a folder that hides the extension": _file("python/demo/_core/__init__.py", ""),
    **{f"[{table}] {line}": _cargo(table, line) for table, line in TABLES},
    **{f"[{table}] {line}": _line(table, line) for table, line in MORE},
    **{f"a source with {line}": _source(HEAD, f"{line}\n\n{HEAD}") for line in LINES},
    "a circular import": _all(
        _python("from ._core", "from .other import part\nfrom ._core"),
        _file("python/demo/other.py", "from . import add\n\npart = add\n"),
    ),
    "a sibling": _all(
        _python("from ._core", "from .other import part\nfrom ._core"),
        _file("python/demo/other.py", "part = 1\n"),
    ),
    "an export of no name": _python("['add']", "['add', 'none']"),
    "an import of no dependency": _python("from ._core", "import no_such_module\nfrom ._core"),
    "an import in a try": _python(
        "from ._core", "try:\n    import no_such_module\nexcept ImportError:\n    pass\nfrom ._core"
    ),
    "a module as a function": _source(
        SOURCE[SOURCE.index("#[pymodule]") :],
        "#[pyfunction]\nfn add(left: u64, right: u64) -> u64 {\n    left + right\n}\n\n"
        "#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {\n"
        "    m.add_function(wrap_pyfunction!(add, m)?)\n}\n",
    ),
    "a module for this system": _source("#[pymodule]", "#[cfg(unix)]\n#[pymodule]"),
    "a path dependency": _all(
        _cargo("dependencies", 'engine = { path = "engine" }'),
        _file("engine/Cargo.toml", '[package]\nname = "engine"\nversion = "0.1.0"\nedition = "2024"\n'),
        _file("engine/src/lib.rs", ""),
    ),
    "a path dependency of another name": _all(
        _cargo("dependencies", 'engine = { path = "engine" }'),
        _file("engine/Cargo.toml", '[package]\nname = "motor"\nversion = "0.1.0"\nedition = "2024"\n'),
        _file("engine/src/lib.rs", ""),
    ),
    "a build script": _all(_cargo("package", 'build = "build.rs"'), _file("build.rs", "fn main() {}\n")),
    "a test that is there": _file("tests/adds.rs", "#[test]\nfn adds() {}\n"),
    "a broken Cargo.toml": _cargo("package", "authors = ["),
    "a broken pyproject.toml": _line("project", "keywords = ["),
    "a syntax error in Rust": _source("left + right", "left +"),
    "a syntax error in Python": _python("import add", "import"),
    "a workspace above": _all(
        _file("../Cargo.toml", '[workspace]\nmembers = ["project"]\nresolver = "3"\n'),
    ),
    "a workspace that excludes nothing": _all(
        _file("../Cargo.toml", '[workspace]\nmembers = ["other"]\n'), _file("../other/src/lib.rs", "")
    ),
    "an inherited version": _manifest('version = "0.1.0"', "version.workspace = true"),
    "a dependency of no path": _cargo("dependencies", 'other = { path = "../none" }'),
    "a key that cargo does not know": _cargo("package", "colour = true"),
    "a key that maturin does not know": _line("tool.maturin", "colour = true"),
}


def drawn(seed: int) -> Drawn:
    """Draw the project of a number: one change, or two."""
    generator = random.Random(seed)
    layout = generator.choice(sorted(LAYOUTS))
    project = LAYOUTS[layout]()
    project.changes.append(layout)
    for name in generator.sample(sorted(CHANGES), generator.choice([1, 1, 2])):
        if CHANGES[name](project):
            project.changes.append(name)
    return project
