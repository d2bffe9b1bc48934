//! pytest puts the project on the path, so that tests import the sources instead of what was installed.
//!
//! ## Why
//!
//! With the package beside pyproject.toml and [`pythonpath = ["."]`](https://docs.pytest.org/en/stable/reference/reference.html#confval-pythonpath),
//! `import demo` finds the folder of the checkout first. It has no extension module, because `pip install .` puts that into
//! site-packages: the import fails, or an old build that `maturin develop` left over is tested.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//!
//! [tool.pytest.ini_options]
//! pythonpath = ["."]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```yaml .github/workflows/test.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - run: pip install . pytest
//!       - run: pytest
//! ```
//!
//! ```console
//! pyproject.toml:9:14: info[files/tests-import-sources] tests import `demo` of the checkout, which lacks the extension module that `pip install .` puts elsewhere
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! python-source = "python"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```python python/demo/__init__.py
//! from ._core import add
//! ```
//!
//! ```yaml .github/workflows/test.yml
//! on: push
//! jobs:
//!   test:
//!     runs-on: ubuntu-24.04
//!     steps:
//!       - uses: actions/checkout@v7
//!       - run: pip install . pytest
//!       - run: pytest
//! ```
//!
//! ## When not to follow
//!
//! If the project is always installed by `maturin develop` or `pip install -e .` before the tests run. The rule is silent if a
//! workflow or a script names one of these.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::questions::build_files::is_in_build_files;
use crate::standards::horizon::Table;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;

/// Whether it bites depends on how the tests are run.
pub const SEVERITY: Severity = Severity::Info;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Remove `.` from `pythonpath`, or move the package below a folder such as `python/` and set `python-source`";

/// What puts the extension module among the sources.
const IN_PLACE: [&str; 5] = [
    "maturin develop",
    "install -e",
    "install --editable",
    "uv sync",
    "uv run",
];
/// The root of the project, as it is written.
const ROOT: [&str; 2] = [".", "./"];

/// One finding, if the folder of the package is on the path.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let layout = project.layout()?;
    let package = layout.package.as_ref().filter(|_| layout.python_dir.is_empty())?;
    let path = pyproject
        .toml
        .get(&["tool", "pytest", "ini_options", "pythonpath"])?;
    let is_root = |node: Node<'_>| node.as_str().is_some_and(|text| ROOT.contains(&text));
    let names_root = is_root(path) || path.items().into_iter().any(is_root);
    let builds = |command: &str| is_in_build_files(project, cargo, command);
    let is_elsewhere = builds("pip install .") && !IN_PLACE.into_iter().any(builds);
    let message = format!(
        "tests import `{package}` of the checkout, which lacks the extension module that `pip install .` puts elsewhere"
    );
    (names_root && is_elsewhere).then(|| Finding::new(path.place(), message))
}
